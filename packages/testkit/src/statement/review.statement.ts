/** Art. 13: objections to filing, assessing and concluding a review. */
import type { CommandOf, Readings } from "@shifan/core"
import type { Attempted } from "./act.statement.js"
import { factsDay, outsideCall, requestOf, supplementPending, withMeasured } from "./applying.statement.js"
import { periodOf } from "./review-period.statement.js"
import { stepsMissing } from "./steps.statement.js"
import { daysFrom, yearIn } from "./dates.statement.js"
import type { TitleOnFile } from "./file.statement.js"
import { statusOnFile } from "./in-force.statement.js"
import type { StatedText, UnitFacts } from "./text.statement.js"
import { againstTitle } from "./relaxation.statement.js"
import { againstDays, falsificationPending, hearingMissing, reasonsMissing } from "./titled.statement.js"

/** The report is the titled unit's. */
export const againstNameIn = (
  { operatingUnitName }: TitleOnFile,
  { report }: Pick<CommandOf<"FileReview">["data"], "report">,
): ReadonlyArray<string> =>
  report.operatingUnitName === operatingUnitName ? [] : ["InvalidParticulars report.operatingUnitName"]

export const againstFiling = (
  { text, law, on }: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"FileReview">,
  readings: Readings,
): ReadonlyArray<string> => {
  const { filed, ordered, rectified } = title.review
  const again = ordered !== undefined && !rectified
  const { opensOn, callYear } = periodOf(text, title, law, readings) ?? {}
  const early = callYear === undefined ? opensOn !== undefined && on < opensOn : data.callYear < callYear
  return [
    ...(filed !== undefined && !again ? ["OutOfPlace"] : []),
    ...againstNameIn(title, data),
    ...(again
      ? []
      : [
          ...(early ? ["ReviewNotDue"] : []),
          ...(callYear === undefined ? sameYear(text, data.callYear, on) : outsideCall(law, data.callYear, on)),
        ]),
    ...(again && data.callYear !== filed?.data.callYear ? sameYear(text, data.callYear, on) : []),
  ]
}

/** Outside a call, the year of the filing stands for that of the call. */
const sameYear = ({ reviewEveryYears }: StatedText, callYear: number, on: string): ReadonlyArray<string> =>
  reviewEveryYears === null || callYear === yearIn(on) ? [] : ["InvalidParticulars callYear"]

export const againstAssessing = (
  attempted: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"AssessReview">,
  readings: Readings,
): ReadonlyArray<string> => {
  const { filed, supplements, assessed, ordered, rectified } = title.review
  const { dueOn, opensOn } = periodOf(attempted.text, title, attempted.law, readings) ?? {}
  const again = ordered !== undefined && !rectified
  const overdue = opensOn !== undefined && dueOn !== undefined && dueOn < attempted.on
  return [
    ...(assessed !== undefined && !again ? ["OutOfPlace"] : []),
    ...(filed === undefined ? [] : supplementPending(supplements, attempted.on)),
    ...(filed === undefined ? [] : stepsMissing(attempted.text, "AssessReview", title.review.steps)),
    ...(data.assessment === null && filed !== undefined ? ["FiledForReview"] : []),
    ...(data.assessment === null && filed === undefined && !overdue ? ["ReviewNotDue"] : []),
    ...(data.assessment !== null && filed === undefined ? ["NothingFiled"] : []),
    ...againstProposed(attempted, title, data, readings),
    ...againstDayOf(attempted, title, data),
  ]
}

/** The county assesses what was filed, or filed last: not before, and not in the future. */
const againstDayOf = (
  { on }: Attempted,
  { review: { filed, supplements, ordered, rectified } }: TitleOnFile,
  { assessment }: CommandOf<"AssessReview">["data"],
): ReadonlyArray<string> => {
  if (filed === undefined || assessment === null) return []
  const { assessedOn } = assessment
  const since = supplements.suppliedOn ?? filed.effectiveOn
  const isEarly = assessedOn < since || (ordered !== undefined && !rectified && assessedOn < ordered.effectiveOn)
  return !isEarly && assessedOn <= on ? [] : ["InvalidParticulars assessment.assessedOn"]
}

/** The county's proposed relaxations are checked when it proposes them. */
const againstProposed = (
  { text, unit, law }: Attempted,
  title: TitleOnFile,
  { assessment, findings, waiversProposed = [], measurements = [] }: CommandOf<"AssessReview">["data"],
  now: Readings,
): ReadonlyArray<string> => {
  const { filed, report, supplements } = title.review
  if (filed === undefined || report === undefined) return []
  const atCertification = now["review.standard"] === "conditionsAtCertification"
  const then = atCertification ? statusOnFile(text, law, title.since) : undefined
  const readings = then?.is === "inForce" ? then.readings : now
  const declared: UnitFacts = {
    uscc: unit,
    basic: report.basic,
    years: report.lastThreeYears,
    beside: report,
    serviceArea: title.serviceArea,
    applied: title.applied,
    filedOn: factsDay(filed.effectiveOn, supplements, readings),
    survey: assessment?.satisfaction.result,
    findings,
  }
  const facts = withMeasured(declared, measurements, readings)
  const standing = atCertification ? title.waivers.map(requestOf) : []
  return againstTitle(text, facts, readings, { standing, asked: waiversProposed, usurped: [], findingsNow: [] }).filter(
    (one) => one.startsWith("WaiverNotAllowed"),
  )
}

