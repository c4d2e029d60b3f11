/** Art. 13: every three years, with the yearly call: filed by the unit, assessed by its county, concluded by the bureau. */
import { unlessObjected } from "../../../kernel/decision.js"
import * as E from "fp-ts/lib/Either.js"
import { readingsOf } from "../../../conditions/assessment.js"
import { evidenceOfReview } from "../../../conditions/evidence.js"
import { contradictionsInReport } from "../../../forms/contradictions.js"
import { bilingual } from "../../../law/bilingual.js"
import { yearOf, type CivilDate } from "../../../law/civil-date.js"
import { check, checks, type Contradiction } from "../../../forms/check.js"
import { isOverdue, reviewPeriod } from "../review-period.js"
import { ruleStatusOn, type Rule } from "../../../kernel/applicable-law.js"
import type { CommandData } from "../commands.js"
import type { Announcement } from "../events.js"
import type { Review, Title } from "../state.js"
import { judge, requestOf, type Judged } from "../waivers.js"
import { invalid } from "../../../kernel/refusal.js"
import { outsideCall } from "./apply.js"
import {
  provisionsOf,
  when,
  wrongState,
  type CaseInput,
  type EventDraft,
  type Objection,
  type RuleResult,
} from "./rule-result.js"
import { unmet } from "./recommend.js"
import { notRectified, reviewNotAssessed } from "./rectification.js"
import { falsificationPending, hearingMissing } from "./revoke.js"
import { nextTerm } from "./term.js"

/**
 * Filed in a call that is open, or after an order to rectify at any time. One that comes late, even after the county
 * reported that nothing was filed, is still a review: only its conclusion ends it.
 */
export const fileReview = (input: CaseInput, data: CommandData["FileReview"]): RuleResult => {
  const { context, state } = input
  if (state.phase._tag !== "certified") return wrongState("FileReview", state, ["certified"])
  const { title } = state.phase
  const again = title.review?.rectification?.over === false
  return unlessObjected(
    [
      ...when(title.review?.filed != null && !again, () => ({
        code: "AlreadyDecided",
        act: "FileReview",
        phase: "reviewUnderWay",
      })),
      ...(again ? [] : outsidePeriod(input, title, data.callYear)),
      ...invalid([
        ...checks([areaIsAsCertified(title, data)]),
        ...contradictionsInReport(data.report, context.effectiveOn),
      ]),
    ],
    () => [{ type: "ReviewFiled", data, readings: ["instrument.afterExpiry", "review.due"] }],
  )
}

const outsidePeriod = (input: CaseInput, title: Title, callYear: number): ReadonlyArray<Objection> => {
  const { context, rule } = input
  const { opensOn, firstCallYear } = reviewPeriod(title, rule, context.law)
  const on = context.effectiveOn
  if (firstCallYear !== null)
    return [
      ...when(callYear < firstCallYear, () => ({ code: "ReviewNotDue", on, year: firstCallYear })),
      ...outsideCall(input, callYear),
    ]
  const year = yearOf(on)
  return [
    ...(opensOn !== null && on < opensOn ? [{ code: "ReviewNotDue" as const, on, from: opensOn }] : []),
    ...invalid(checks([check(callYear === year, "callYear", bilingual(`${year}年`, `${year}`), `${callYear}`)])),
  ]
}

/** An imported title has no application on record, so its first review brings the service area. Art. 5(2). */
const areaIsAsCertified = (title: Title, { serviceArea }: CommandData["FileReview"]): Contradiction | undefined => {
  if (title.serviceArea !== undefined)
    return check(
      serviceArea === undefined || serviceArea === title.serviceArea,
      "serviceArea",
      bilingual(`与认定时一致：${title.serviceArea}`, `as certified: ${title.serviceArea}`),
      serviceArea ?? "",
    )
  return check(
    serviceArea !== undefined,
    "serviceArea",
    bilingual("服务区域，补录的称号没有申请表", "the service area: an imported title has no application on record"),
    "",
  )
}

