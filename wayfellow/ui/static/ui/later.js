// Keeps what somebody writes while they write it, for them alone, so that leaving the page loses nothing.
// Without this file the form has a button that does the same.
"use strict"

{
  const pause = 1500
  const mostOnLeaving = 60_000  // browsers carry no more once the page is gone
  const form = document.currentScript.closest("form")
  const said = form.querySelector("[data-kept]")
  const {draft, draft_before: before} = form.elements
  let timer, underway, changed = false, elsewhere = false

  function written() {
    changed = true
    clearTimeout(timer)
    if (elsewhere) return
    timer = setTimeout(keep, pause)
    form.toggleAttribute("data-keeps-itself", body().toString().length < mostOnLeaving)
  }

  function body() {
    const sent = new URLSearchParams(new FormData(form))
    sent.set("later", "typing")
    sent.set("draft_number", Date.now())
    return sent
  }

  async function keep(leaving = false) {
    clearTimeout(timer)
    if (!changed || elsewhere) return
    before.value ||= draft.value
    changed = false
    underway = new AbortController()
    const asked = {method: "POST", body: body(), keepalive: leaving === true, signal: underway.signal, redirect: "error"}
    const {status} = await fetch(location.pathname, asked).catch(() => ({status: 0}))
    if (asked.signal.aborted) return
    if (status === 204) return tell("kept", true)
    changed = true
    elsewhere = status === 409
    tell(elsewhere ? "elsewhere" : "notKept", false)
  }

  function tell(what, isKept) {
    said.textContent = said.dataset[what]
    form.toggleAttribute("data-keeps-itself", isKept)
    if (isKept && !changed) delete form.dataset.typed
    if (!isKept) form.dataset.typed = "yes"
    if (elsewhere) form.querySelector("[name=later]").classList.remove("without-script")
  }

  form.addEventListener("input", written)
  form.addEventListener("submit", () => {
    clearTimeout(timer)
    underway?.abort()
    changed = false
  })
  addEventListener("pagehide", () => keep(true))
  document.addEventListener("visibilitychange", () => document.hidden && keep(true))
  if (form.querySelector(".errors")) {
    changed = true
    keep()
  }
}
