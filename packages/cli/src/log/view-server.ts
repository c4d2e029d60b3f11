/** The pages on this machine alone: from a port of the loopback interface, read only, until somebody presses Ctrl-C. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as E from "fp-ts/lib/Either.js"
import { contentPolicy, pathAskedFor, type Viewer } from "@shifan/viewer"
import { errorCode } from "../files.js"
import { exits, failure, type Failure } from "../result.js"

export interface ViewServer {
  /** Where the pages begin. */
  readonly url: string
  readonly close: () => Promise<void>
}

const host = "127.0.0.1"

/** @param port 0: any that is free. */
export const serveViewer = (viewer: Viewer, port: number): Promise<E.Either<Failure, ViewServer>> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => answer(viewer, server, request, response))
    server.once("error", (thrown) => resolve(E.left(notServed(port, thrown))))
    server.listen(port, host, () =>
      resolve(
        E.right({
          url: `http://${host}:${portOf(server)}/`,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed())
              server.closeAllConnections()
            }),
        }),
      ),
    )
  })

const portOf = (server: Server): number => {
  const address: AddressInfo | string | null = server.address()
  return address === null || typeof address === "string" ? 0 : address.port
}

const notServed = (port: number, thrown: unknown): Failure => {
  const code = errorCode(thrown)
  return code === "EADDRINUSE"
    ? failure(exits.usage, "PortInUse", `端口${port}已被占用`, `port ${port} is in use`, { port })
    : failure(exits.usage, "PortInUse", `端口${port}不能使用：${code}`, `port ${port} cannot be used: ${code}`, {
        port,
      })
}

const types: Readonly<Record<string, string>> = { html: "text/html", css: "text/css", js: "text/javascript" }

/** Nothing is kept by a browser: the next audit on this port may be of another record. */
const headers = {
  "Content-Security-Policy": contentPolicy,
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
}

const answer = (viewer: Viewer, server: Server, request: IncomingMessage, response: ServerResponse): void => {
  const send = (status: number, more: Readonly<Record<string, string>> = {}, body = ""): void => {
    response.writeHead(status, { ...headers, ...more })
    response.end(request.method === "HEAD" ? "" : body)
  }
  // A page elsewhere may have a name that leads here: it is asked for by that name.
  if (request.headers.host !== `${host}:${portOf(server)}`) return send(421)
  if (request.method !== "GET" && request.method !== "HEAD") return send(405, { Allow: "GET, HEAD" })
  const { pathname, searchParams } = new URL(request.url ?? "/", `http://${host}`)
  const path = pathname.slice(1)
  const asked = searchParams.size === 0 ? undefined : pathAskedFor(path, (name) => searchParams.get(name))
  if (asked !== undefined) return send(303, { Location: `/${asked}` })
  const body = viewer.files.get(path === "" ? "index.html" : path) ?? viewer.page(path)
  if (body === undefined) return send(404, { "Content-Type": "text/plain; charset=utf-8" }, "404\n")
  const type = types[path.slice(path.lastIndexOf(".") + 1)] ?? "text/html"
  return send(200, { "Content-Type": `${type}; charset=utf-8` }, body)
}
