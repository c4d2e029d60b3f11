/** Arts. 6 and 7: the county assesses and recommends, or declines with reasons. */
import { unlessObjected } from "../../../kernel/decision.js"
import { readingsOf } from "../../../conditions/assessment.js"
import { evidenceOfApplication } from "../../../conditions/evidence.js"
import { check, checks, notAfter, type Contradiction } from "../../../forms/check.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CivilDate } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import type { Case } from "../state.js"
import { judge, openConditions, type Judged } from "../waivers.js"
import type { Criterion } from "../../../conditions/criterion.js"
import { provisionsOf, when, wrongState, type CaseInput, type Objection, type RuleResult } from "./rule-result.js"

export const recommend = (input: CaseInput, data: CommandData["Recommend"]): RuleResult => {
  const { context, rule, state } = input
  if (state.phase._tag !== "applied") return wrongState("Recommend", state, ["applied"])
  const pending = state.phase.case
  const { conditions } = rule.regulation
  const found = { findings: data.findings, satisfaction: data.satisfaction, relaxations: [] }
  const evidence = evidenceOfApplication(pending.form, found, pending.appliedOn, rule.readings)
  const judged = judge(conditions, evidence, data.waiversProposed, context.actor.officer)
  return unlessObjected(
    [...unmet(conditions, judged), ...invalid(mismatches(pending, data, context.effectiveOn))],
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
  const { findings, figures } = openConditions(conditions, assessment)
  return [
    ...objections,
    ...when(findings.length > 0, () => ({ code: "FindingMissing", conditions: findings })),
    ...when(figures.length > 0, () => ({ code: "FigureMissing", conditions: figures })),
    ...when(assessment.verdict === "notMet", () => ({ code: "ConditionsNotMet", assessment })),
  ]
}

const mismatches = (
  { form: applied }: Case,
  { form, satisfaction }: CommandData["Recommend"],
  on: CivilDate,
): ReadonlyArray<Contradiction> =>
  checks([
    asAppliedFor("form.operatingUnitName", applied.applicantUnitName, form.operatingUnitName),
    asAppliedFor("form.countyOrDistrict", applied.countyOrDistrict, form.countyOrDistrict),
    notAfter("form.filledOn", form.filledOn, on),
    check(satisfaction.sampleSize > 0, "satisfaction.sampleSize", bilingual("至少1", "at least 1"), "0"),
  ])

const asAppliedFor = (path: string, expected: string, got: string): Contradiction | undefined =>
  check(expected === got, path, bilingual(`与申请表一致：${expected}`, `as applied for: ${expected}`), got)

export const declineRecommendation = (_: CaseInput, data: CommandData["DeclineRecommendation"]): RuleResult =>
  unlessObjected(
    when(data.reasons.length === 0, () => ({ code: "ReasonsMissing", act: "DeclineRecommendation" })),
    () => [
      {
        type: "RecommendationDeclined",
        data,
        provisions: provisionsOf(data.reasons.map(({ provision }) => provision)),
        readings: ["instrument.applicable", "instrument.formalities"],
      },
    ],
  )
