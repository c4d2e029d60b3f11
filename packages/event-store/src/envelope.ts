/** The stored event, which is the leaf of the audit log: written once as canonical JSON, and never serialised again. */
import * as E from "fp-ts/lib/Either.js"
import type { Act } from "@shifan/core"
import { canonicalText, isCanonicalText } from "./canonical-json.js"
import type { Corrupt, NotAcceptable, TooLarge } from "./errors.js"
import { unreadableReason, upcast } from "./upcasting.js"

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
/** A byte order mark is no part of canonical JSON, so it is not to be passed over. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** RFC 8785. Refuses what canonical JSON would alter or drop. */
export const encode = (envelope: Envelope): E.Either<NotAcceptable | TooLarge, Uint8Array> => {
  const text = canonicalText(envelope)
  if (E.isLeft(text)) return text
  const leaf = encoder.encode(text.right)
  return leaf.length > largestLeaf ? E.left({ _tag: "TooLarge", size: leaf.length, limit: largestLeaf }) : E.right(leaf)
}

/** A leaf as an auditor meets it, who believes nothing. */
export interface ExaminedLeaf {
  /** The JSON it is; `undefined` where it is none. */
  readonly json: unknown
  /** Whether it is, byte for byte, what `encode` would have written. */
  readonly canonical: boolean
  readonly envelope: E.Either<Corrupt, Envelope>
}

export const examineLeaf = (leaf: Uint8Array): ExaminedLeaf => {
  const { text, parsed } = parseLeaf(leaf)
  return {
    json: parsed,
    canonical: parsed !== undefined && isCanonicalText(text, parsed),
    envelope: envelopeOf(parsed),
  }
}

export const isCanonical = (leaf: Uint8Array): boolean => examineLeaf(leaf).canonical

/** Parses a leaf, checks its type and version, and upcasts it. What was validated when written is not validated again. */
export const readEnvelope = (leaf: Uint8Array): E.Either<Corrupt, Envelope> => envelopeOf(parseLeaf(leaf).parsed)

const envelopeOf = (parsed: unknown): E.Either<Corrupt, Envelope> => {
  if (parsed === undefined) return E.left({ _tag: "Corrupt", where: "leaf", reason: "not JSON in UTF-8" })
  if (!isEnvelope(parsed)) return E.left({ _tag: "Corrupt", where: "leaf", reason: "not an event" })
  const reason = unreadableReason(parsed)
  return reason === undefined
    ? E.right(upcast(parsed))
    : E.left({ _tag: "Corrupt", where: `${parsed.stream}@${parsed.revision}`, reason })
}

const parseLeaf = (leaf: Uint8Array): { readonly text: string; readonly parsed: unknown } => {
  try {
    const text = decoder.decode(leaf)
    return { text, parsed: JSON.parse(text) }
  } catch {
    return { text: "", parsed: undefined }
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
