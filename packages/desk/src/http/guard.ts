/** Checks applied to every request. */
import type { MiddlewareHandler } from "hono"

/** Only the desk's own scripts and styles; nothing is loaded from elsewhere, and pages cannot be framed. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ")

export const headers: MiddlewareHandler = async (context, next) => {
  await next()
  const { headers: sent } = context.res
  sent.set("Content-Security-Policy", contentPolicy)
  sent.set("X-Content-Type-Options", "nosniff")
  sent.set("Referrer-Policy", "same-origin")
  sent.set("Cross-Origin-Opener-Policy", "same-origin")
  sent.set("Cross-Origin-Resource-Policy", "same-origin")
  if (!sent.has("Cache-Control")) sent.set("Cache-Control", "no-store")
}

/** Allows viewing pages and sending forms. */
export const knownMethod: MiddlewareHandler = async (context, next) =>
  ["GET", "HEAD", "POST"].includes(context.req.method)
    ? next()
    : context.text("405 Method Not Allowed\n", 405, { Allow: "GET, HEAD, POST" })

/** Changes must come from a page of the desk: browsers prove it with `Origin` or `Sec-Fetch-Site`. */
export const sameOrigin: MiddlewareHandler = async (context, next) => {
  if (context.req.method === "GET" || context.req.method === "HEAD") return next()
  const origin = context.req.header("Origin")
  const site = context.req.header("Sec-Fetch-Site")
  const isOurs = origin === undefined ? site === "same-origin" : origin === `http://${context.req.header("Host")}`
  return isOurs && (site === undefined || site === "same-origin") ? next() : context.text("403 Forbidden\n", 403)
}
