/** Arts. 9 and 10: the bureau appraises and grants the title, or declines with reasons. */
import { unlessObjected } from "../../../kernel/decision.js"
import { caseReadings, evidenceOfCase } from "./case-evidence.js"
import type { FindingMade } from "../../../conditions/evidence.js"
import { between, type Contradiction } from "../../../forms/check.js"
import { invalid } from "../../../kernel/refusal.js"
import type { CommandData } from "../commands.js"
import { requestOf } from "../commands.js"
import type { Appraisal, WaiverRequest } from "../decision-parts.js"
import type { Phase, Recommendation } from "../state.js"
import { checkFindings, judge, notTheAuthority, type Judged } from "../waivers.js"
import { checkAppraisers, checkReasons } from "./consistency.js"
import { provisionsOf, reasonsMissing, wrongState, type CaseInput, type RuleResult } from "../rule-result.js"
import { noticeNotOver } from "./notice.js"
import { unmet } from "./recommend.js"
import { stepMissing } from "./steps.js"
import { firstTerm, termIsOver } from "./term.js"

type Recommended = Extract<Phase, { _tag: "recommended" }>

export const certify = (input: CaseInput, data: CommandData["Certify"]): RuleResult => {
  const { rule, state } = input
  if (state.phase._tag !== "recommended") return wrongState("Certify", state)
  const { case: pending, recommendation } = state.phase
  const byCounty = rule.readings["waiver.authority"] === "county"
  const judged = judgeCase(
    input,
    state.phase,
    data.findings,
    byCounty ? recommendation.waiversProposed.map(requestOf) : data.waivers,
  )
  const waivers = byCounty ? recommendation.waiversProposed : judged.waivers
  return unlessObjected(
    [
      ...(byCounty ? notTheAuthority(data.waivers) : []),
      ...unmet(rule.regulation.conditions, judged),
      ...invalid([
        ...appraisalIssues(input, data.appraisal, recommendation),
        ...checkFindings(judged.assessment, data.findings),
      ]),
      ...noticeNotOver(input, recommendation),
      ...termIsOver(input, recommendation),
      ...stepMissing(rule.regulation, "Certify", recommendation.steps),
    ],
    () => [
      {
        type: "Certified",
        data: { ...data, waivers, assessment: judged.assessment, ...firstTerm(input, recommendation) },
        provisions: judged.provisions,
        readings: [...caseReadings(judged.assessment, pending), "title.term"],
      },
    ],
  )
}

export const declineCertification = (input: CaseInput, data: CommandData["DeclineCertification"]): RuleResult => {
  const { rule, state } = input
  if (state.phase._tag !== "recommended") return wrongState("DeclineCertification", state)
  const { case: pending } = state.phase
  const judged = judgeCase(input, state.phase, data.findings, [])
  return unlessObjected(
    [
      ...reasonsMissing("DeclineCertification", data.reasons),
      ...invalid([
        ...appraisalIssues(input, data.appraisal, state.phase.recommendation),
        ...checkFindings(judged.assessment, data.findings),
        ...checkReasons(rule.regulation, data.reasons),
      ]),
    ],
    () => [
      {
        type: "CertificationDeclined",
        data: { ...data, assessment: judged.assessment },
        provisions: provisionsOf(data.reasons.map(({ provision }) => provision)),
        readings: caseReadings(judged.assessment, pending),
      },
    ],
  )
}

const judgeCase = (
  { context, rule }: CaseInput,
  { case: pending, recommendation }: Recommended,
  findings: ReadonlyArray<FindingMade>,
  waivers: ReadonlyArray<WaiverRequest>,
): Judged => {
  const found = {
    findings: [...recommendation.findings, ...findings],
    satisfaction: recommendation.satisfaction,
    measurements: recommendation.measurements,
    relaxations: [],
  }
  const evidence = evidenceOfCase(pending, found, rule.readings)
  return judge(rule.regulation.conditions, evidence, waivers, context.actor.officer)
}

/** The appraisal must fall between recommendation and decision, and its members must not have assessed for the county. */
const appraisalIssues = (
  { context, state }: CaseInput,
  appraisal: Appraisal,
  { recommendedOn }: Recommendation,
): ReadonlyArray<Contradiction | undefined> => [
  between("appraisal.date", appraisal.date, recommendedOn, context.effectiveOn),
  ...checkAppraisers(appraisal, state),
]
