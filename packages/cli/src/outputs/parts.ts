/** Parts of the `--json` outputs, in addition to the public codecs of `@shifan/schema`. */
import type * as t from "io-ts"
import { bilingual, CivilDate, Count } from "@shifan/core"
import { guarded, list, nullable, recordWith } from "@shifan/core/forms"
import { Instant } from "@shifan/core/law"
import { Actor } from "@shifan/core/registry"
import { described, type JsonSchema } from "@shifan/core/schema"
import { ProvisionIdCodec, ReadingChoicesCodec, RuleAppliedCodec, StoredUuid, Text, True } from "@shifan/schema"

/** Codec of an object that a command prints. */
export type OutputCodec = t.Decoder<unknown, unknown>

/** Raised if a field changes its meaning or is removed. */
const SchemaVersion: t.Type<1, 1> = guarded("SchemaVersion", bilingual("1", "1"), (u): u is 1 => u === 1)

/** JSON that another schema describes. */
export const AnyJson: t.Type<unknown, unknown> = guarded(
  "AnyJson",
  bilingual("任何JSON", "any JSON"),
  (_): _ is unknown => true,
)

/** Their translation to JSON Schema. */
export const outputAtoms: ReadonlyArray<readonly [t.Decoder<unknown, unknown>, JsonSchema]> = [
  [SchemaVersion, { type: "integer", minimum: 1, maximum: 1 }],
  [AnyJson, {}],
]

/** A list of any length. */
export const many = <A>(item: t.Type<A, unknown>): t.Type<ReadonlyArray<A>, unknown> =>
  list(item, { to: Number.POSITIVE_INFINITY })

export const Names = many(Text)

export type AnyFields = Readonly<Record<string, t.Mixed>>

/** Fields are in the order of the printed object; `sometimes` lists optional ones. */
export const output = (name: string, always: AnyFields, sometimes: AnyFields = {}): OutputCodec =>
  recordWith(name, { schemaVersion: SchemaVersion, ...always }, sometimes)

/** The fields of a record, for an object that extends it. */
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

/** Output of a dry run that would write files. */
export const Planned = output("Planned", { dryRun: True, files: Names })

/** Output of a dry run that would only record. */
export const Permitted = output("Permitted", { dryRun: True })

const entryOfEvent = { revision: Count, type: Text, effectiveOn: CivilDate }

/** An event in a list of later changes. */
export const ChangeSince: t.Mixed = recordWith("ChangeSince", entryOfEvent, {})

/** An event in a timeline, without its data. */
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
  { typedBy: nullable(Text) },
)
