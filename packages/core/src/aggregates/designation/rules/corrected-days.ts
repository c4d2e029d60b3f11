/**
 * Checks the corrected value of a record as its act was checked, and against what other records of the same title tell: a
 * plaque is not returned before it was awarded, nor the unit heard before the check that found falsification.
 */
import { between, check, notAfter, type Contradiction } from "../../../forms/check.js"
import { regulationNear } from "../../../kernel/applicable-law.js"
import type { Context } from "../../../kernel/context.js"
import { bilingual } from "../../../law/bilingual.js"
import { latest, yearEnd, yearOf, yearStart, type CivilDate } from "../../../law/civil-date.js"
import { kindsOfFields, type CorrectableField, type CorrectableRecord, type Correction } from "../correctable-fields.js"
import { recordsOf, recordsOfSame, valuesOf } from "../correctable-records.js"
import type { State } from "../state.js"
import { endsInLife } from "./end-of-title.js"
import { checkRectification } from "./rectification.js"
import { checkImportedDays } from "./title.js"

type Records = ReadonlyArray<CorrectableRecord>

/** The compiler does not know that the values in a record have the types of their fields. */
const dayIn = (record: CorrectableRecord, field: CorrectableField): CivilDate | undefined =>
  (valuesOf(record)[field] as CivilDate | null | undefined) ?? undefined

/** The days a record tells, in the order of the table. One that was recorded on the day itself has that of the record. */
const daysOf = (record: CorrectableRecord): ReadonlyArray<CivilDate> =>
  (Object.keys(valuesOf(record)) as ReadonlyArray<CorrectableField>).flatMap((field) =>
    kindsOfFields[field].startsWith("day")
      ? [dayIn(record, field) ?? record.effectiveOn]
      : field === "AnnualSummaryFiled.year"
        ? [yearEnd(Number(valuesOf(record)[field]))]
        : [],
  )

/** Decisions dated by a day that their record tells, which the day of an annulment follows. */
const datedByThemselves: ReadonlyArray<string> = ["SpotChecked", "UnitEnded"]

/** The record without which this one could not be: the award of a plaque, the check that found falsification, the import. */
const basisOf = ({ type, revision, restsOn }: CorrectableRecord, all: Records): CorrectableRecord | undefined =>
  all.find((one) => one.revision === restsOn && (type === "Revoked" || datedByThemselves.includes(one.type))) ??
  (type === "PlaqueReturned"
    ? all.findLast((one) => one.type === "PlaqueAwarded" && one.revision < revision)
    : all.find((one) => one.type === "TitleImported" && one.revision < revision))

export const checkCorrected = (
  context: Context,
  state: State,
  found: CorrectableRecord,
  { revision, field, to }: Correction,
): ReadonlyArray<Contradiction | undefined> => {
  const record: CorrectableRecord = { ...found, corrected: { ...found.corrected, [field]: to } }
  const { effectiveOn, since } = record
  const all = recordsOfSame(recordsOf(state), revision)
  const basis = basisOf(record, all)
  const first = basis === undefined || basis.type === "TitleImported" ? since : (daysOf(basis)[0] ?? basis.since)
  const later = all
    .filter((one) => basisOf(one, all)?.revision === revision)
    .flatMap(daysOf)
    .toSorted()
  const day = dayIn(record, field) ?? effectiveOn
  const last = (...until: ReadonlyArray<CivilDate | undefined>): CivilDate =>
    [...until, ...later].filter((one) => one !== undefined).toSorted()[0] ?? day
  const within = (from: CivilDate, ...until: ReadonlyArray<CivilDate | undefined>) => [
    between("to", day, from, last(...until)),
  ]
  switch (field) {
    case "AnnualSummaryFiled.year": {
      const earliest = yearOf(first)
      const latestYear = yearOf(dayIn(record, "AnnualSummaryFiled.receivedOn") ?? effectiveOn)
      const year = to
      return [
        check(
          earliest <= year && year <= latestYear && all.every((one) => valuesOf(one)[field] !== year),
          "to",
          bilingual(`${earliest}至${latestYear}年，未报送`, `${earliest}–${latestYear}`),
          String(year),
        ),
      ]
    }
    case "AnnualSummaryFiled.receivedOn":
      return within(latest(first, yearStart(Number(valuesOf(record)["AnnualSummaryFiled.year"]))), effectiveOn)
    case "Revoked.hearing.heldOn":
      return within(first, effectiveOn, dayIn(record, "Revoked.announcement.date"))
    case "Revoked.announcement.date":
      return within(dayIn(record, "Revoked.hearing.heldOn") ?? first, context.effectiveOn)
    case "RectificationOrdered.until":
      return [checkRectification("to", day, effectiveOn, regulationNear(context.law, effectiveOn))]
    case "UnitEnded.endedOn":
      return [endsInLife("to", day, state, last(effectiveOn))]
    case "TitleImported.grantedOn":
    case "TitleImported.lastConfirmedOn":
    case "TitleImported.validUntil": {
      const grantedOn = dayIn(record, "TitleImported.grantedOn") ?? effectiveOn
      const lastConfirmedOn = dayIn(record, "TitleImported.lastConfirmedOn")
      const validUntil = dayIn(record, "TitleImported.validUntil")
      return [
        ...checkImportedDays(context, { grantedOn, lastConfirmedOn, validUntil }),
        notAfter("to", grantedOn, later[0] ?? grantedOn),
      ]
    }
    default:
      return kindsOfFields[field].startsWith("day") ? within(first, effectiveOn) : []
  }
}
