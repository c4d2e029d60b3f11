/** Arts. 6 and 7: the county assesses and recommends, or declines with reasons. */
import { readingsOf } from "../../../conditions/assessment.js"
import { evidenceOfApplication } from "../../../conditions/evidence.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CommandData } from "../command.js"
import type { Contradiction, Objection } from "../../../kernel/refusal.js"
import type { Case } from "../state.js"
import { judge, openConditions, type Judged } from "../waivers.js"
import type { Criterion } from "../../../conditions/criterion.js"
import { provisionsOf, unlessObjected, when, wrongState, type Answer, type Matter } from "./rule-result.js"

export const recommend = (matter: Matter, data: CommandData["Recommend"]): Answer => {
  const { context, rule, state } = matter
  if (state.phase._tag !== "applied") return wrongState("Recommend", state, ["applied"])
  const pending = state.phase.case
  const { conditions } = rule.regulation
  const found = { findings: data.findings, satisfaction: data.satisfaction, relaxations: [] }
  const evidence = evidenceOfApplication(pending.form, found, pending.appliedOn, rule.readings)
  const judged = judge(conditions, evidence, data.waiversProposed, context.actor.officer)
  const issues = mismatches(pending, data, context.effectiveOn)
  return unlessObjected(
    [...unmet(conditions, judged), ...when(issues.length > 0, () => ({ code: "InvalidParticulars", issues }))],
    () => [
      {
        type: "Recommended",
        data: { ...data, waiversProposed: judged.waivers, assessment: judged.assessment },
        provisions: judged.provisions,
        readings: ["instrument.applicable", "waiver.authority", "waiver.depth", ...readingsOf(judged.assessment)],
      },
    ],
  )
}

/** What is against a title: waivers that may not be, conditions not judged, conditions not met. */
export const unmet = (conditions: Criterion, { assessment, objections }: Judged): ReadonlyArray<Objection> => {
  const open = openConditions(conditions, assessment)
  return [
    ...objections,
    ...when(open.length > 0, () => ({ code: "FindingMissing", conditions: open })),
    ...when(assessment.verdict === "notMet", () => ({ code: "ConditionsNotMet", assessment })),
  ]
}

const mismatches = (
  { form }: Case,
  { form: given, satisfaction }: CommandData["Recommend"],
  on: string,
): ReadonlyArray<Contradiction> => [
  ...differs("form.operatingUnitName", form.applicantUnitName, given.operatingUnitName),
  ...differs("form.countyOrDistrict", form.countyOrDistrict, given.countyOrDistrict),
  ...(given.filledOn <= on
    ? []
    : [{ path: "form.filledOn", expected: bilingual(`不晚于${on}`, `no later than ${on}`), got: given.filledOn }]),
  ...(satisfaction.sampleSize > 0
    ? []
    : [{ path: "satisfaction.sampleSize", expected: bilingual("至少1", "at least 1"), got: "0" }]),
]

const differs = (path: string, expected: string, got: string): ReadonlyArray<Contradiction> =>
  expected === got
    ? []
    : [{ path, expected: bilingual(`与申请表一致：${expected}`, `as applied for: ${expected}`), got }]

export const declineRecommendation = (_: Matter, data: CommandData["DeclineRecommendation"]): Answer =>
  unlessObjected(
    when(data.reasons.length === 0, () => ({ code: "ReasonsMissing", act: "DeclineRecommendation" })),
    () => [
      {
        type: "RecommendationDeclined",
        data,
        provisions: provisionsOf(data.reasons.map(({ provision }) => provision)),
      },
    ],
  )
