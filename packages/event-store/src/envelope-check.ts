import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import { CivilDate, Count, Instant, type FormIssue, type RuleApplied } from "@shifan/core"
import { isReadingId } from "@shifan/core/law"
import { Actor, ConditionIdCodec } from "@shifan/core/registry"
import { Line, decode, list, record } from "@shifan/core/forms"
import type { Envelope } from "./envelope.js"
import { StoredUuid } from "./uuid.js"

const Rule: t.Type<RuleApplied, unknown> = record<RuleApplied>("Rule", {
  instrument: Line,
  version: Count,
  regulation: Line,
  encoding: Count,
})

const Basis = record<Envelope["basis"][number]>("Basis", { stream: t.string, revision: Count })

const nullable = <A>(codec: t.Type<A, unknown>): t.Type<A | null, unknown> =>
  new t.Type<A | null, unknown>(
    codec.name,
    (u): u is A | null => u === null || codec.is(u),
    (u, context) => (u === null ? t.success(null) : codec.validate(u, context)),
    t.identity,
  )

const isReadings = (u: unknown): u is Envelope["readings"] => {
  if (typeof u !== "object" || u === null) return false
  // `for…in` finds no inherited keys here, because the object was parsed from JSON. `Object.entries` takes twice as long.
  for (const id in u) if (!isReadingId(id) || typeof Reflect.get(u, id) !== "string") return false
  return true
}

const Readings: t.Type<Envelope["readings"], unknown> = new t.Type(
  "Readings",
  isReadings,
  (u, context) => (isReadings(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
)

/** Every field of the envelope except its data, whose codec depends on the type. */
const EnvelopeCodec = record("Event", {
  id: t.string,
  type: t.string,
  schemaVersion: Count,
  stream: t.string,
  revision: Count,
  previous: nullable(t.string),
  effectiveOn: CivilDate,
  recordedAt: Instant,
  actor: Actor,
  provisions: list(ConditionIdCodec),
  rule: nullable(Rule),
  readings: Readings,
  basis: list(Basis, { to: 1000 }),
  commandId: t.string,
  correlationId: StoredUuid,
  causationId: nullable(StoredUuid),
  data: t.unknown,
})

/**
 * Faults of every field of the envelope except its data; empty if there are none. A service appends nothing that has one, and an
 * audit reports each: both call this function.
 */
export const envelopeIssues = (envelope: Envelope): ReadonlyArray<FormIssue> => {
  if (EnvelopeCodec.is(envelope)) return []
  const checked = decode(EnvelopeCodec, envelope)
  return E.isLeft(checked) ? checked.left : []
}
