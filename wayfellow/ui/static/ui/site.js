// Every page works without this file; it only makes some things easier.
"use strict"

const neutral = "https://www.wikipedia.org/"
let escapes = []
let leaving = false

function leave() {
  leaving = true
  document.body.hidden = true
  location.replace(neutral)
}

addEventListener("keydown", event => {
  if (event.key !== "Escape" || event.repeat || !document.querySelector("[data-exit]")) return
  escapes = [...escapes, event.timeStamp].filter(pressed => event.timeStamp - pressed < 2000)
  if (escapes.length === 3) leave()
})

addEventListener("click", event => {
  if (event.target.closest("[data-exit]")) {
    event.preventDefault()
    leave()
  }
  if (event.target.closest("[data-print]")) print()
  const copier = event.target.closest("[data-copy]")
  if (copier) copy(copier)
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false
  }
})

async function copy(button) {
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText)
  button.textContent = button.dataset.copied
}

// A double tap sends a form once. Its button is marked, not disabled, so that its own value still travels.
addEventListener("submit", event => {
  const form = event.target
  if (form.dataset.sent) {
    event.preventDefault()
    event.stopImmediatePropagation()
    return
  }
  delete form.dataset.typed
  if (form.method !== "post") return
  mark(form, true)
  setTimeout(() => mark(form, false), 8000)
}, true)

function mark(form, sent) {
  if (sent) form.dataset.sent = "yes"
  else delete form.dataset.sent
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    if (sent) button.setAttribute("aria-disabled", "true")
    else button.removeAttribute("aria-disabled")
  }
}

function release() {
  for (const form of document.querySelectorAll("form[data-sent]")) mark(form, false)
}
addEventListener("pageshow", release)
addEventListener("htmx:afterRequest", release)

// Nobody loses a long text by a stray tap on a link.
addEventListener("input", event => {
  const form = event.target.closest("form[data-keep]")
  if (form) form.dataset.typed = "yes"
})
addEventListener("beforeunload", event => {
  if (!leaving && document.querySelector("form[data-typed]:not([data-keeps-itself])")) event.preventDefault()
})

// What somebody unfolded stays unfolded, and where they are they stay, when a part of the page is drawn anew.
let unfolded = [], at = ""
addEventListener("htmx:beforeSwap", () => {
  unfolded = [...document.querySelectorAll("details[open][id]")].map(details => details.id)
  at = document.activeElement.id
})
addEventListener("htmx:afterSettle", () => {
  for (const id of unfolded) {
    const details = document.getElementById(id)
    if (details) details.open = true
  }
  if (at && document.activeElement.id !== at) document.getElementById(at)?.focus()
})
// What cannot be shown as a part of the page, such as that somebody was signed out meanwhile, goes the long way.
addEventListener("htmx:responseError", event => {
  const {elt, triggeringEvent} = event.detail.requestConfig
  if (triggeringEvent?.type !== "submit") return
  const {name, value} = triggeringEvent.submitter ?? {}
  if (name) elt.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}))
  elt.submit()
})

// A first page that comes into sight again shows what is new, unless something is half written on it.
document.addEventListener("visibilitychange", async () => {
  if (document.hidden || !document.querySelector("main[data-looks-again]") || isHalfWritten()) return
  const answer = await fetch(location.href).catch(() => null)
  if (!answer?.ok) return
  if (answer.redirected) return location.reload()
  const page = await answer.text()
  if (isHalfWritten()) return
  dispatchEvent(new Event("htmx:beforeSwap"))
  htmx.swap("#main", page, {swapStyle: "outerHTML"}, {select: "#main", selectOOB: "#sections"})
})

function isHalfWritten() {
  const fields = [...document.querySelectorAll("main input:not([type=hidden]), main textarea")]
  return fields.some(field => field.value !== field.defaultValue || field.checked !== field.defaultChecked)
}

// Whom to call now can be read without a network too.
navigator.serviceWorker?.register(`/worker.js?language=${document.documentElement.lang}`).catch(() => {})

// On paper, the numbers behind a chart stand beside it.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".figure details")) details.open = true
})
