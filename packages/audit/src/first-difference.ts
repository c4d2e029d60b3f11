import { bilingual, type AnyEvent, type Bilingual } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import canonicalize from "canonicalize"
import { deepEqual } from "fast-equals"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { logFault, type LeafPlace, type LogFault } from "./fault.js"

export interface Difference {
  /** Such as `data.assessment.verdict`; empty if the values differ as a whole. */
  readonly path: string
  readonly one: unknown
  readonly other: unknown
}

/**
 * The first place where two values differ as canonical JSON: the deepest path that contains the whole difference.
 * `undefined` if they are equal. A field that is `undefined` counts as missing.
 */
export const firstDifference = (one: unknown, other: unknown, path = ""): Difference | undefined => {
  if (isSame(one, other)) return undefined
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return { path, one, other }
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const inner = firstDifference(one[key], other[key], path === "" ? key : `${path}.${key}`)
    if (inner !== undefined) return inner
  }
  return { path, one, other }
}

/** Canonical JSON is slow and seldom needed: only if a value has `undefined` fields. */
const isSame = (one: unknown, other: unknown): boolean =>
  deepEqual(one, other) || canonicalize(one) === canonicalize(other)

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

/**
 * Compares the events with those that the service would have recorded for this decision. Ids, positions and the hash of
 * the previous leaf are checked leaf by leaf.
 */
export const differenceFault = (
  recorded: ReadonlyNonEmptyArray<Envelope>,
  decided: ReadonlyArray<AnyEvent>,
  { index, stream, revision }: LeafPlace,
): LogFault | undefined => {
  const [first] = recorded
  const size = Math.max(recorded.length, decided.length)
  for (let i = 0; i < size; i++) {
    const difference = firstDifference(fieldsOf(decided[i], first), fieldsOf(recorded[i], recorded[i] ?? first))
    if (difference === undefined) continue
    const text = (value: unknown): Bilingual => textOf(difference.path, canonicalize(value)?.slice(0, 200) ?? "—")
    const place = { index: index + i, stream, revision: revision + i }
    return logFault("DecidedOtherwise", place, text(difference.one), text(difference.other))
  }
  return undefined
}

/** Fields that all events of a command share. */
type OfCommand = Pick<Envelope, "recordedAt" | "basis" | "correlationId" | "causationId">

/** For a missing event, all decided fields are `null`. */
const fieldsOf = (
  event: AnyEvent | undefined,
  { recordedAt, basis, correlationId, causationId }: OfCommand,
): Readonly<Record<string, unknown>> => ({
  type: event?.type ?? null,
  effectiveOn: event?.effectiveOn ?? null,
  actor: event?.actor ?? null,
  provisions: event?.provisions ?? null,
  rule: event?.rule ?? null,
  readings: event?.readings ?? null,
  data: event?.data ?? null,
  recordedAt,
  basis,
  correlationId,
  causationId,
})

const textOf = (path: string, value: string): Bilingual => bilingual(`${path}为${value}`, `${path} ${value}`)
