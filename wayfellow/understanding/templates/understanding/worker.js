// Keeps one page for when there is no network: whom to call now, its style and its sign. No other page, ever.
// It is fetched without cookies, so that what is kept is the page anyone sees.
"use strict"

const kept = "help-now {{ language }} {{ version }}"
const page = "{{ url('help_now') }}"
const parts = ["{{ static('ui/site.css') }}", "{{ static('ui/icon.svg') }}"]
const places = [`${page}?language={{ language }}`, ...parts]

async function keep() {
  const cache = await caches.open(kept)
  await cache.addAll(places.map(place => new Request(place, {credentials: "omit", cache: "reload"})))
  await skipWaiting()
}

async function forgetOlder() {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name.startsWith("help-now ") && name !== kept).map(name => caches.delete(name)))
}

// The page looks different with a cookie or another place in its address; the one that is kept has every place on it.
// It stands in, too, where there is a network and the installation itself cannot answer.
async function answerTo(request) {
  const fresh = await fetch(request).catch(() => Response.error())
  if (fresh.type !== "error" && fresh.status < 500) return fresh
  return await caches.match(request, {cacheName: kept, ignoreVary: true, ignoreSearch: true}) ?? fresh
}

addEventListener("install", event => {
  // What a page sends while it is being left would otherwise be asked of this worker, and lost with the page.
  event.addRoutes?.({condition: {requestMethod: "POST"}, source: "network"})
  event.waitUntil(keep())
})
addEventListener("activate", event => event.waitUntil(forgetOlder()))
addEventListener("fetch", event => {
  const {origin, pathname} = new URL(event.request.url)
  if (event.request.method !== "GET" || origin !== location.origin || ![page, ...parts].includes(pathname)) return
  event.respondWith(answerTo(event.request))
})
