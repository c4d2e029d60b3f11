/** What the outputs of `--json` are made of, beside the public codecs of `@shifan/schema`. */
import type * as t from "io-ts"
import { bilingual, CivilDate, Count } from "@shifan/core"
import { guarded, list, nullable, recordWith } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { Actor } from "@shifan/core/registry"
import { described, type JsonSchema } from "@shifan/core/schema"
import { ProvisionIdCodec, ReadingChoicesCodec, RuleAppliedCodec, StoredUuid, Text, True } from "@shifan/schema"

/** An object that a command may print. */
export type OutputCodec = t.Decoder<unknown, unknown>

/** Raised when a field changes its meaning or is removed. */
const SchemaVersion: t.Type<1, 1> = guarded("SchemaVersion", bilingual("1", "1"), (u): u is 1 => u === 1)

/** Of which another schema tells what it is. */
export const AnyJson: t.Type<unknown, unknown> = guarded(
  "AnyJson",
  bilingual("任何JSON", "any JSON"),
  (_): _ is unknown => true,
)

/** What JSON Schema can say of them. */
export const outputAtoms: ReadonlyArray<readonly [t.Decoder<unknown, unknown>, JsonSchema]> = [
  [SchemaVersion, { type: "integer", minimum: 1, maximum: 1 }],
  [AnyJson, {}],
]

/** As many as there are. */
export const many = <A>(item: t.Type<A, unknown>): t.Type<ReadonlyArray<A>, unknown> =>
  list(item, { to: Number.POSITIVE_INFINITY })

export const Names = many(Text)

export type AnyFields = Readonly<Record<string, t.Mixed>>

/** Fields in the order of the object that is printed; `sometimes` are those that it may lack. */
export const output = (name: string, always: AnyFields, sometimes: AnyFields = {}): OutputCodec =>
  recordWith(name, { schemaVersion: SchemaVersion, ...always }, sometimes)

/** The fields of a record, for an object that has them and more. */
export const fieldsOf = (codec: t.Decoder<unknown, unknown>): RecordFields => {
  const { composition } = described(codec)
  if (composition._tag !== "Record") throw new TypeError(`${codec.name} is no record`)
  const { fields, required } = composition
  return {
    always: required,
    sometimes: Object.fromEntries(Object.entries(fields).filter(([name]) => !(name in required))),
  }
}

interface RecordFields {
  readonly always: AnyFields
  readonly sometimes: AnyFields
}

/** Of a dry run of what writes files. */
export const Planned = output("Planned", { dryRun: True, files: Names })

/** Of a dry run of what writes nothing else than a record. */
export const Permitted = output("Permitted", { dryRun: True })

const entryOfEvent = { revision: Count, type: Text, effectiveOn: CivilDate }

/** An event in a list of what was changed since. */
export const ChangeSince: t.Mixed = recordWith("ChangeSince", entryOfEvent, {})

/** An event in a timeline: without its data. */
export const EventSummary: t.Mixed = recordWith(
  "EventSummary",
  {
    ...entryOfEvent,
    recordedAt: Instant,
    actor: Actor,
    provisions: many(ProvisionIdCodec),
    rule: nullable(RuleAppliedCodec),
    readings: ReadingChoicesCodec,
    id: StoredUuid,
  },
  {},
)
