import {
  findingIds,
  type Announcement,
  type Actor,
  type ApplicationForm,
  type CivilDate,
  type Command,
  type CommandOf,
  type CommandType,
  type ConditionId,
  type Dossier,
  type FindingMade,
  type OperationReport,
  type Regulation,
  type Satisfaction,
  type Sealed,
  type Uscc,
  type WaiverRequest,
} from "@shifan/core"
import { provisionOf } from "@shifan/core/law"
import { document, fullDossier, plainForm } from "../arbitraries/application.js"

type Form = ApplicationForm<Sealed>
type Report = OperationReport<Sealed>

/** An attempted command; actor and timing may be wrong. */
export interface Attempt {
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  /** Day of the record, if different. */
  readonly recordedOn?: CivilDate
  readonly command: Command
}

/** Findings of officials. By default every condition is met, and the survey result is 90 %. */
export interface SampleFindings {
  /** Conditions not met. */
  readonly except?: ReadonlyArray<ConditionId>
  /** Conditions not judged. */
  readonly open?: ReadonlyArray<ConditionId>
  /** Result of the survey, in units of 0.01 %. */
  readonly result?: number
  readonly waivers?: ReadonlyArray<WaiverRequest>
}

/** Valid commands, which a scenario modifies as needed. */
export interface Samples {
  readonly us: Actor
  readonly county: Actor
  readonly bureau: Actor
  readonly form: (on: CivilDate) => Form
  readonly report: (on: CivilDate) => Report
  readonly apply: (on: CivilDate, form?: Partial<Form>, dossier?: Dossier) => Attempt
  readonly recommend: (on: CivilDate, findings?: SampleFindings) => Attempt
  readonly certify: (on: CivilDate, findings?: SampleFindings) => Attempt
  readonly fileReview: (on: CivilDate, report?: Partial<Report>) => Attempt
  /** `null`: nothing was filed. */
  readonly assessReview: (on: CivilDate, findings?: SampleFindings | null) => Attempt
  readonly concludeReview: (on: CivilDate, outcome: "confirmed" | "failed", findings?: SampleFindings) => Attempt
  /** Any other act. */
  readonly act: <T extends CommandType>(by: Actor, on: CivilDate, type: T, data: CommandOf<T>["data"]) => Attempt
}

const text = "示例"

/** The survey of users, with its result in units of 0.01 %. */
export const survey = (result: number): Satisfaction => ({
  assessmentMethod: "问卷",
  assessmentScope: "用户",
  sampleSize: 30,
  result,
})

export const recommendationForm = (
  operatingUnitName: string,
  countyOrDistrict: Form["countyOrDistrict"],
  filledOn: CivilDate,
): CommandOf<"Recommend">["data"]["form"] => ({
  operatingUnitName,
  countyOrDistrict,
  filledOn,
  operationsSummary: text,
  servicePerformance: text,
  serviceQualityAndSatisfaction: text,
  regionalImpact: text,
  demonstrativeness: text,
  countyOpinion: text,
  seal: true,
})

/** A county's assessment of a review, with the survey's result in units of 0.01 %. */
export const countyAssessment = (
  assessedOn: CivilDate,
  result: number,
): NonNullable<CommandOf<"AssessReview">["data"]["assessment"]> => ({
  satisfaction: survey(result),
  serviceQualityAndSatisfaction: text,
  regionalImpact: text,
  demonstrativeness: text,
  assessmentOpinion: text,
  seal: true,
  assessedOn,
})

/** The report of a unit that applied with this form. */
export const reportOf = (form: Form, filledOn: CivilDate): Report => ({
  operatingUnitName: form.applicantUnitName,
  filledOn,
  seal: true,
  basic: form.basic,
  lastThreeYears: form.operation,
  serviceProducts: form.capability.serviceProducts,
  cooperationResources: form.capability.cooperationResources,
  performanceSelfAssessment: text,
})

/** An announcement published on a day. */
export const announcementOn = (date: CivilDate): Announcement => ({
  number: "示例〔2023〕1号",
  date,
  address: "https://example.cn/1",
})
/** Well-formed reasons for an adverse decision. */
export const reasons = [{ provision: "art_1__para_1" as const, text }]

const defaultResult = 9000

/** A valid command of each type for a unit under a regulation; tests modify what they are about. */
export const samplesFor = (regulation: Regulation, unit: Uscc, countyIndex = 0): Samples => {
  const { bureau: city, counties } = regulation.territory
  const division = counties[countyIndex]?.code ?? city.code
  const us: Actor = { role: "unit", code: unit, officer: "U-01" }
  const county: Actor = { role: "county", code: division, officer: "HG-01" }
  const bureau: Actor = { role: "bureau", code: city.code, officer: "SJ-01" }
  const form = (on: CivilDate): Form => plainForm(unit, division, on)
  const findings = ({ except = [], open = [] }: SampleFindings): ReadonlyArray<FindingMade> =>
    findingIds(regulation.conditions)
      .filter((condition) => !open.includes(condition))
      .map((condition) => ({ condition, met: !except.includes(condition), reasons: text }))
  const act = <T extends CommandType>(actor: Actor, on: CivilDate, type: T, data: CommandOf<T>["data"]): Attempt => ({
    actor,
    effectiveOn: on,
    // The compiler cannot see that one type parameter determines both the type and its data.
    command: { type, data } as Attempt["command"],
  })
  const report = (on: CivilDate): Report => reportOf(form(on), on)
  return {
    us,
    county,
    bureau,
    form,
    report,
    act,
    apply: (on, change = {}, dossier = fullDossier) =>
      act(us, on, "Apply", { callYear: Number(on.slice(0, 4)), form: { ...form(on), ...change }, dossier }),
    recommend: (on, sample = {}) =>
      act(county, on, "Recommend", {
        form: recommendationForm(form(on).applicantUnitName, division, on),
        satisfaction: survey(sample.result ?? defaultResult),
        findings: findings(sample),
        waiversProposed: sample.waivers ?? [],
      }),
    certify: (on, sample = {}) =>
      act(bureau, on, "Certify", {
        certificateNumber: `示例-${unit}-${on}`,
        appraisal: { date: on, members: ["PS-01"], opinion: text },
        findings: [],
        waivers: sample.waivers ?? [],
      }),
    fileReview: (on, change = {}) =>
      act(us, on, "FileReview", {
        callYear: Number(on.slice(0, 4)),
        report: { ...report(on), ...change },
        workSummaries: [document],
        priorYearServiceAccounts: document,
      }),
    assessReview: (on, sample = {}) =>
      act(county, on, "AssessReview", {
        assessment: sample === null ? null : countyAssessment(on, sample.result ?? defaultResult),
        findings: sample === null ? [] : findings(sample),
      }),
    concludeReview: (on, outcome, sample = {}) =>
      act(bureau, on, "ConcludeReview", {
        outcome,
        reasons: outcome === "failed" ? [{ provision: provisionOf(regulation.conditions.id), text }] : [],
        findings: [],
        waivers: sample.waivers ?? [],
        ...(outcome === "failed" ? { announcement: announcementOn(on) } : {}),
      }),
  }
}
