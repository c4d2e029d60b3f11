import * as E from "fp-ts/lib/Either.js"
import { type Act, type Registry } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { canonicalText, isCanonicalText } from "./canonical-json.js"
import type { Corrupt, NotAcceptable, TooLarge } from "./port.js"
import { unreadableReason, upcast } from "./upcasting.js"

/** How far a stream of the law had been read when a decision was made. An auditor folds that stream up to this revision. */
export interface Basis {
  readonly stream: string
  readonly revision: number
}

/**
 * A stored event. Its canonical JSON is the leaf of the audit log, serialized once and never again. `docs/wire-format.md`
 * explains each field.
 */
export interface Envelope extends Act {
  /** UUIDv5 of the event's index in its command, with the command id as namespace. */
  readonly id: string
  readonly type: string
  readonly schemaVersion: number
  readonly stream: string
  readonly revision: number
  /** SHA-256 of the preceding leaf of the stream, in hex; `null` at revision 0. */
  readonly previous: string | null
  /** When the service recorded it, such as `2020-11-12T01:02:03.004Z`. */
  readonly recordedAt: string
  /** The instrument and call streams the decision is based on, and how far they had been read. */
  readonly basis: ReadonlyArray<Basis>
  readonly commandId: string
  readonly correlationId: string
  readonly causationId: string | null
  readonly data: unknown
}

/** In bytes. An entry bundle stores the length of a leaf in two bytes. Servers allow a little more. */
export const largestLeaf = 65_535

const encoder = new TextEncoder()
/** A byte order mark is not canonical JSON, so it must not be skipped. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** Encodes an envelope as a leaf: RFC 8785 in UTF-8. Refuses values that canonical JSON cannot represent, and large leaves. */
export const encode = (envelope: Envelope): E.Either<NotAcceptable | TooLarge, Uint8Array> => {
  const text = canonicalText(envelope)
  if (E.isLeft(text)) return text
  const leaf = encoder.encode(text.right)
  return leaf.length > largestLeaf ? E.left({ _tag: "TooLarge", size: leaf.length, limit: largestLeaf }) : E.right(leaf)
}

/** What can be said of a leaf without trusting its writer. */
export interface ExaminedLeaf {
  /** The parsed JSON; `undefined` if it is not JSON in UTF-8. */
  readonly json: unknown
  /** Whether the bytes are exactly what `encode` would write. */
  readonly canonical: boolean
  readonly envelope: E.Either<Corrupt, Envelope>
}

/**
 * Reads a leaf without trusting its writer, as an audit does: gives the envelope if it is readable, and whether the bytes
 * are canonical.
 */
export const examineLeaf = (leaf: Uint8Array, registry: Registry = aggregates): ExaminedLeaf => {
  const { text, json } = parseLeaf(leaf)
  return {
    json,
    canonical: json !== undefined && isCanonicalText(text, json),
    envelope: envelopeOf(json, registry),
  }
}

/**
 * Whether the bytes are canonical JSON (RFC 8785), so that serializing the content again gives the same hash.
 */
export const isCanonical = (leaf: Uint8Array): boolean => examineLeaf(leaf).canonical

/**
 * Parses a leaf, checks its type and schema version, and upcasts it. Does not validate `data`, which was validated before
 * it was written.
 *
 * @param registry the aggregates whose events can be read.
 */
export const readEnvelope = (leaf: Uint8Array, registry: Registry = aggregates): E.Either<Corrupt, Envelope> =>
  envelopeOf(parseLeaf(leaf).json, registry)

const envelopeOf = (json: unknown, registry: Registry): E.Either<Corrupt, Envelope> => {
  if (json === undefined) return E.left({ _tag: "Corrupt", where: "leaf", reason: "not JSON in UTF-8" })
  if (!isEnvelope(json)) return E.left({ _tag: "Corrupt", where: "leaf", reason: "not an event" })
  const reason = unreadableReason(json, registry)
  return reason === undefined
    ? E.right(upcast(json, registry))
    : E.left({ _tag: "Corrupt", where: `${json.stream}@${json.revision}`, reason })
}

const parseLeaf = (leaf: Uint8Array): { readonly text: string; readonly json: unknown } => {
  try {
    const text = decoder.decode(leaf)
    return { text, json: JSON.parse(text) }
  } catch {
    return { text: "", json: undefined }
  }
}

/** Checks only the fields needed for reading. The others are taken on trust. */
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
