/** Serves the pages of an audit, read only. */
import type { Defect } from "@shifan/desk"
import { contentPolicy, defectReference, pathAskedFor, viewerDefectPage, type Viewer } from "@shifan/viewer"

const types: Readonly<Record<string, string>> = { html: "text/html", css: "text/css", js: "text/javascript" }

/** Forbids caching: the next audit on this port may be of another log. */
const headers = {
  "Content-Security-Policy": contentPolicy,
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
}

/** What an unexpected error needs: random bytes for its reference, and where to report it. */
export interface DefectReport {
  readonly random: (size: number) => Uint8Array
  readonly reportDefect: (defect: Defect) => void
}

export const answerOf =
  (viewer: Viewer, { random, reportDefect }: DefectReport) =>
  ({ method, url }: Pick<Request, "method" | "url">): Response => {
    const send = (status: number, more: Readonly<Record<string, string>> = {}, body: string | null = null): Response =>
      new Response(method === "HEAD" ? null : body, { status, headers: { ...headers, ...more } })
    if (method !== "GET" && method !== "HEAD") return send(405, { Allow: "GET, HEAD" })
    const { pathname, searchParams } = new URL(url)
    const path = pathname.slice(1)
    const asked = searchParams.size === 0 ? undefined : pathAskedFor(path, (name) => searchParams.get(name))
    if (asked !== undefined) return send(303, { Location: `/${asked}` })
    let body: string | undefined
    try {
      body = viewer.files.get(path === "" ? "index.html" : path) ?? viewer.page(path)
    } catch (thrown) {
      const reference = defectReference(random)
      reportDefect({ reference, method, path: pathname, thrown })
      const page = viewerDefectPage(path.startsWith("en/") ? "en" : "zh", reference)
      return send(500, { "Content-Type": "text/html; charset=utf-8" }, page)
    }
    if (body === undefined) return send(404, { "Content-Type": "text/plain; charset=utf-8" }, "404\n")
    const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "text/html"
    return send(200, { "Content-Type": `${type}; charset=utf-8` }, body)
  }
