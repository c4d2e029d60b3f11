/** Art. 13: every three years, with the yearly call: filed by the unit, assessed by its county, concluded by the bureau. */
import * as E from "fp-ts/lib/Either.js"
import { readingsOf } from "../../../conditions/assessment.js"
import { evidenceOfReview } from "../../../conditions/evidence.js"
import { contradictionsInReport } from "../../../forms/contradictions.js"
import { plusYears, yearOf, type CivilDate } from "../../../law/civil-date.js"
import { standingOn, type Rule } from "../../../kernel/applicable-law.js"
import type { CommandData } from "../command.js"
import type { Announcement } from "../event.js"
import type { Objection } from "../../../kernel/refusal.js"
import type { Review, Title } from "../state.js"
import { judge, requestOf, type Judged } from "../waivers.js"
import { outsideCall } from "./apply.js"
import { provisionsOf, unlessObjected, when, wrongState, type Answer, type Draft, type Matter } from "./rule-result.js"
import { unmet } from "./recommend.js"
import { notRectified } from "./rectification.js"
import { heard } from "./revoke.js"
import { nextTerm } from "./term.js"

/** When the next review of a title falls due: with the call of a year, or from a day on. */
export type Due = { readonly year: number } | { readonly from: CivilDate }

export const reviewDue = ({ cycleFrom }: Title, { readings, regulation }: Rule): Due =>
  readings["review.due"] === "anniversary"
    ? { from: plusYears(cycleFrom, regulation.lifecycle.reviewEveryYears) }
    : { year: yearOf(cycleFrom) + regulation.lifecycle.reviewEveryYears }

export const fileReview = (matter: Matter, data: CommandData["FileReview"]): Answer => {
  const { context, rule, state } = matter
  if (state.phase._tag !== "certified") return wrongState("FileReview", state, ["certified"])
  const { title } = state.phase
  const due = reviewDue(title, rule)
  const again = title.review !== null && title.review.rectification?.over === false
  const early = "year" in due ? data.callYear < due.year : context.effectiveOn < due.from
  const issues = contradictionsInReport(data.report, context.effectiveOn)
  return unlessObjected(
    [
      ...when(title.review !== null && !again, () => ({
        code: "AlreadyDecided",
        act: "FileReview",
        phase: "reviewUnderWay",
      })),
      ...when(!again && early, () => ({ code: "ReviewNotDue", on: context.effectiveOn, ...due })),
      ...(again ? [] : outsideCall(matter, data.callYear)),
      ...when(issues.length > 0, () => ({ code: "InvalidParticulars", issues })),
    ],
    () => [{ type: "ReviewFiled", data, readings: ["instrument.afterExpiry", "review.due"] }],
  )
}

export const assessReview = (matter: Matter, data: CommandData["AssessReview"]): Answer => {
  const { state } = matter
  if (state.phase._tag !== "certified") return wrongState("AssessReview", state, ["certified"])
  const { title } = state.phase
  const filed = title.review?.filed ?? null
  const nothing = data.assessment === null
  const again = title.review?.rectification?.over === false
  return unlessObjected(
    [
      ...when(title.review?.assessed != null && !again, () => ({
        code: "AlreadyDecided",
        act: "AssessReview",
        phase: "reviewAssessed",
      })),
      ...when(!nothing && filed === null, () => ({ code: "NothingFiled" })),
      ...when(nothing && filed !== null, () => ({
        code: "AlreadyDecided",
        act: "FileReview",
        phase: "reviewUnderWay",
      })),
      ...(nothing && filed === null ? notYetOverdue(matter, title) : []),
    ],
    () => [{ type: "ReviewAssessed", data, readings: ["instrument.afterExpiry", "review.due", "review.notFiled"] }],
  )
}

/** That nothing was filed can be said once the call in which it was due has closed. */
const notYetOverdue = ({ context: { regime, effectiveOn }, rule }: Matter, title: Title): ReadonlyArray<Objection> => {
  const due = reviewDue(title, rule)
  const over =
    "from" in due
      ? due.from < effectiveOn
      : regime.calls.some(({ year, window }) => year >= due.year && window !== null && window.closesOn < effectiveOn)
  return when(!over, () => ({ code: "ReviewNotDue", on: effectiveOn, ...due }))
}

