/** The driver on `@eventstore/db-client` 6.2.1, by its measured behaviour: docs/eventstoredb.md. */
import { binaryEvent } from "@eventstore/db-client"
import * as E from "fp-ts/lib/Either.js"
import type { Client, Connection } from "./client.js"
import { clientsOf, type Clients, type Lease } from "./clients.js"
import type { AppendCall, Driver, Failure, Listener, ReadCall, Recorded } from "./driver.js"
import { failureOf } from "./failure.js"
import { recordedOf, type ClientEvent } from "./recorded.js"

export const clientDriver = (connection: Connection): Driver => {
  const clients = clientsOf(connection)
  return {
    append: async (call, signal) => {
      const lease = clients.lease()
      const giveUp = (): void => lease.distrust()
      signal.addEventListener("abort", giveUp)
      try {
        return E.right(await append(lease.client, call))
      } catch (thrown) {
        return E.left(failed(lease, thrown))
      } finally {
        signal.removeEventListener("abort", giveUp)
        lease.giveBack()
      }
    },
    read: (call, signal) => read(clients.lease(), call, signal),
    subscribe: (listener, signal) => subscribe(clients, listener, signal),
    close: clients.close,
  }
}

/** A client may remember a failure for good, or hold on to a node that has gone silent. */
const failed = ({ distrust }: Lease, thrown: unknown): Failure => {
  const failure = failureOf(thrown)
  if (failure._tag === "Denied" || failure._tag === "Unclear") distrust()
  return failure
}

const append = async (client: Client, { stream, expected, events, attempt }: AppendCall): Promise<number> => {
  // Bytes, never JSON: what cannot be serialised would leave a promise that does not settle.
  const proposed = events.map(({ id, type, leaf }) => binaryEvent({ id, type, data: leaf, metadata: { attempt } }))
  const expectedRevision = expected === "noStream" ? "no_stream" : BigInt(expected)
  const options = { expectedRevision, requiresLeader: true } as const
  return Number((await client.appendToStream(stream, proposed, options)).nextExpectedRevision)
}

/** The part of the client's reads and subscriptions that is used. */
interface Source {
  on(event: "error", listener: (thrown: unknown) => void): unknown
  on(event: "data", listener: (resolved: { readonly event?: ClientEvent }) => void): unknown
  on(event: "end" | "confirmation", listener: () => void): unknown
}

const sourceOf = (client: Client, { of, direction, count }: ReadCall): Source & { cancel(): Promise<void> } => {
  const options = { direction, maxCount: count, requiresLeader: true }
  if ("all" in of) return client.readAll({ ...options, fromPosition: of.all })
  const fromRevision = of.from === "end" ? of.from : BigInt(of.from)
  return client.readStream(of.stream, { ...options, fromRevision })
}

const read = (lease: Lease, call: ReadCall, signal: AbortSignal): Promise<E.Either<Failure, ReadonlyArray<Recorded>>> =>
  new Promise((resolve) => {
    const events: Array<Recorded> = []
    const source = sourceOf(lease.client, call)
    let over = false
    const end = (answer: E.Either<Failure, ReadonlyArray<Recorded>>): void => {
      if (over) return
      over = true
      signal.removeEventListener("abort", giveUp)
      resolve(answer)
      lease.giveBack()
    }
    const giveUp = (): void => {
      // A read that was cancelled neither ends nor fails.
      quietly(source.cancel())
      lease.distrust()
      end(E.left({ _tag: "Unclear", reason: "given up" }))
    }
    signal.addEventListener("abort", giveUp)
    // Attached in the turn that began the read: an error nobody listens for ends the process.
    source.on("error", (thrown) => end(E.left(failed(lease, thrown))))
    source.on("data", ({ event }) => {
      if (event !== undefined) events.push(recordedOf(event))
    })
    source.on("end", () => end(E.right(events)))
  })

const subscribe = (clients: Clients, listener: Listener, signal: AbortSignal): void => {
  const lease = clients.lease()
  // Without `highWaterMark: 0` confirmations would overtake events that wait to be read.
  const source = lease.client.subscribeToAll({ fromPosition: "end", requiresLeader: true }, { highWaterMark: 0 })
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    signal.removeEventListener("abort", giveUp)
    quietly(source.unsubscribe())
    lease.giveBack()
    listener.ended()
  }
  const giveUp = (): void => {
    lease.distrust()
    end()
  }
  signal.addEventListener("abort", giveUp)
  source.on("error", (thrown) => {
    failed(lease, thrown)
    end()
  })
  source.on("confirmation", () => listener.confirmed())
  source.on("data", ({ event }) => {
    if (event !== undefined && !over) listener.appended(event.streamId, event.position)
  })
  source.on("end", end)
}

const quietly = (promise: Promise<unknown>): void => void promise.catch(() => {})
