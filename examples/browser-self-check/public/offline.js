/** The page without a network: kept when it is installed, and asked for anew while there is one. */
const cacheName = "self-check"

/** What the page names, and what it loads only when it is needed. */
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
    // Servers vary by origin, and the page asks for its script with one.
    return (await cache.match(request, { ignoreVary: true })) ?? Response.error()
  }
}

addEventListener("install", (event) => event.waitUntil(keepPage()))
addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return
  event.respondWith(fromNetworkOrKept(event.request))
  // Another build has other files. Without a network those that are kept stay.
  if (event.request.mode === "navigate") event.waitUntil(keepPage().catch(() => undefined))
})
