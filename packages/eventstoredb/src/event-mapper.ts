/** What the client library gives and throws, as the driver's records and failures. */
import type { Failure, LogPosition, Recorded } from "./driver.js"

/** The part of the client's event that is used. Revisions are safe integers: no stream has 2^53 events. */
export interface ClientEvent {
  readonly streamId: string
  readonly revision: bigint
  readonly id: string
  readonly type: string
  readonly data: unknown
  readonly metadata?: unknown
  readonly position?: LogPosition
}

/** A server before 21.10 gives no position with the events of a stream. */
const unknownPosition: LogPosition = { commit: 0n, prepare: 0n }

export const recordedOf = (event: ClientEvent): Recorded => {
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

/** gRPC's PERMISSION_DENIED: the server may not serve the call to this user. */
const permissionDenied = 7

/** grpc-js's messages for a call that found no connection to go out on. */
const neverSent = /No connection established|Channel closed before call started|Failed to discover/

/**
 * Reads an error by its `type`, and not by its class: each copy of the library has classes of its own, and some errors have
 * neither. A refused connection has a `code` at most. What is not known to have failed may have been done: `Unclear`.
 */
export const failureOf = (thrown: unknown): Failure => {
  const reason = thrown instanceof Error && thrown.message !== "" ? thrown.message : String(thrown)
  if (neverSent.test(reason)) return { _tag: "Unreached", reason }
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
      return field(thrown, "code") === permissionDenied ? { _tag: "Denied", reason } : { _tag: "Unclear", reason }
  }
}
