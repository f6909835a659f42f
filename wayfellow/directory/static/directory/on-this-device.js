// What somebody enjoys is kept only if they ask, only on their own device, and forgotten as easily.
"use strict"

const name = "wayfellow-enjoys"
const device = document.getElementById("device")
const button = what => device.querySelector(`[data-${what}-answers]`)

function show(said = "") {
  const kept = localStorage.getItem(name)
  button("kept").hidden = button("forget").hidden = !kept
  if (kept) button("kept").href = `${location.pathname}?${new URLSearchParams(kept)}`
  device.querySelector("[data-said]").textContent = said
}

button("keep").addEventListener("click", () => {
  localStorage.setItem(name, new URLSearchParams(new FormData(document.getElementById("answers"))))
  show(device.dataset.kept)
})
button("forget").addEventListener("click", () => {
  localStorage.removeItem(name)
  show(device.dataset.forgotten)
})
show()
