/** Art. 13: the unit files for review during the yearly call, and its county assesses the filing. */
import { between, check, checks, notBefore, type Contradiction } from "../../../forms/check.js"
import { checkSeal, contradictionsInReport } from "../../../forms/contradictions.js"
import { conditions, readingsOf, type Assessment } from "../../../conditions/assessment.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import { latest, yearOf, type CivilDate } from "../../../law/civil-date.js"
import type { ReadingId } from "../../../law/readings.js"
import type { CommandData } from "../commands.js"
import { dutiesReadings, isOverdue, reviewPeriod } from "../review-period.js"
import { cycleStart, type Review, type Title } from "../state.js"
import { checkFindings } from "../waivers.js"
import { outsideCall } from "./apply.js"
import { checkNothingJudged, nameIsTheTitles } from "./consistency.js"
import { checkExtensions } from "./extensions.js"
import { factsReadings, sealReadings } from "./case-evidence.js"
import { stepMissing } from "./steps.js"
import { supplementPending } from "./supplement.js"
import { checkMeasurements, checkSample } from "./measurements.js"
import { judgeReview, reportReadings, ruleOfReview, type ReviewFindings, type ReviewJudged } from "./review-evidence.js"
import { when, type CaseInput, type TitleInput, type Objection, type RuleResult } from "../rule-result.js"

/**
 * Files a review: during an open call, or at any time after an order to rectify. A late filing is accepted until the review
 * is concluded, even after the county reported that nothing was filed.
 */
export const fileReview = (input: TitleInput, data: CommandData["FileReview"]): RuleResult => {
  const { context, rule, title } = input
  const { review } = title
  const order = rectifying(title)
  const again = order !== undefined
  return unlessObjected(
    [
      ...when(review?.filed != null && !again, () => ({
        code: "AlreadyDecided",
        act: "FileReview",
        phase: "reviewUnderWay",
      })),
      ...(again ? [] : outsidePeriod(input, title, data.callYear)),
      ...invalid([
        again && data.callYear !== review?.filed?.callYear
          ? isOfThisYear(data.callYear, context.effectiveOn)
          : undefined,
        ...checks([
          areaIsAsCertified(title, data),
          notBefore("report.filledOn", data.report.filledOn, order?.orderedOn ?? cycleStart(title)),
          nameIsTheTitles(title, data.report),
          ...checkExtensions("report", data.report, ruleOfReview(context.law, rule, title).regulation),
        ]),
        ...contradictionsInReport(data.report, context.effectiveOn, rule.readings),
      ]),
    ],
    () => [
      {
        type: "ReviewFiled",
        data,
        readings: [
          "review.due",
          ...sealReadings(data.report),
          ...dutiesReadings(title, rule),
          ...reportReadings(input, title),
        ],
      },
    ],
  )
}

/** The order under which a review is filed and assessed again; `undefined` if there is none, or it is over. */
const rectifying = ({ review }: Title): NonNullable<Review["rectification"]> | undefined =>
  review?.rectification?.over === false ? review.rectification : undefined

const outsidePeriod = (input: CaseInput, title: Title, callYear: number): ReadonlyArray<Objection> => {
  const { context, rule } = input
  const period = reviewPeriod(title, rule, context.law)
  if (period === undefined) return []
  const { opensOn, firstCallYear } = period
  const on = context.effectiveOn
  if (firstCallYear !== null)
    return [
      ...when(callYear < firstCallYear, () => ({ code: "ReviewNotDue", on, year: firstCallYear })),
      ...outsideCall(input, callYear),
    ]
  return [
    ...(opensOn !== null && on < opensOn ? [{ code: "ReviewNotDue" as const, on, from: opensOn }] : []),
    ...invalid([isOfThisYear(callYear, on)]),
  ]
}

const isOfThisYear = (callYear: number, on: CivilDate): Contradiction | undefined => {
  const year = yearOf(on)
  return check(callYear === year, "callYear", bilingual(`${year}年`, `${year}`), `${callYear}`)
}

/** The service area must be that of the title. An imported title has none on record; its first review brings it (art. 5(2)). */
const areaIsAsCertified = (title: Title, { serviceArea }: CommandData["FileReview"]): Contradiction | undefined => {
  if (title.serviceArea !== undefined)
    return check(
      serviceArea === undefined || serviceArea === title.serviceArea,
      "serviceArea",
      bilingual(`与认定时一致：${title.serviceArea}`, `as certified: ${title.serviceArea}`),
      serviceArea ?? "",
    )
  return check(serviceArea !== undefined, "serviceArea", bilingual("服务区域，补录未载", "the service area"), "")
}

