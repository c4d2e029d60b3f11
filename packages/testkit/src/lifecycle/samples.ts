/** One sound command of each act, for any regulation, to be changed where a scenario says so. */
import {
  findingIds,
  type Actor,
  type ApplicationForm,
  type CivilDate,
  type CommandOf,
  type CommandType,
  type ConditionId,
  type Dossier,
  type FindingMade,
  type OperationReport,
  type Regulation,
  type Sealed,
  type Uscc,
  type WaiverRequest,
} from "@shifan/core"
import { document, fullDossier, plainForm } from "../arbitraries/application.js"
import type { Attempt } from "./unit-attempts.js"

type Form = ApplicationForm<Sealed>
type Report = OperationReport<Sealed>

/** What officials find: all well but `except`, and nothing said of `open`; `result` of the survey in 1/100 %. */
export interface SampleFindings {
  readonly except?: ReadonlyArray<ConditionId>
  readonly open?: ReadonlyArray<ConditionId>
  readonly result?: number
  readonly waivers?: ReadonlyArray<WaiverRequest>
}

export interface Samples {
  readonly us: Actor
  readonly county: Actor
  readonly bureau: Actor
  readonly form: (on: CivilDate) => Form
  readonly report: (on: CivilDate) => Report
  readonly apply: (on: CivilDate, form?: Partial<Form>, dossier?: Dossier) => Attempt
  readonly recommend: (on: CivilDate, found?: SampleFindings) => Attempt
  readonly certify: (on: CivilDate, found?: SampleFindings) => Attempt
  readonly fileReview: (on: CivilDate, report?: Partial<Report>) => Attempt
  /** `null`: nothing was filed. */
  readonly assessReview: (on: CivilDate, found?: SampleFindings | null) => Attempt
  readonly concludeReview: (on: CivilDate, outcome: "confirmed" | "failed", found?: SampleFindings) => Attempt
  /** Any other act, by whoever is competent for it in this county. */
  readonly act: <T extends CommandType>(by: Actor, on: CivilDate, type: T, data: CommandOf<T>["data"]) => Attempt
}

const text = "示例"
export const announcement = {
  number: "示例〔2023〕1号",
  date: "2023-11-01" as CivilDate,
  address: "https://example.cn/1",
}
export const reasons = [{ provision: "art_1__para_1" as const, text }]

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
  const satisfaction = ({ result = 9000 }: SampleFindings) => ({
    assessmentMethod: "问卷",
    assessmentScope: "用户",
    sampleSize: 30,
    result,
  })
  const act = <T extends CommandType>(actor: Actor, on: CivilDate, type: T, data: CommandOf<T>["data"]): Attempt => ({
    actor,
    effectiveOn: on,
    // The compiler cannot follow that one type parameter chose both the type and its data.
    command: { type, data } as Attempt["command"],
  })
  const report = (on: CivilDate): Report => {
    const { applicantUnitName, basic, operation, capability } = form(on)
    return {
      operatingUnitName: applicantUnitName,
      filledOn: on,
      seal: true,
      basic,
      lastThreeYears: operation,
      serviceProducts: capability.serviceProducts,
      cooperationResources: capability.cooperationResources,
      performanceSelfAssessment: text,
    }
  }
  return {
    us,
    county,
    bureau,
    form,
    report,
    act,
    apply: (on, change = {}, dossier = fullDossier) =>
      act(us, on, "Apply", { callYear: Number(on.slice(0, 4)), form: { ...form(on), ...change }, dossier }),
    recommend: (on, found = {}) =>
      act(county, on, "Recommend", {
        form: {
          operatingUnitName: form(on).applicantUnitName,
          countyOrDistrict: division,
          filledOn: on,
          operationsSummary: text,
          servicePerformance: text,
          serviceQualityAndSatisfaction: text,
          regionalImpact: text,
          demonstrativeness: text,
          countyOpinion: text,
          seal: true,
        },
        satisfaction: satisfaction(found),
        findings: findings(found),
        waiversProposed: found.waivers ?? [],
      }),
    certify: (on, found = {}) =>
      act(bureau, on, "Certify", {
        certificateNumber: "示例-1",
        appraisal: { date: on, members: ["PS-01"], opinion: text },
        findings: [],
        waivers: found.waivers ?? [],
      }),
    fileReview: (on, change = {}) =>
      act(us, on, "FileReview", {
        callYear: Number(on.slice(0, 4)),
        report: { ...report(on), ...change },
        workSummaries: [document],
        priorYearServiceAccounts: document,
      }),
    assessReview: (on, found = {}) =>
      act(county, on, "AssessReview", {
        assessment:
          found === null
            ? null
            : {
                satisfaction: satisfaction(found),
                serviceQualityAndSatisfaction: text,
                regionalImpact: text,
                demonstrativeness: text,
                assessmentOpinion: text,
                seal: true,
                assessedOn: on,
              },
        findings: found === null ? [] : findings(found),
      }),
    concludeReview: (on, outcome, found = {}) =>
      act(bureau, on, "ConcludeReview", {
        outcome,
        reasons: outcome === "failed" ? reasons : [],
        findings: [],
        waivers: found.waivers ?? [],
        ...(outcome === "failed" ? { announcement } : {}),
      }),
  }
}
