/** Corrects a clerical error in the actor's own earlier act: the value now, the correct value, the reason and the approver. */
import * as E from "fp-ts/lib/Either.js"
import { between, check, notBefore, type Contradiction } from "../../../forms/check.js"
import type { Context } from "../../../kernel/context.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import { yearOf, type CivilDate } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import type { CorrectableRecord, Correction } from "../correctable-fields.js"
import { recordsOf, recordsOfSame, valuesOf } from "../correctable-records.js"
import { when, type RuleResult } from "../rule-result.js"
import type { State } from "../state.js"
import { endsInLife } from "./end-of-title.js"
import { checkImportedDays } from "./title.js"

export const correctRecord = (context: Context, data: CommandData["CorrectRecord"], state: State): RuleResult => {
  const { actor } = context
  const { revision, field } = data
  const found = recordsOf(state).find((one) => one.revision === revision)
  const values = found === undefined ? {} : valuesOf(found)
  if (found === undefined || !Object.hasOwn(values, field)) {
    const fields = Object.keys(values)
    return E.left([{ code: "NothingToCorrect", revision, field, fields }])
  }
  const { role, county } = found
  return unlessObjected(
    [
      ...when(role !== actor.role || (county !== null && county !== actor.code), () => ({
        code: "NotCompetent",
        actor,
        competent: [role],
        ...(county === null ? {} : { rightCode: county }),
      })),
      ...invalid([
        ...checkValues(values, data),
        check(
          data.approver !== actor.officer,
          "approver",
          bilingual("经办人以外的人员", "a different officer from the one who enters it"),
          data.approver,
        ),
        ...checkFacts(context, state, found, values, data),
      ]),
    ],
    () => [{ type: "RecordCorrected", data }],
  )
}

type Values = ReturnType<typeof valuesOf>

const checkValues = (values: Values, { field, from, to }: Correction): ReadonlyArray<Contradiction | undefined> => {
  const now = textOf(values[field])
  return [
    check(textOf(from) === now, "from", bilingual(`现记载的${now}`, `what it says now, ${now}`), textOf(from)),
    check(textOf(to) !== textOf(from), "to", bilingual("与原记载不同的内容", "a different value"), textOf(to)),
  ]
}

/** Text of a value for messages; a document is represented by its digest. */
const textOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? String(Reflect.get(value, "digest")) : String(value)

/** Applies the checks of the original act to the corrected value. */
const checkFacts = (
  context: Context,
  state: State,
  { revision, since, effectiveOn }: CorrectableRecord,
  values: Values,
  data: Correction,
): ReadonlyArray<Contradiction | undefined> => {
  switch (data.field) {
    case "Certified.appraisal.date":
    case "CertificationDeclined.appraisal.date":
    case "StepTaken.takenOn":
    case "PlaqueAwarded.awardedOn":
    case "PlaqueReturned.returnedOn":
    case "SpotChecked.checkedOn":
      return [between("to", data.to ?? undefined, since, effectiveOn)]
    case "Revoked.announcement.date":
      return [between("to", data.to, since, context.effectiveOn)]
    case "RectificationOrdered.until":
      return [notBefore("to", data.to, effectiveOn)]
    case "UnitEnded.endedOn":
      return [endsInLife("to", data.to, state, effectiveOn)]
    case "AnnualSummaryFiled.year":
      return [checkYear(data.to, yearOf(since), yearOf(effectiveOn), yearsOfSummaries(state, revision))]
    case "TitleImported.grantedOn":
    case "TitleImported.lastConfirmedOn":
      return checkImportedDays(context, importedDays({ ...values, [data.field]: data.to }))
    default:
      return []
  }
}

/** The compiler does not know that the values in a record have the types of their fields. */
const importedDays = (values: Values) => {
  const lastConfirmedOn = values["TitleImported.lastConfirmedOn"] as CivilDate | null
  return {
    grantedOn: values["TitleImported.grantedOn"] as CivilDate,
    ...(lastConfirmedOn === null ? {} : { lastConfirmedOn }),
  }
}

/** Years of all summaries for the title that the summary at this revision belongs to. */
const yearsOfSummaries = (state: State, revision: number): ReadonlyArray<unknown> =>
  recordsOfSame(recordsOf(state), revision).map((one) => valuesOf(one)["AnnualSummaryFiled.year"])

const checkYear = (
  year: number,
  first: number,
  last: number,
  filed: ReadonlyArray<unknown>,
): Contradiction | undefined =>
  check(
    first <= year && year <= last && !filed.includes(year),
    "to",
    bilingual(`${first}至${last}年中尚未报送的年度`, `a year from ${first} to ${last} with no summary yet`),
    String(year),
  )
