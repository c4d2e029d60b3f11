/** What the client throws, by its `type`: its classes exist once a copy of the library, and some errors have neither. */
import type { Failure } from "./driver.js"

const field = (thrown: unknown, name: string): unknown =>
  typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, name) : undefined

/** Status of a call that the server may not serve to this user (grpc: PERMISSION_DENIED). */
const permissionDenied = 7

/** As grpc-js says it of a call that found no connection to go out on. */
const unsent = /No connection established|Channel closed before call started|Failed to discover/

/** A refused connection has a `code` at most. Whatever is not known to have failed may have been done. */
export const failureOf = (thrown: unknown): Failure => {
  const reason = thrown instanceof Error && thrown.message !== "" ? thrown.message : String(thrown)
  if (unsent.test(reason)) return { _tag: "Unreached", reason }
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
