// Joins a form that asks for a passkey to the browser's own dialogue. A form says which of the four it is.
"use strict"

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button")
  const action = button.id
  button.type = "button"
  window.allauth.webauthn.forms[form.dataset.passkey]({
    ids: {[action]: action, credential: `${action}-credential`, passwordless: form.dataset.passwordless},
    data: form.dataset.options && JSON.parse(form.dataset.options),
  })
}

document.addEventListener("allauth.error", event => {
  event.preventDefault()
  for (const words of document.querySelectorAll("[data-passkey-trouble]")) words.hidden = false
})