/** The county's assessment (part four of att_3) with findings and proposed waivers, or its report that nothing was filed. */
export const assessReview = (input: TitleInput, data: CommandData["AssessReview"]): RuleResult => {
  const { context, title } = input
  const filed = title.review?.filed ?? null
  const again = rectifying(title) !== undefined
  const proposed = data.waiversProposed ?? []
  const judged = filed === null ? null : judgeReview(input, title, filed, assessedIn(data), proposed)
  return unlessObjected(
    [
      ...when(title.review?.assessed != null && !again, () => ({
        code: "AlreadyDecided",
        act: "AssessReview",
        phase: "reviewAssessed",
      })),
      ...(filed === null ? [] : supplementPending(filed.supplements, context.effectiveOn)),
      ...(data.assessment === null ? nothingFiledObjections(input, title) : []),
      ...when(data.assessment !== null && filed === null, () => ({ code: "NothingFiled" })),
      ...(filed === null ? [] : stepMissing(input.rule.regulation, "AssessReview", title.review?.steps)),
      ...(judged?.objections ?? []),
      ...invalid(assessmentIssues(input, data, filed, judged)),
    ],
    () => [
      {
        type: "ReviewAssessed",
        data: {
          assessment: data.assessment,
          findings: data.findings,
          ...(data.measurements === undefined ? {} : { measurements: data.measurements }),
          ...(data.waiversProposed === undefined ? {} : { waiversProposed: judged?.waivers ?? [] }),
        },
        provisions: judged?.provisions ?? [],
        readings: [
          "instrument.applicable",
          "review.due",
          "review.notFiled",
          ...dutiesReadings(title, input.rule),
          "waiver.authority",
          ...(filed === null ? [] : factsReadings(filed.supplements)),
          ...(data.assessment === null ? [] : sealReadings(data.assessment)),
          ...(judged === null ? [] : judgedReadings(judged.assessment, data)),
        ],
      },
    ],
  )
}

/** Waivers rest on the whole assessment; findings and measurements on the conditions that they are about. */
const judgedReadings = (
  assessment: Assessment,
  { findings, waiversProposed = [] }: CommandData["AssessReview"],
): ReadonlyArray<ReadingId> => {
  if (waiversProposed.length > 0) return ["review.standard", "waiver.depth", ...readingsOf(assessment)]
  const readings = conditions(assessment)
    .filter(({ id, sources }) => sources !== undefined || findings.some(({ condition }) => condition === id))
    .flatMap(readingsOf)
  return readings.length === 0 ? [] : ["review.standard", ...readings]
}

const assessmentIssues = (
  { context, rule, title }: TitleInput,
  { assessment, findings, waiversProposed = [], measurements = [] }: CommandData["AssessReview"],
  filed: Review["filed"],
  judged: ReviewJudged | null,
): ReadonlyArray<Contradiction | undefined> => {
  if (assessment === null && filed === null)
    return [
      checkNothingJudged("findings", findings),
      checkNothingJudged("waiversProposed", waiversProposed),
      checkNothingJudged("measurements", measurements),
    ]
  return assessment === null || filed === null || judged === null
    ? []
    : [
        between(
          "assessment.assessedOn",
          assessment.assessedOn,
          latest(filed.supplements.suppliedOn ?? filed.on, rectifying(title)?.orderedOn),
          context.effectiveOn,
        ),
        checkSeal("assessment.seal", assessment.seal, rule.readings),
        checkSample("assessment.satisfaction", assessment.satisfaction),
        ...checkFindings(judged.assessment, findings),
        ...checkMeasurements(judged.assessment, judged.evidence, measurements),
      ]
}

const assessedIn = ({ assessment, findings, measurements }: CommandData["AssessReview"]): ReviewFindings =>
  assessment === null ? { findings } : { findings, measurements, satisfaction: assessment.satisfaction }

/** A missing filing can be reported only if it is true, and only after the time to file. */
const nothingFiledObjections = ({ context, rule }: CaseInput, title: Title): ReadonlyArray<Objection> => {
  const filed = title.review?.filed ?? null
  if (filed !== null) return [{ code: "FiledForReview", filedOn: filed.on }]
  const period = reviewPeriod(title, rule, context.law)
  if (period === undefined) return []
  const { firstCallYear, dueOn } = period
  return when(!isOverdue(period, context.effectiveOn), () => ({
    code: "ReviewNotDue",
    on: context.effectiveOn,
    ...(firstCallYear === null ? { from: dueOn } : { year: firstCallYear }),
  }))
}
