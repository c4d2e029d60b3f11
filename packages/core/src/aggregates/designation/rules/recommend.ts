/** Arts. 6 and 7: the county assesses and recommends, or declines with reasons. */
import { unlessObjected } from "../../../kernel/decision.js"
import { between, type Contradiction } from "../../../forms/check.js"
import { checkSeal } from "../../../forms/contradictions.js"
import { invalid } from "../../../kernel/refusal.js"
import type { CommandData } from "../commands.js"
import type { Case } from "../state.js"
import { checkFindings, judge, openConditions, type Judged } from "../waivers.js"
import { checkReasons } from "./consistency.js"
import { checkMeasurements, checkSample } from "./measurements.js"
import { stepMissing } from "./steps.js"
import { supplementPending } from "./supplement.js"
import { caseReadings, evidenceOfCase, sealReadings } from "./case-evidence.js"
import type { Criterion } from "../../../conditions/criterion.js"
import {
  asAppliedFor,
  provisionsOf,
  reasonsMissing,
  when,
  wrongState,
  type CaseInput,
  type Objection,
  type RuleResult,
} from "../rule-result.js"

export const recommend = (input: CaseInput, data: CommandData["Recommend"]): RuleResult => {
  const { context, rule, state } = input
  if (state.phase._tag !== "applied") return wrongState("Recommend", state)
  const pending = state.phase.case
  const { conditions } = rule.regulation
  const { findings, satisfaction, measurements = [] } = data
  const found = { findings, satisfaction, measurements, relaxations: [] }
  const evidence = evidenceOfCase(pending, found, rule.readings)
  const judged = judge(conditions, evidence, data.waiversProposed, context.actor.officer)
  return unlessObjected(
    [
      ...supplementPending(pending.supplements, context.effectiveOn),
      ...unmet(conditions, judged),
      ...stepMissing(rule.regulation, "Recommend", pending.steps),
      ...invalid([
        ...formIssues(pending, data, input),
        ...checkFindings(judged.assessment, data.findings),
        ...checkMeasurements(judged.assessment, evidence, measurements),
      ]),
    ],
    () => [
      {
        type: "Recommended",
        data: {
          form: data.form,
          satisfaction,
          findings,
          waiversProposed: judged.waivers,
          ...(data.measurements === undefined ? {} : { measurements }),
          assessment: judged.assessment,
        },
        provisions: judged.provisions,
        readings: [...sealReadings(data.form), ...caseReadings(judged.assessment, pending)],
      },
    ],
  )
}

/** Objections to a title: inadmissible waivers, conditions not yet judged, conditions not met. */
export const unmet = (conditions: Criterion, { assessment, objections }: Judged): ReadonlyArray<Objection> => {
  const { findings, figures } = openConditions(conditions, assessment)
  return [
    ...objections,
    ...when(findings.length > 0, () => ({ code: "FindingMissing", conditions: findings })),
    ...when(figures.length > 0, () => ({ code: "FigureMissing", conditions: figures })),
    ...when(assessment.verdict === "notMet", () => ({ code: "ConditionsNotMet", assessment })),
  ]
}

const formIssues = (
  { form: applied, appliedOn, supplements }: Case,
  { form, satisfaction }: CommandData["Recommend"],
  { context, rule }: CaseInput,
): ReadonlyArray<Contradiction | undefined> => [
  asAppliedFor("form.operatingUnitName", applied.applicantUnitName, form.operatingUnitName),
  asAppliedFor("form.countyOrDistrict", applied.countyOrDistrict, form.countyOrDistrict),
  between("form.filledOn", form.filledOn, supplements.suppliedOn ?? appliedOn, context.effectiveOn),
  checkSeal("form.seal", form.seal, rule.readings),
  checkSample("satisfaction", satisfaction),
]

export const declineRecommendation = (
  { context, rule, state }: CaseInput,
  data: CommandData["DeclineRecommendation"],
): RuleResult =>
  unlessObjected(
    [
      ...(state.phase._tag === "applied" ? supplementPending(state.phase.case.supplements, context.effectiveOn) : []),
      ...reasonsMissing("DeclineRecommendation", data.reasons),
      ...invalid(checkReasons(rule.regulation, data.reasons)),
    ],
    () => [
      {
        type: "RecommendationDeclined",
        data,
        provisions: provisionsOf(data.reasons.map(({ provision }) => provision)),
        readings: ["instrument.applicable"],
      },
    ],
  )
