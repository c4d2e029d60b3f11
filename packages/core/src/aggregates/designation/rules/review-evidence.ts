/** The evidence on a review (art. 13): the unit's filing, the authorities' findings, and the conditions that apply. */
import { evidenceOfReview, type Evidence, type FindingMade } from "../../../conditions/evidence.js"
import { withMeasurements, type Measurement } from "../../../conditions/measurement.js"
import type { Satisfaction } from "../../../forms/recommendation.js"
import { ruleStatusOn, type ApplicableLaw, type Rule } from "../../../kernel/applicable-law.js"
import type { CivilDate } from "../../../law/civil-date.js"
import type { Uscc } from "../../../forms/uscc.js"
import type { ReadingId } from "../../../law/readings.js"
import { requestOf } from "../commands.js"
import type { WaiverRequest } from "../decision-parts.js"
import type { Review, Title } from "../state.js"
import { factsDayOf } from "../supplement.js"
import { judge, type Judged } from "../waivers.js"
import type { CaseInput } from "../rule-result.js"

/** Findings of the authorities on a review so far. */
export interface ReviewFindings {
  readonly findings: ReadonlyArray<FindingMade>
  readonly satisfaction?: Satisfaction
  readonly measurements?: ReadonlyArray<Measurement> | undefined
}

/** Result of evaluating a review. `rule` is the rule whose conditions were applied. */
export interface ReviewJudged extends Judged {
  readonly rule: Rule
  readonly evidence: Evidence
}

export const judgeReview = (
  input: CaseInput,
  title: Title,
  filed: FiledReview,
  findings: ReviewFindings,
  requests: ReadonlyArray<WaiverRequest>,
): ReviewJudged => {
  const { rule, evidence } = evidenceOfFiledReview(input, title, filed, findings)
  return { rule, evidence, ...judge(rule.regulation.conditions, evidence, requests, input.context.actor.officer) }
}

/** The parts of a review filing that are evaluated. */
export type FiledReview = Pick<NonNullable<Review["filed"]>, "on" | "report" | "supplements">

/** The unit under review, with the rule of the day. */
export interface ReviewedUnit {
  readonly context: { readonly law: ApplicableLaw }
  readonly rule: Rule
  readonly state: { readonly unit: Uscc }
}

/**
 * The evidence on a filed review, and the rule whose conditions apply by reading `review.standard`: the present rule with
 * new waivers, or the rule of the certification.
 */
export const evidenceOfFiledReview = (
  { context, rule: current, state }: ReviewedUnit,
  title: Title,
  filed: FiledReview,
  { findings, satisfaction, measurements = [] }: ReviewFindings,
): { readonly rule: Rule; readonly evidence: Evidence } => {
  const atCertification = current.readings["review.standard"] === "conditionsAtCertification"
  const rule = ruleOfReview(context.law, current, title)
  const found = {
    findings,
    relaxations: atCertification ? title.waivers.map(requestOf) : [],
    ...(satisfaction === undefined ? {} : { satisfaction }),
  }
  const asOf = factsDayOf(filed.on, filed.supplements, rule.readings)
  const evidence = withMeasurements(
    evidenceOfReview(filed.report, { uscc: state.unit, title }, found, asOf, rule.readings),
    measurements,
  )
  return { rule, evidence }
}

/** The rule whose conditions apply to a review, and whose fields its report has. */
export const ruleOfReview = (law: ApplicableLaw, current: Rule, { certifiedOn }: Title): Rule =>
  (current.readings["review.standard"] === "conditionsAtCertification" ? ruleInForceOn(law, certifiedOn) : undefined) ??
  current

/** A report depends on the reading only if the two rules have different texts. */
export const reportReadings = ({ context, rule }: CaseInput, title: Title): ReadonlyArray<ReadingId> =>
  ruleOfReview(context.law, rule, title).regulation.id === rule.regulation.id ? [] : ["review.standard"]

const ruleInForceOn = (law: ApplicableLaw, on: CivilDate): Rule | undefined => {
  const status = ruleStatusOn(law, on)
  return status._tag === "InForce" ? status.rule : undefined
}