export const againstOrdering = (
  { text: { rectificationDays }, on }: Attempted,
  { review }: TitleOnFile,
  { data }: CommandOf<"OrderRectification">,
): ReadonlyArray<string> =>
  review.assessed === undefined
    ? ["ReviewNotAssessed"]
    : [
        ...(review.ordered === undefined ? [] : ["OutOfPlace"]),
        ...reasonsMissing(data.reasons),
        ...(on < data.until && (rectificationDays === null || daysFrom(on, data.until) <= rectificationDays)
          ? []
          : ["InvalidParticulars until"]),
      ]

/** The facts of a review: the report, as of the day of filing, and the authorities' findings. */
export const reviewFacts = (
  unit: string,
  { review, serviceArea, applied }: TitleOnFile,
  readings: Readings,
  further: UnitFacts["findings"],
): UnitFacts | undefined => {
  const { filed, report, assessed, supplements } = review
  if (filed === undefined || report === undefined || assessed === undefined) return undefined
  const facts: UnitFacts = {
    uscc: unit,
    basic: report.basic,
    years: report.lastThreeYears,
    beside: report,
    serviceArea,
    applied,
    filedOn: factsDay(filed.effectiveOn, supplements, readings),
    survey: assessed.data.assessment?.satisfaction.result,
    findings: [...assessed.data.findings, ...further],
  }
  return withMeasured(facts, assessed.data.measurements ?? [], readings)
}

const againstConditions = (
  { text, unit, law }: Attempted,
  title: TitleOnFile,
  { data }: CommandOf<"ConcludeReview">,
  now: Readings,
): ReadonlyArray<string> | undefined => {
  const atCertification = now["review.standard"] === "conditionsAtCertification"
  const then = atCertification ? statusOnFile(text, law, title.since) : undefined
  const readings = then?.is === "inForce" ? then.readings : now
  const facts = reviewFacts(unit, title, readings, data.findings)
  if (facts === undefined) return undefined
  const byCounty = now["waiver.authority"] === "county"
  const proposed = (title.review.assessed?.data.waiversProposed ?? []).map(requestOf)
  return againstTitle(text, facts, readings, {
    standing: atCertification ? title.waivers.map(requestOf) : [],
    asked: byCounty ? proposed : data.waivers,
    usurped: byCounty ? data.waivers : [],
    findingsNow: data.findings,
  })
}

/** Without a filing there is nothing to judge or to waive. */
const againstJudging = ({ findings, waivers }: CommandOf<"ConcludeReview">["data"]): ReadonlyArray<string> => [
  ...(findings.length === 0 ? [] : ["InvalidParticulars findings"]),
  ...(waivers.length === 0 ? [] : ["InvalidParticulars waivers"]),
]

/** Art. 13: a passed review is confirmed; a failed one leads to revocation with announcement and reasons. */
export const againstConcluding = (
  attempted: Attempted,
  title: TitleOnFile,
  command: CommandOf<"ConcludeReview">,
  readings: Readings,
): ReadonlyArray<string> => {
  const { data } = command
  const { assessed, ordered, rectified } = title.review
  if (assessed === undefined) return ["ReviewNotAssessed"]
  const conditions = againstConditions(attempted, title, command, readings)
  const { text, on } = attempted
  const days = againstDays(attempted, assessed.effectiveOn, data)
  const steps = title.review.filed === undefined ? [] : stepsMissing(text, "ConcludeReview", title.review.steps)
  if (data.outcome === "confirmed")
    return [
      ...falsificationPending(title),
      ...(conditions ?? ["NothingFiled", ...againstJudging(data)]),
      ...steps,
      ...(data.announcement === undefined ? [] : ["InvalidParticulars announcement"]),
      ...(data.hearing === undefined ? [] : ["InvalidParticulars hearing"]),
      ...days,
    ]
  const over = ordered !== undefined && (rectified || ordered.data.until < on)
  const pending = !over && (text.rectificationDays !== null || ordered !== undefined)
  return [
    ...(data.announcement === undefined ? ["AnnouncementMissing"] : []),
    ...(conditions === undefined && readings["review.notFiled"] === "flagOnly" ? ["NothingFiled"] : []),
    ...(conditions ?? againstJudging(data)).filter(
      (one) => one.startsWith("WaiverNotAllowed") || one.startsWith("InvalidParticulars"),
    ),
    ...reasonsMissing(data.reasons),
    ...hearingMissing(readings, data),
    ...(pending ? ["RectificationPending"] : []),
    ...steps,
    ...days,
  ]
}
