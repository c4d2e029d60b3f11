/** Offline support: the page is cached on installation, and updated whenever there is a network. */
const cacheName = "self-check"

/** Caches the page's files, including those it loads on demand. */
const keepPage = async () => {
  const [page, files] = await Promise.all(["./", "./files.json"].map(async (address) => (await fetch(address, { cache: "reload" })).text()))
  const named = [...page.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, address]) => address)
  const built = Object.values(JSON.parse(files)).map(({ file }) => `./${file}`)
  const cache = await caches.open(cacheName)
  await cache.addAll(["./", ...new Set([...named, ...built])])
}

const fromNetworkOrKept = async (request) => {
  const cache = await caches.open(cacheName)
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put(request, response.clone())
    return response
  } catch {
    // Servers send `Vary: Origin`, and the page requests its script with an origin.
    return (await cache.match(request, { ignoreVary: true })) ?? Response.error()
  }
}

addEventListener("install", (event) => event.waitUntil(keepPage()))
addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return
  event.respondWith(fromNetworkOrKept(event.request))
  // Another build has other files. Without a network the cached ones remain.
  if (event.request.mode === "navigate") event.waitUntil(keepPage().catch(() => undefined))
})