export const assessReview = (input: CaseInput, data: CommandData["AssessReview"]): RuleResult => {
  const { state } = input
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
      ...(nothing && filed !== null ? [{ code: "FiledForReview" as const, filedOn: filed.on }] : []),
      ...(nothing && filed === null ? notYetOverdue(input, title) : []),
    ],
    () => [{ type: "ReviewAssessed", data, readings: ["instrument.afterExpiry", "review.due", "review.notFiled"] }],
  )
}

/** That nothing was filed can be said once the time to file has passed. */
const notYetOverdue = ({ context, rule }: CaseInput, title: Title): ReadonlyArray<Objection> => {
  const period = reviewPeriod(title, rule, context.law)
  const { firstCallYear, dueOn } = period
  return when(!isOverdue(period, context.effectiveOn), () => ({
    code: "ReviewNotDue",
    on: context.effectiveOn,
    ...(firstCallYear === null ? { from: dueOn } : { year: firstCallYear }),
  }))
}

export const concludeReview = (input: CaseInput, data: CommandData["ConcludeReview"]): RuleResult => {
  const { state } = input
  if (state.phase._tag !== "certified") return wrongState("ConcludeReview", state, ["certified"])
  const { title } = state.phase
  if (title.review?.assessed == null) return E.left([reviewNotAssessed("ConcludeReview", title.review)])
  const judged = judgeReview(input, title, title.review, data)
  return data.outcome === "confirmed" ? confirm(input, title, data, judged) : fail(input, title, data, judged)
}

/** What a review came to; `rule` is the one whose conditions it was judged by. */
interface ReviewJudged extends Judged {
  readonly rule: Rule
}

/** Reading `review.standard`: by the conditions of now with waivers argued afresh, or by those of the certification. */
const judgeReview = (
  input: CaseInput,
  title: Title,
  { filed, assessed }: Review,
  data: CommandData["ConcludeReview"],
): ReviewJudged | null => {
  if (filed === null || assessed === null) return null
  const atCertification = input.rule.readings["review.standard"] === "conditionsAtCertification"
  const rule = (atCertification ? ruleAt(input, title.certifiedOn) : undefined) ?? input.rule
  const { satisfaction } = assessed
  const found = {
    findings: [...assessed.findings, ...data.findings],
    relaxations: atCertification ? title.waivers.map(requestOf) : [],
    ...(satisfaction === undefined ? {} : { satisfaction }),
  }
  const evidence = evidenceOfReview(filed.report, { uscc: input.state.unit, title }, found, filed.on, rule.readings)
  return { rule, ...judge(rule.regulation.conditions, evidence, data.waivers, input.context.actor.officer) }
}

const ruleAt = ({ context }: CaseInput, on: CivilDate): Rule | undefined => {
  const standing = ruleStatusOn(context.law, on)
  return standing._tag === "InForce" ? standing.rule : undefined
}

const confirm = (
  input: CaseInput,
  title: Title,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): RuleResult =>
  unlessObjected(
    [
      ...falsificationPending(title),
      ...(judged === null ? [{ code: "NothingFiled" as const }] : unmet(judged.rule.regulation.conditions, judged)),
    ],
    () => [reviewed(data, judged, nextTerm(input, title))],
  )

/** The review that failed and the revocation it brings are one append, announced. */
const fail = (
  input: CaseInput,
  title: Title,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): RuleResult => {
  const { announcement } = data
  const objections = [...failObjections(input, data, judged), ...notRectified(input, title)]
  return announcement === undefined
    ? E.left([{ code: "AnnouncementMissing" }, ...objections])
    : unlessObjected(objections, () => [reviewed(data, judged, {}), revoked(input, data, announcement)])
}

const revoked = (
  { rule: { regulation }, state }: CaseInput,
  { hearing, reasons }: CommandData["ConcludeReview"],
  announcement: Announcement,
): EventDraft => ({
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
  input: CaseInput,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): ReadonlyArray<Objection> => [
  ...when(judged === null && input.rule.readings["review.notFiled"] === "flagOnly", () => ({ code: "NothingFiled" })),
  ...(judged?.objections ?? []),
  ...when(data.reasons.length === 0, () => ({ code: "ReasonsMissing", act: "ConcludeReview" })),
  ...hearingMissing(input, data.hearing),
]

const reviewed = (
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
  term: ReturnType<typeof nextTerm>,
): EventDraft => ({
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
