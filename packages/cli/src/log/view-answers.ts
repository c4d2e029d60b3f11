/** Serves the pages of an audit, read only. */
import { contentPolicy, pathAskedFor, type Viewer } from "@shifan/viewer"

const types: Readonly<Record<string, string>> = { html: "text/html", css: "text/css", js: "text/javascript" }

/** Forbids caching: the next audit on this port may be of another log. */
const headers = {
  "Content-Security-Policy": contentPolicy,
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
}

export const answerOf =
  (viewer: Viewer) =>
  ({ method, url }: Pick<Request, "method" | "url">): Response => {
    const send = (status: number, more: Readonly<Record<string, string>> = {}, body: string | null = null): Response =>
      new Response(method === "HEAD" ? null : body, { status, headers: { ...headers, ...more } })
    if (method !== "GET" && method !== "HEAD") return send(405, { Allow: "GET, HEAD" })
    const { pathname, searchParams } = new URL(url)
    const path = pathname.slice(1)
    const asked = searchParams.size === 0 ? undefined : pathAskedFor(path, (name) => searchParams.get(name))
    if (asked !== undefined) return send(303, { Location: `/${asked}` })
    const body = viewer.files.get(path === "" ? "index.html" : path) ?? viewer.page(path)
    if (body === undefined) return send(404, { "Content-Type": "text/plain; charset=utf-8" }, "404\n")
    const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "text/html"
    return send(200, { "Content-Type": `${type}; charset=utf-8` }, body)
  }
