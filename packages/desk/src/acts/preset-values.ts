/** Initial values of an act's form: known data of the unit, and rows for the findings still required. */
import { caseAssessment, knownValues } from "@shifan/casework"
import {
  conditions,
  findingIds,
  type ApplicableLaw,
  type CivilDate,
  type ConditionId,
  type Regulation,
  type State,
} from "@shifan/core"
import { correctableRecords, correctableValues } from "@shifan/core/registry"
import type { Values } from "@shifan/forms"
import { hasRowBeyond } from "../http/sent-form.js"
import type { Visit } from "../http/visit.js"
import type { UnitRecord } from "../office.js"

export interface Begun {
  readonly values: Values
  /** Conditions already filled into their rows; they are not shown as inputs. */
  readonly preset: ReadonlySet<string>
}

/** The law, and the text that governs the day. */
export interface Governing {
  readonly law: ApplicableLaw
  readonly regulation: Regulation
}

/** Values in the address take precedence: a link to a correction names its field. */
export const begin = (
  visit: Visit,
  act: string,
  record: UnitRecord | undefined,
  { law, regulation }: Governing,
): Begun => {
  const state = record?.state
  const form = { act, on: visit.today, regulation }
  const known: Values = record === undefined ? new Map() : knownValues(form, record.state, record.history)
  const named = Object.entries(visit.parameters).flatMap(([name, value]) =>
    name.startsWith("v:") && !hasRowBeyond(name) ? [[name.slice(2), value] as const] : [],
  )
  const own = [...known].filter(([path]) => !path.startsWith("@"))
  const values = new Map([...own, ...named])
  const corrected = act === "CorrectRecord" && state !== undefined ? recordedValues(state, values) : []
  return withFindings(act, new Map([...values, ...corrected]), state, law, visit)
}

/** The record to correct, with its current value: nobody types it, and it is not in the address. */
const recordedValues = (state: State, values: Values): ReadonlyArray<readonly [string, string]> => {
  const record = correctableRecords(state).find(({ revision }) => String(revision) === values.get("revision"))
  const found = record && Object.entries(correctableValues(record)).find(([field]) => field === values.get("field"))
  const value: unknown = found?.[1]
  return typeof value === "string" || typeof value === "number" ? [["from", String(value)]] : []
}

/** Acts in which an official finds on conditions that no figure decides. */
export const actsWithFindings: ReadonlyArray<string> = [
  "Recommend",
  "Certify",
  "DeclineCertification",
  "AssessReview",
  "ConcludeReview",
]

/** The conditions still to be judged in an act, according to the record. */
export const conditionsToFind = (
  act: string,
  state: State | undefined,
  law: ApplicableLaw,
  on: CivilDate,
): ReadonlyArray<ConditionId> => {
  const judged = actsWithFindings.includes(act) ? caseAssessment({ act, state, law, on }) : undefined
  if (judged === undefined) return []
  const found = findingIds(judged.regulation.conditions)
  return conditions(judged.assessment).flatMap(({ id, verdict }) =>
    verdict === "notYetJudged" && found.includes(id) ? [id] : [],
  )
}

/** A row for each condition that still has to be judged. */
export const withFindings = (
  act: string,
  values: Values,
  state: State | undefined,
  law: ApplicableLaw,
  visit: Pick<Visit, "today">,
): Begun => {
  const rows = conditionsToFind(act, state, law, visit.today).map((id, i) => [`findings.${i}.condition`, id] as const)
  const preset = rows.filter(([path, id]) => (values.get(path) ?? id) === id)
  return { values: new Map([...values, ...preset]), preset: new Set(preset.map(([path]) => path)) }
}
