/** The driver on `@eventstore/db-client` 6.2.1. docs/eventstoredb.md lists the measured behaviour it relies on. */
import { binaryEvent } from "@eventstore/db-client"
import * as E from "fp-ts/lib/Either.js"
import { clientPool, type Client, type ClientPool, type Connection, type Lease } from "./client-pool.js"
import type { AppendAnswer, AppendCall, Driver, Failure, Listener, LogPosition, ReadCall, Recorded } from "./driver.js"
import { targetOf, type Endpoint } from "./endpoint.js"
import { filteredRead } from "./filtered-read.js"
import { isTransient } from "./retry.js"

export const clientDriver = (connection: Connection): Driver => {
  const pool = clientPool(connection)
  return {
    server: connection.endpoints.map(targetOf).join(","),
    isCluster: pool.isCluster,
    distrust: pool.renew,
    append: async (call, signal) => {
      const lease = pool.lease()
      const cancel = (): void => lease.replace()
      signal.addEventListener("abort", cancel)
      try {
        return E.right(await lease.client.within((client) => append(client, call)))
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

/** Replaces the client after failures: it may remember one for good, or stay with a node that is silent or no longer leads. */
const failedOn = ({ replace }: Lease, thrown: unknown): Failure => {
  const failure = failureOf(thrown)
  if (failure._tag === "NotLeader") replace(leaderIn(thrown))
  else if (failure._tag === "Denied" || isTransient(failure)) replace()
  return failure
}

const leaderIn = (thrown: unknown): Endpoint | undefined => {
  const leader = field(thrown, "leader")
  const address = field(leader, "address")
  const port = field(leader, "port")
  return typeof address === "string" && typeof port === "number" ? { address, port } : undefined
}

const append = async (client: Client, { stream, expected, events, attempt }: AppendCall): Promise<AppendAnswer> => {
  // Always as bytes: a value that cannot be serialised to JSON would leave a promise that never settles.
  const proposed = events.map(({ id, type, leaf }) => binaryEvent({ id, type, data: leaf, metadata: { attempt } }))
  const expectedRevision = expected === "noStream" ? "no_stream" : BigInt(expected)
  const options = { expectedRevision, requiresLeader: true } as const
  const { nextExpectedRevision, position } = await client.appendToStream(stream, proposed, options)
  return { revision: Number(nextExpectedRevision), position }
}

/** The part of the client's read streams and subscriptions that this file uses. */
interface Source {
  on(event: "error", listener: (thrown: unknown) => void): unknown
  on(event: "data", listener: (resolved: { readonly event?: ClientEvent }) => void): unknown
  on(event: "end" | "confirmation", listener: () => void): unknown
}

const sourceOf = (client: Client, { of, direction, count }: ReadCall): Source & { cancel(): Promise<void> } => {
  const options = { direction, maxCount: count, requiresLeader: true }
  if ("all" in of)
    return of.prefixes === undefined
      ? client.readAll({ ...options, fromPosition: of.all })
      : filteredRead(client, of.all, of.prefixes, count)
  const fromRevision = of.from === "end" ? of.from : BigInt(of.from)
  return client.readStream(of.stream, { ...options, fromRevision })
}

const read = (lease: Lease, call: ReadCall, signal: AbortSignal): Promise<E.Either<Failure, ReadonlyArray<Recorded>>> =>
  new Promise((resolve) => {
    const events: Array<Recorded> = []
    const source = lease.client.within((client) => sourceOf(client, call))
    let isOver = false
    const end = (answer: E.Either<Failure, ReadonlyArray<Recorded>>): void => {
      if (isOver) return
      isOver = true
      signal.removeEventListener("abort", cancel)
      resolve(answer)
      lease.release()
    }
    const cancel = (): void => {
      // A cancelled read emits neither `end` nor `error`.
      ignoreRejection(source.cancel())
      lease.replace()
      end(E.left({ _tag: "Unclear", reason: "given up" }))
    }
    signal.addEventListener("abort", cancel)
    // Attach in the same turn as the read: an error without a listener ends the process.
    source.on("error", (thrown) => end(E.left(failedOn(lease, thrown))))
    source.on("data", ({ event }) => {
      if (event !== undefined) events.push(recordedOf(event))
    })
    source.on("end", () => end(E.right(events)))
  })

const subscribe = (pool: ClientPool, listener: Listener, signal: AbortSignal): void => {
  const lease = pool.lease()
  // `highWaterMark: 0` keeps a confirmation from overtaking events that are still buffered.
  const source = lease.client.within((client) =>
    client.subscribeToAll({ fromPosition: "end", requiresLeader: true }, { highWaterMark: 0 }),
  )
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
    if (event !== undefined && !isOver) listener.appended(recordedOf(event))
  })
  source.on("end", end)
}

const ignoreRejection = (promise: Promise<unknown>): void => void promise.catch(() => {})

/** The part of the client's events that this file uses. Revisions are safe integers, since no stream has 2^53 events. */
interface ClientEvent {
  readonly streamId: string
  readonly revision: bigint
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata?: unknown
  readonly position?: LogPosition
}

/** Placeholder: a server before 21.10 sends no position with the events of a stream. */
const unknownPosition: LogPosition = { commit: 0n, prepare: 0n }

const recordedOf = (event: ClientEvent): Recorded => {
  const { streamId, revision, id, type, data, metadata, position = unknownPosition } = event
  return {
    stream: streamId,
    revision: Number(revision),
    id,
    type,
    leaf: data instanceof Uint8Array ? new Uint8Array(data) : undefined,
    json: data instanceof Uint8Array ? undefined : data,
    attempt: attemptIn(metadata),
    position,
  }
}

const attemptIn = (metadata: unknown): string | undefined => {
  const attempt = field(metadata, "attempt")
  return typeof attempt === "string" ? attempt : undefined
}

const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined

/** gRPC's UNIMPLEMENTED, and what grpc-js makes of HTTP's 404. */
const unimplemented = 12

/** gRPC's PERMISSION_DENIED and UNAUTHENTICATED. */
const refusals = new Set<unknown>([7, 16])

/** Messages of grpc-js for a call that was never sent, for lack of a connection. */
const neverSent = /No connection established|Channel closed before call started|Failed to discover/

/**
 * Classifies an error by its `type`, not its class: each copy of the library has its own classes, and some errors have
 * neither. A refused connection has a `code` at most. Unless the call is known to have failed, the result is `Unclear`.
 */
export const failureOf = (thrown: unknown): Failure => {
  const reason = thrown instanceof Error && thrown.message !== "" ? thrown.message : String(thrown)
  if (neverSent.test(reason)) return { _tag: "Unreached", reason }
  if (field(thrown, "code") === unimplemented) return { _tag: "NotServed" }
  if (/InvalidPosition|invalid position/.test(reason)) return { _tag: "NoSuchPosition" }
  switch (field(thrown, "type")) {
    case "not-leader":
      return { _tag: "NotLeader", reason }
    case "stream-not-found":
    case "no-stream":
      return { _tag: "Missing" }
    case "stream-deleted":
      return { _tag: "Deleted" }
    case "wrong-expected-version": {
      const actual = field(thrown, "actualVersion")
      return { _tag: "Conflict", actual: typeof actual === "bigint" && actual >= 0n ? Number(actual) : "noStream" }
    }
    case "maximum-append-size-exceeded":
      return { _tag: "Oversize", limit: Number(field(thrown, "maxAppendSize")) }
    case "access-denied":
    case "invalid-argument":
    case "missing-required-metadata-property":
      return { _tag: "Denied", reason }
    default:
      return refusals.has(field(thrown, "code")) ? { _tag: "Denied", reason } : { _tag: "Unclear", reason }
  }
}
