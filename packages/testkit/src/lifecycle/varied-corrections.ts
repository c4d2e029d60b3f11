/** Corrections of any recorded field: mostly to a plausible value, by whoever made the record. */
import { plusDays, yearOf, type Actor, type CivilDate, type Command, type CommandOf } from "@shifan/core"
import { correctableRecords, correctableValues } from "@shifan/core/registry"
import { document } from "../arbitraries/application.js"
import type { SeededRandom } from "../seeded-random.js"
import { isDay, type Trying } from "./varied-findings.js"

type Correcting = CommandOf<"CorrectRecord">["data"]

const isDocument = (field: string): boolean => /document$|record$/.test(field)

const otherValue = (random: SeededRandom, field: string, value: unknown, recordedOn: CivilDate): unknown => {
  if (isDay(value)) return plusDays(value, random.oneOf([-40, -10, -1, 1, 1, 20]))
  if (field.endsWith("year")) return yearOf(recordedOn) - random.below(2)
  if (/On$|ntil$/.test(field)) return plusDays(recordedOn, -random.below(3))
  if (field.endsWith("amount")) return 100
  return isDocument(field) ? document : `更正${random.below(3)}`
}

/** A correction of one of the unit's records, if it has any, with the actor who may make it. */
export const variedCorrection = (
  random: SeededRandom,
  actor: Actor,
  command: Command,
  { state, samples }: Trying,
): { readonly actor: Actor; readonly command: Command } => {
  const fields = correctableRecords(state).flatMap((record) =>
    Object.entries(correctableValues(record)).map(([field, value]) => ({ record, field, value })),
  )
  if (command.type !== "CorrectRecord" || fields.length === 0 || random.chance(15)) return { actor, command }
  // The last record is what the next acts rest on.
  const latest = fields.filter(({ record }) => record === fields.at(-1)?.record)
  const { record, field, value } = random.oneOf(random.chance(40) ? latest : fields)
  const from = isDocument(field) ? document : value
  const data = {
    ...command.data,
    revision: record.revision,
    field,
    from: random.chance(90) ? from : otherValue(random, field, value, record.effectiveOn),
    to: random.chance(92) ? otherValue(random, field, value, record.effectiveOn) : from,
    approver: random.chance(95) ? "SJ-09" : actor.officer,
  } as Correcting
  const made = record.role === "unit" ? samples.us : record.role === "county" ? samples.county : samples.bureau
  const by = record.county === null ? made : { ...made, code: record.county }
  return { actor: random.chance(92) ? by : actor, command: { type: "CorrectRecord", data } }
}
