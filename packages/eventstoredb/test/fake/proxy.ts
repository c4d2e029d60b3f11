/** A TCP relay in front of a fake node, to cut connections the way networks do. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net"

export interface Proxy {
  readonly port: number
  /** Cuts all open connections. */
  readonly cut: () => void
  /** Cuts all connections, and refuses new ones until `reopen`. */
  readonly shut: () => Promise<void>
  readonly reopen: () => Promise<void>
  /** Relays nothing until `resume`, like a stopped process whose kernel still accepts connections and bytes. */
  readonly pause: () => void
  readonly resume: () => void
}

export const startProxy = async (target: number, wanted = 0): Promise<Proxy> => {
  const sockets = new Set<Socket>()
  const relays = new Map<Socket, Socket>()
  let isPaused = false
  const server = createServer((inbound) => {
    const outbound = connect(target, "127.0.0.1")
    for (const [socket, other] of [
      [inbound, outbound],
      [outbound, inbound],
    ] as const) {
      sockets.add(socket)
      // Otherwise each small message waits 40 ms for the previous one to be acknowledged.
      socket.setNoDelay()
      socket.on("error", () => other.destroy())
      relays.set(socket, other)
      socket.on("close", () => {
        sockets.delete(socket)
        relays.delete(socket)
        other.destroy()
      })
      if (!isPaused) socket.pipe(other)
    }
  })
  const listen = (port: number): Promise<number> =>
    new Promise((resolve) => {
      server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port))
    })
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  const port = await listen(wanted)
  return {
    port,
    cut,
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
    reopen: async () => void (await listen(port)),
    pause: () => {
      isPaused = true
      for (const [socket, other] of relays) socket.unpipe(other)
    },
    resume: () => {
      isPaused = false
      for (const [socket, other] of relays) socket.pipe(other)
    },
  }
}
