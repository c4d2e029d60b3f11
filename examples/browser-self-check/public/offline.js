/** The page without a network: kept when it is installed, and asked for anew while there is one. */
const cacheName = "self-check"

const keepPage = async () => {
  const page = await (await fetch("./", { cache: "reload" })).text()
  const parts = [...page.matchAll(/(?:src|href)="(\.\/[^"]+)"/g)].map(([, address]) => address)
  const cache = await caches.open(cacheName)
  await cache.addAll(["./", ...parts])
}

const fromNetworkOrKept = async (request) => {
  const cache = await caches.open(cacheName)
  try {
    const response = await fetch(request)
    if (response.ok) await cache.put(request, response.clone())
    return response
  } catch {
    // Servers vary by origin, and the page asks for its script with one.
    return (await cache.match(request, { ignoreVary: true })) ?? Response.error()
  }
}

addEventListener("install", (event) => event.waitUntil(keepPage()))
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(fromNetworkOrKept(event.request))
})
