/** Serves this machine only, on a port of the loopback interface, until Ctrl-C. Checks the host name. */
import { createAdaptorServer, type ServerType } from "@hono/node-server"
import * as E from "fp-ts/lib/Either.js"
import type { CommandContext } from "./command-context.js"
import { exits, failure, usage, type Failure } from "./result.js"
import { errorCode, systemWords } from "./system-errors.js"

export interface LoopbackServer {
  /** Such as `http://127.0.0.1:4176/`. */
  readonly url: string
  /** Resolves after Ctrl-C, once pending requests are answered. */
  readonly untilInterrupted: (context: Pick<CommandContext, "terminal">) => Promise<void>
}

const address = "127.0.0.1"

export const parsePort = (text: string): E.Either<Failure, number> =>
  /^\d{1,5}$/.test(text) && Number(text) < 65_536
    ? E.right(Number(text))
    : E.left(usage(`--port应为0至65535的整数：${text}`, `--port needs an integer from 0 to 65535, got ${text}`))

/** @param port 0: any free port */
export const serveLoopback = (
  port: number,
  answer: (request: Request) => Response | Promise<Response>,
): Promise<E.Either<Failure, LoopbackServer>> =>
  new Promise((resolve) => {
    const server = createAdaptorServer({
      fetch: (request) => (isOwnName(request, server) ? answer(request) : misdirected()),
    })
    server.once("error", (thrown) => resolve(E.left(notServed(port, thrown))))
    server.listen(port, address, () => {
      const untilInterrupted: LoopbackServer["untilInterrupted"] = async ({ terminal }) => {
        await new Promise<void>((interrupted) => terminal.onInterrupt(interrupted))
        await close(server)
      }
      resolve(E.right({ url: `http://${address}:${portOf(server)}/`, untilInterrupted }))
    })
  })

/** Rejects other host names: a foreign page could otherwise reach this server through its own DNS (rebinding). */
const isOwnName = (request: Request, server: ServerType): boolean =>
  [address, "localhost"].some((name) => request.headers.get("Host") === `${name}:${portOf(server)}`)

const misdirected = (): Response =>
  new Response("421 Misdirected Request\n", { status: 421, headers: { "Cache-Control": "no-store" } })

const portOf = (server: ServerType): number => {
  const bound = server.address()
  return bound === null || typeof bound === "string" ? 0 : bound.port
}

const notServed = (port: number, thrown: unknown): Failure => {
  const code = errorCode(thrown)
  const says = systemWords(code)
  const [zh, en] =
    code === "EADDRINUSE"
      ? [`端口${port}已被占用`, `port ${port} is in use`]
      : [`端口${port}不能使用：${says.zh}`, `port ${port} cannot be used: ${says.en}`]
  return failure(exits.usage, "PortInUse", zh, en, { port })
}

/** In milliseconds for pending responses: an idle client must not keep the server running. */
const grace = 2000

const close = (server: ServerType): Promise<void> =>
  new Promise((closed) => {
    const late = setTimeout(() => "closeAllConnections" in server && server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(late)
      closed()
    })
    if ("closeIdleConnections" in server) server.closeIdleConnections()
  })
