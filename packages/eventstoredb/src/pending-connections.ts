/**
 * Connections of one client that are still being made. grpc-js waits for them without a limit, for minutes where a host drops
 * packets and for ever where one never answers a TLS handshake, and closing a channel does not end them. So the client does.
 */
import { AsyncLocalStorage } from "node:async_hooks"
import { subscribe } from "node:diagnostics_channel"
import { Socket } from "node:net"

export class PendingConnections {
  readonly #sockets = new Set<Socket>()
  #isAbandoned = false

  /** Runs a call: connections begun by it, at once or later, belong to these. */
  within<A>(call: () => A): A {
    watchSockets()
    return connectionsOf.run(this, call)
  }

  add(socket: Socket): void {
    this.#sockets.add(socket)
    socket.once("close", () => this.remove(socket))
    // Not at once: the caller is about to connect it.
    if (this.#isAbandoned) setImmediate(() => socket.destroy())
  }

  remove(socket: Socket): void {
    this.#sockets.delete(socket)
  }

  /** Ends all of them, and any that is begun later. */
  abandon(): void {
    this.#isAbandoned = true
    for (const socket of this.#sockets) socket.destroy()
  }
}

const connectionsOf = new AsyncLocalStorage<PendingConnections>()
let isWatching = false

/** Node tells of each socket before it connects. */
const watchSockets = (): void => {
  if (isWatching) return
  isWatching = true
  subscribe("net.client.socket", (message) => {
    const connections = connectionsOf.getStore()
    const socket: unknown = typeof message === "object" && message !== null ? Reflect.get(message, "socket") : undefined
    if (connections === undefined || !(socket instanceof Socket)) return
    connections.add(socket)
    socket.once("connect", () => connections.remove(socket))
  })
}
