/** Art. 13: the bureau confirms the title, or fails the review and revokes the title in the same append. */
import * as E from "fp-ts/lib/Either.js"
import { readingsOf } from "../../../conditions/assessment.js"
import { check, type Contradiction } from "../../../forms/check.js"
import { bilingual } from "../../../law/bilingual.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import type { CommandData } from "../commands.js"
import { requestOf } from "../commands.js"
import type { Announcement } from "../decision-parts.js"
import type { Review, Title } from "../state.js"
import { checkFindings, notTheAuthority } from "../waivers.js"
import { checkNothingJudged, checkReasons, checkRevocationDays } from "./consistency.js"
import { factsReadings } from "./case-evidence.js"
import { unmet } from "./recommend.js"
import { notRectified, reviewNotAssessed } from "./rectification.js"
import { judgeReview, type FiledReview, type ReviewJudged } from "./review-evidence.js"
import { falsificationPending, hearingMissing } from "./revoke.js"
import {
  provisionsOf,
  reasonsMissing,
  when,
  type CaseInput,
  type TitleInput,
  type EventDraft,
  type Objection,
  type RuleResult,
} from "../rule-result.js"
import { stepMissing } from "./steps.js"
import { nextTerm } from "./term.js"

export const concludeReview = (input: TitleInput, data: CommandData["ConcludeReview"]): RuleResult => {
  const { title } = input
  const { review } = title
  if (review?.assessed == null) return E.left([reviewNotAssessed("ConcludeReview", review)])
  const judged = review.filed && judgeAs(input, title, review.filed, review.assessed, data)
  return data.outcome === "confirmed" ? confirm(input, title, data, judged) : fail(input, title, data, judged)
}

/** By reading `waiver.authority`, waivers come from the bureau, or from the county's proposal in its assessment. */
const judgeAs = (
  input: CaseInput,
  title: Title,
  filed: FiledReview,
  assessed: NonNullable<Review["assessed"]>,
  data: CommandData["ConcludeReview"],
): ReviewJudged => {
  const byCounty = input.rule.readings["waiver.authority"] === "county"
  const findings = { ...assessed, findings: [...assessed.findings, ...data.findings] }
  const requests = byCounty ? assessed.waiversProposed.map(requestOf) : data.waivers
  const judged = judgeReview(input, title, filed, findings, requests)
  if (!byCounty) return judged
  const objections = [...notTheAuthority(data.waivers), ...judged.objections]
  return { ...judged, waivers: assessed.waiversProposed, objections }
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
      ...stepsBefore(input, title),
      ...invalid([...conclusionIssues(input, title, data, judged), ...nothingRevoked(data)]),
    ],
    () => [reviewed(data, title, judged, nextTerm(input.rule, title))],
  )

/** Missing steps before the conclusion. None are required if nothing was filed. */
const stepsBefore = ({ rule }: CaseInput, { review }: Title): ReadonlyArray<Objection> =>
  review?.filed == null ? [] : stepMissing(rule.regulation, "ConcludeReview", review.steps)

/** A confirmation must have neither an announcement nor a hearing, which belong to a revocation. */
const nothingRevoked = ({
  announcement,
  hearing,
}: CommandData["ConcludeReview"]): ReadonlyArray<Contradiction | undefined> => {
  const expected = bilingual("空：称号得到确认", "nothing: the title is confirmed")
  return [
    check(announcement === undefined, "announcement", expected, announcement?.number ?? ""),
    check(hearing === undefined, "hearing", expected, hearing?.heldOn ?? ""),
  ]
}

/** Fails the review and revokes the title: two events in one append, with an announcement. */
const fail = (
  input: CaseInput,
  title: Title,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): RuleResult => {
  const { announcement } = data
  const objections = [
    ...failObjections(input, data, judged),
    ...notRectified(input, title),
    ...stepsBefore(input, title),
    ...invalid(conclusionIssues(input, title, data, judged)),
  ]
  return announcement === undefined
    ? E.left([{ code: "AnnouncementMissing" }, ...objections])
    : unlessObjected(objections, () => [reviewed(data, title, judged, {}), revoked(input, data, announcement)])
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
  readings: ["hearing", "revocation.word"],
})

const conclusionIssues = (
  { context, rule }: CaseInput,
  { certifiedOn, review }: Title,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): ReadonlyArray<Contradiction | undefined> => [
  ...checkReasons(rule.regulation, data.reasons),
  ...(judged === null
    ? [checkNothingJudged("findings", data.findings), checkNothingJudged("waivers", data.waivers)]
    : checkFindings(judged.assessment, data.findings)),
  ...checkRevocationDays(context, review?.assessed?.on ?? certifiedOn, data),
]

const failObjections = (
  input: CaseInput,
  data: CommandData["ConcludeReview"],
  judged: ReviewJudged | null,
): ReadonlyArray<Objection> => [
  ...when(judged === null && input.rule.readings["review.notFiled"] === "flagOnly", () => ({ code: "NothingFiled" })),
  ...(judged?.objections ?? []),
  ...reasonsMissing("ConcludeReview", data.reasons),
  ...hearingMissing(input, data.hearing),
]

const reviewed = (
  data: CommandData["ConcludeReview"],
  { review }: Title,
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
    "review.notFiled",
    "review.standard",
    "instrument.applicable",
    "waiver.authority",
    "waiver.depth",
    "title.term",
    ...(review?.filed == null ? [] : factsReadings(review.filed.supplements)),
    ...(judged === null ? [] : readingsOf(judged.assessment)),
  ],
})
