/** The driver on `@eventstore/db-client` 6.2.1, by its measured behaviour: docs/eventstoredb.md. */
import { binaryEvent } from "@eventstore/db-client"
import * as E from "fp-ts/lib/Either.js"
import { clientPool, type Client, type ClientPool, type Connection, type Lease } from "./client-pool.js"
import type { AppendCall, Driver, Failure, Listener, ReadCall, Recorded } from "./driver.js"
import { failureOf, recordedOf, type ClientEvent } from "./event-mapper.js"

export const clientDriver = (connection: Connection): Driver => {
  const pool = clientPool(connection)
  return {
    append: async (call, signal) => {
      const lease = pool.lease()
      const cancel = (): void => lease.replace()
      signal.addEventListener("abort", cancel)
      try {
        return E.right(await append(lease.client, call))
      } catch (thrown) {
        return E.left(failedOn(lease, thrown))
      } finally {
        signal.removeEventListener("abort", cancel)
        lease.release()
      }
    },
    read: (call, signal) => read(pool.lease(), call, signal),
    subscribe: (listener, signal) => subscribe(pool, listener, signal),
    close: pool.close,
  }
}

/** A client may remember a failure for good, or hold on to a node that has gone silent. */
const failedOn = ({ replace }: Lease, thrown: unknown): Failure => {
  const failure = failureOf(thrown)
  if (failure._tag === "Denied" || failure._tag === "Unclear") replace()
  return failure
}

const append = async (client: Client, { stream, expected, events, attempt }: AppendCall): Promise<number> => {
  // Bytes, never JSON: a value that cannot be serialised would leave a promise that does not settle.
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
    let isOver = false
    const end = (answer: E.Either<Failure, ReadonlyArray<Recorded>>): void => {
      if (isOver) return
      isOver = true
      signal.removeEventListener("abort", cancel)
      resolve(answer)
      lease.release()
    }
    const cancel = (): void => {
      // A cancelled read neither ends nor fails.
      ignoreRejection(source.cancel())
      lease.replace()
      end(E.left({ _tag: "Unclear", reason: "given up" }))
    }
    signal.addEventListener("abort", cancel)
    // Attached in the turn that began the read: an error nobody listens for ends the process.
    source.on("error", (thrown) => end(E.left(failedOn(lease, thrown))))
    source.on("data", ({ event }) => {
      if (event !== undefined) events.push(recordedOf(event))
    })
    source.on("end", () => end(E.right(events)))
  })

const subscribe = (pool: ClientPool, listener: Listener, signal: AbortSignal): void => {
  const lease = pool.lease()
  // Without `highWaterMark: 0` confirmations would overtake events that wait to be read.
  const source = lease.client.subscribeToAll({ fromPosition: "end", requiresLeader: true }, { highWaterMark: 0 })
  let isOver = false
  const end = (): void => {
    if (isOver) return
    isOver = true
    signal.removeEventListener("abort", cancel)
    ignoreRejection(source.unsubscribe())
    lease.release()
    listener.ended()
  }
  const cancel = (): void => {
    lease.replace()
    end()
  }
  signal.addEventListener("abort", cancel)
  source.on("error", (thrown) => {
    failedOn(lease, thrown)
    end()
  })
  source.on("confirmation", () => listener.confirmed())
  source.on("data", ({ event }) => {
    if (event !== undefined && !isOver) listener.appended(event.streamId, event.position)
  })
  source.on("end", end)
}

const ignoreRejection = (promise: Promise<unknown>): void => void promise.catch(() => {})
