/** Arts. 9 and 10: the bureau appraises and gives the title, or declines with reasons. */
import { readingsOf } from "../../../conditions/assessment.js"
import { evidenceOfApplication } from "../../../conditions/evidence.js"
import type { FindingMade } from "../../../conditions/evidence.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CommandData } from "../command.js"
import type { Appraisal, WaiverRequest } from "../event.js"
import type { Objection } from "../../../kernel/refusal.js"
import type { Phase } from "../state.js"
import { judge, requestOf, type Judged } from "../waivers.js"
import { provisionsOf, unlessObjected, when, wrongState, type Answer, type Matter } from "./rule-result.js"
import { noticeNotOver } from "./notice.js"
import { unmet } from "./recommend.js"
import { firstTerm } from "./term.js"

type Recommended = Extract<Phase, { _tag: "recommended" }>

export const certify = (matter: Matter, data: CommandData["Certify"]): Answer => {
  const { rule, state } = matter
  if (state.phase._tag !== "recommended") return wrongState("Certify", state, ["recommended"])
  const { recommendation } = state.phase
  const byCounty = rule.readings["waiver.authority"] === "county"
  const judged = judgeCase(
    matter,
    state.phase,
    data.findings,
    byCounty ? recommendation.waiversProposed.map(requestOf) : data.waivers,
  )
  const waivers = byCounty ? recommendation.waiversProposed : judged.waivers
  const usurped = byCounty ? data.waivers : []
  return unlessObjected(
    [
      ...usurped.map(({ condition }): Objection => ({
        code: "WaiverNotAllowed",
        condition,
        because: "notTheAuthority",
      })),
      ...unmet(rule.regulation.conditions, judged),
      ...misdated(matter, data.appraisal, recommendation.recommendedOn),
      ...noticeNotOver(matter, recommendation),
    ],
    () => [
      {
        type: "Certified",
        data: { ...data, waivers, assessment: judged.assessment, ...firstTerm(matter, recommendation) },
        provisions: judged.provisions,
        readings: [...caseReadings(judged), "title.term"],
      },
    ],
  )
}

export const declineCertification = (matter: Matter, data: CommandData["DeclineCertification"]): Answer => {
  const { state } = matter
  if (state.phase._tag !== "recommended") return wrongState("DeclineCertification", state, ["recommended"])
  const judged = judgeCase(matter, state.phase, data.findings, [])
  return unlessObjected(
    [
      ...when(data.reasons.length === 0, () => ({ code: "ReasonsMissing", act: "DeclineCertification" })),
      ...misdated(matter, data.appraisal, state.phase.recommendation.recommendedOn),
    ],
    () => [
      {
        type: "CertificationDeclined",
        data: { ...data, assessment: judged.assessment },
        provisions: provisionsOf(data.reasons.map(({ provision }) => provision)),
        readings: caseReadings(judged),
      },
    ],
  )
}

const judgeCase = (
  { context, rule }: Matter,
  { case: pending, recommendation }: Recommended,
  findings: ReadonlyArray<FindingMade>,
  waivers: ReadonlyArray<WaiverRequest>,
): Judged => {
  const found = {
    findings: [...recommendation.findings, ...findings],
    satisfaction: recommendation.satisfaction,
    relaxations: [],
  }
  const evidence = evidenceOfApplication(pending.form, found, pending.appliedOn, rule.readings)
  return judge(rule.regulation.conditions, evidence, waivers, context.actor.officer)
}

const caseReadings = ({ assessment }: Judged) =>
  ["instrument.applicable", "waiver.authority", "waiver.depth", ...readingsOf(assessment)] as const

const misdated = ({ context }: Matter, { date }: Appraisal, recommendedOn: string): ReadonlyArray<Objection> =>
  when(date < recommendedOn || date > context.effectiveOn, () => ({
    code: "InvalidParticulars",
    issues: [
      {
        path: "appraisal.date",
        expected: bilingual(
          `${recommendedOn}至${context.effectiveOn}之间`,
          `between ${recommendedOn} and ${context.effectiveOn}`,
        ),
        got: date,
      },
    ],
  }))
