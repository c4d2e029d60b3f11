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
    if (isAsDecided(decided[i], recorded[i], first)) continue
    const difference = firstDifference(fieldsOf(decided[i], first), fieldsOf(recorded[i], recorded[i] ?? first))
    if (difference === undefined) continue
    const text = (value: unknown): Bilingual => textOf(difference.path, canonicalize(value)?.slice(0, 200) ?? "—")
    const place = { index: index + i, stream, revision: revision + i }
    return logFault("DecidedOtherwise", place, text(difference.one), text(difference.other))
  }
  return undefined
}

/** The fields that a decision gives each of its events, and those that all events of a command share. */
const ofEvent = ["type", "effectiveOn", "actor", "provisions", "rule", "readings", "data"] as const
const ofCommand = ["recordedAt", "basis", "correlationId", "causationId"] as const

/** Whether there is no difference, as nearly always. `false` does not yet mean that there is one. */
const isAsDecided = (decided: AnyEvent | undefined, recorded: Envelope | undefined, first: Envelope): boolean =>
  decided !== undefined &&
  recorded !== undefined &&
  ofEvent.every((field) => deepEqual(decided[field], recorded[field])) &&
  (recorded === first || ofCommand.every((field) => deepEqual(first[field], recorded[field])))

/** For a missing event all fields of the decision are `null`. */
const fieldsOf = (event: AnyEvent | undefined, command: Pick<Envelope, (typeof ofCommand)[number]>) => ({
  ...Object.fromEntries(ofEvent.map((field) => [field, event?.[field] ?? null])),
  ...Object.fromEntries(ofCommand.map((field) => [field, command[field]])),
})

const textOf = (path: string, value: string): Bilingual => bilingual(`${path}为${value}`, `${path} ${value}`)