export const concludeReview = (matter: Matter, data: CommandData["ConcludeReview"]): Answer => {
  const { state } = matter
  if (state.phase._tag !== "certified") return wrongState("ConcludeReview", state, ["certified"])
  const { title } = state.phase
  if (title.review?.assessed == null) return wrongState("ConcludeReview", state, ["reviewAssessed"])
  const judged = judgeReview(matter, title, title.review, data)
  return data.outcome === "confirmed" ? confirm(matter, title, data, judged) : fail(matter, title, data, judged)
}

/** What a review came to; `rule` is the one whose conditions it was judged by. */
interface ReviewJudged extends Judged {
  readonly rule: Rule
}

/** Reading `review.standard`: by the conditions of now with waivers argued afresh, or by those of the certification. */
const judgeReview = (
  matter: Matter,
  title: Title,
  { filed, assessed }: Review,
  data: CommandData["ConcludeReview"],
): ReviewJudged | null => {
  if (filed === null || assessed === null) return null
  const atCertification = matter.rule.readings["review.standard"] === "conditionsAtCertification"
  const rule = (atCertification ? ruleAt(matter, title.certifiedOn) : undefined) ?? matter.rule
  const { satisfaction } = assessed
  const found = {
    findings: [...assessed.findings, ...data.findings],
    relaxations: atCertification ? title.waivers.map(requestOf) : [],
    ...(satisfaction === undefined ? {} : { satisfaction }),
  }
  const evidence = evidenceOfReview(filed.report, { uscc: matter.state.unit, title }, found, filed.on, rule.readings)
  return { rule, ...judge(rule.regulation.conditions, evidence, data.waivers, matter.context.actor.officer) }
}

const ruleAt = ({ context }: Matter, on: CivilDate): Rule | undefined => {
  const standing = standingOn(context.regime, on)
  return standing._tag === "InForce" ? standing.rule : undefined
}

const confirm = (
  matter: Matter,
  title: Title,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): Answer =>
  unlessObjected(
    judged === null ? [{ code: "NothingFiled" }] : unmet(judged.rule.regulation.conditions, judged),
    () => [reviewed(data, judged, nextTerm(matter, title))],
  )

/** The review that failed and the revocation it brings are one append, announced. */
const fail = (
  matter: Matter,
  title: Title,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): Answer => {
  const { announcement } = data
  const objections = [...failObjections(matter, data, judged), ...notRectified(matter, title)]
  return announcement === undefined
    ? E.left([{ code: "AnnouncementMissing" }, ...objections])
    : unlessObjected(objections, () => [reviewed(data, judged, {}), revoked(matter, data, announcement)])
}

const revoked = (
  { rule: { regulation }, state }: Matter,
  { hearing, reasons }: CommandData["ConcludeReview"],
  announcement: Announcement,
): Draft => ({
  type: "Revoked",
  data: {
    ground: "reviewFailed",
    word: regulation.revocationWords.reviewFailed,
    announcement,
    restsOn: state.revision + 1,
    reasons,
    ...(hearing === undefined ? {} : { hearing }),
  },
  provisions: regulation.citations.Reviewed ?? [],
  readings: ["hearing", "instrument.afterExpiry", "revocation.word"],
})

const failObjections = (
  matter: Matter,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): ReadonlyArray<Objection> => [
  ...when(judged === null && matter.rule.readings["review.notFiled"] === "flagOnly", () => ({ code: "NothingFiled" })),
  ...(judged?.objections ?? []),
  ...when(data.reasons.length === 0, () => ({ code: "ReasonsMissing", act: "ConcludeReview" })),
  ...heard(matter, data.hearing),
]

const reviewed = (
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
  term: ReturnType<typeof nextTerm>,
): Draft => ({
  type: "Reviewed",
  data: {
    outcome: data.outcome,
    reasons: data.reasons,
    findings: data.findings,
    waivers: judged?.waivers ?? [],
    assessment: judged?.assessment ?? null,
    ...term,
  },
  provisions: [...provisionsOf(data.reasons.map(({ provision }) => provision)), ...(judged?.provisions ?? [])],
  readings: [
    "instrument.afterExpiry",
    "review.notFiled",
    "review.standard",
    "title.term",
    ...(judged === null ? [] : readingsOf(judged.assessment)),
  ],
})
