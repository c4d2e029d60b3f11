/** What a review is judged on: what the unit filed, what the authorities found, and the conditions that count. Art. 13. */
import { evidenceOfReview, type Evidence, type FindingMade } from "../../../conditions/evidence.js"
import { withMeasurements, type Measurement } from "../../../conditions/measurement.js"
import type { Satisfaction } from "../../../forms/recommendation.js"
import { ruleStatusOn, type Rule } from "../../../kernel/applicable-law.js"
import type { CivilDate } from "../../../law/civil-date.js"
import type { ReadingId } from "../../../law/readings.js"
import { requestOf } from "../commands.js"
import type { WaiverRequest } from "../decision-parts.js"
import type { Review, Title } from "../state.js"
import { factsDayOf } from "../supplement.js"
import { judge, type Judged } from "../waivers.js"
import type { CaseInput } from "../rule-result.js"

export interface ReviewFindings {
  readonly findings: ReadonlyArray<FindingMade>
  readonly satisfaction?: Satisfaction
  readonly measurements?: ReadonlyArray<Measurement>
}

/** What a review came to; `rule` is the one whose conditions it was judged by. */
export interface ReviewJudged extends Judged {
  readonly rule: Rule
  readonly evidence: Evidence
}

/** Reading `review.standard`: by the conditions of now with waivers argued afresh, or by those of the certification. */
export const judgeReview = (
  { context, rule: current, state }: CaseInput,
  title: Title,
  filed: NonNullable<Review["filed"]>,
  { findings, satisfaction, measurements = [] }: ReviewFindings,
  requests: ReadonlyArray<WaiverRequest>,
): ReviewJudged => {
  const atCertification = current.readings["review.standard"] === "conditionsAtCertification"
  const rule = ruleOfReview(context.law, current, title)
  const found = {
    findings,
    relaxations: atCertification ? title.waivers.map(requestOf) : [],
    ...(satisfaction === undefined ? {} : { satisfaction }),
  }
  const asOf = factsDayOf(filed.on, filed.supplements, rule.readings)
  const filedEvidence = evidenceOfReview(filed.report, { uscc: state.unit, title }, found, asOf, rule.readings)
  const evidence = withMeasurements(filedEvidence, measurements)
  return { rule, evidence, ...judge(rule.regulation.conditions, evidence, requests, context.actor.officer) }
}

/** Whose conditions a review is judged by, and whose fields its report has. */
export const ruleOfReview = (law: CaseInput["context"]["law"], current: Rule, { certifiedOn }: Title): Rule =>
  (current.readings["review.standard"] === "conditionsAtCertification" ? ruleInForceOn(law, certifiedOn) : undefined) ??
  current

/** Only then does a report depend on the reading. */
export const reportReadings = ({ context, rule }: CaseInput, title: Title): ReadonlyArray<ReadingId> =>
  ruleOfReview(context.law, rule, title).regulation.id === rule.regulation.id ? [] : ["review.standard"]

const ruleInForceOn = (law: CaseInput["context"]["law"], on: CivilDate): Rule | undefined => {
  const status = ruleStatusOn(law, on)
  return status._tag === "InForce" ? status.rule : undefined
}
