/** The stored event, which is the leaf of the audit log: written once as canonical JSON, and never serialised again. */
import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import type { Act } from "@shifan/core"
import type { Corrupt, NotAcceptable, TooLarge } from "./errors.js"
import { unreadable, upcast } from "./upcasting.js"

/** How far a decision had read a stream of the law it rests on: an auditor folds that stream exactly so far. */
export interface Basis {
  readonly stream: string
  readonly revision: number
}

export interface Envelope extends Act {
  /** UUIDv5 of the command id and the event's index in its batch. */
  readonly id: string
  readonly type: string
  readonly schemaVersion: number
  readonly stream: string
  readonly revision: number
  /** SHA-256 of the leaf before this one in the stream, in hex; `null` at revision 0. */
  readonly previous: string | null
  /** The instant the store took it: `2020-11-12T01:02:03.004Z`. */
  readonly recordedAt: string
  /** The instrument and call streams the decision rests on, as known when it was taken. */
  readonly basis: ReadonlyArray<Basis>
  readonly commandId: string
  readonly correlationId: string
  readonly causationId: string | null
  readonly data: unknown
}

/** In bytes of a leaf: what an entry bundle's two-byte length can hold, and a little under every server's limit. */
export const largestLeaf = 65_535

const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { fatal: true })

/** RFC 8785. Refuses what canonical JSON would alter or drop: fractions, unsafe integers, unpaired surrogates, `undefined`. */
export const encode = (envelope: Envelope): E.Either<NotAcceptable | TooLarge, Uint8Array> => {
  const fault = unfit(envelope, "event")
  if (fault !== undefined) return E.left({ _tag: "NotAcceptable", reason: fault })
  const leaf = encoder.encode(canonicalize(envelope))
  return leaf.length > largestLeaf ? E.left({ _tag: "TooLarge", size: leaf.length, limit: largestLeaf }) : E.right(leaf)
}

const unfit = (value: unknown, path: string): string | undefined => {
  switch (typeof value) {
    case "string":
      return value.isWellFormed() ? undefined : `${path}: an unpaired surrogate`
    case "number":
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? undefined : `${path}: not a safe integer`
    case "boolean":
      return undefined
    case "object":
      return value === null ? undefined : firstUnfit(value, path)
    default:
      return `${path}: ${typeof value}`
  }
}

const firstUnfit = (value: object, path: string): string | undefined => {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) return `${path}: not plain data`
  for (const [key, part] of Object.entries(value)) {
    const fault = key === "__proto__" ? `${path}: __proto__` : unfit(part, `${path}.${key}`)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** Parses a leaf, checks its type and version, and upcasts it. What was validated when written is not validated again. */
export const readEnvelope = (leaf: Uint8Array): E.Either<Corrupt, Envelope> => {
  const parsed = parseLeaf(leaf)
  if (parsed === undefined) return E.left({ _tag: "Corrupt", where: "leaf", reason: "not JSON in UTF-8" })
  if (!isEnvelope(parsed)) return E.left({ _tag: "Corrupt", where: "leaf", reason: "not an event" })
  const reason = unreadable(parsed)
  return reason === undefined
    ? E.right(upcast(parsed))
    : E.left({ _tag: "Corrupt", where: `${parsed.stream}@${parsed.revision}`, reason })
}

const parseLeaf = (leaf: Uint8Array): unknown => {
  try {
    return JSON.parse(decoder.decode(leaf))
  } catch {
    return undefined
  }
}

const isEnvelope = (u: unknown): u is Envelope =>
  typeof u === "object" &&
  u !== null &&
  "type" in u &&
  typeof u.type === "string" &&
  "schemaVersion" in u &&
  typeof u.schemaVersion === "number" &&
  "stream" in u &&
  typeof u.stream === "string" &&
  "revision" in u &&
  typeof u.revision === "number" &&
  "data" in u &&
  typeof u.data === "object"

/** Whether a leaf is exactly what `encode` would have written. */
export const isCanonical = (leaf: Uint8Array): boolean => {
  const parsed = parseLeaf(leaf)
  if (parsed === undefined || unfit(parsed, "event") !== undefined) return false
  const again = encoder.encode(canonicalize(parsed))
  return again.length === leaf.length && again.every((byte, i) => byte === leaf[i])
}
