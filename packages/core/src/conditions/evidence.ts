/** The evidence of a case: figures, dates and words of its forms, and the findings of officials. */
import { type CivilDate, yearEnd, yearOf } from "../law/civil-date.js"
import type { DateName, FigureName, WordName } from "./case-fields.js"
import type { Condition } from "./criterion.js"
import type { Outcome } from "./assessment.js"
import type { ConditionId } from "../law/provision.js"
import type { Readings } from "../law/readings.js"
import type { ApplicationForm } from "../forms/application.js"
import type { BasicParticulars } from "../forms/basic-particulars.js"
import type { OperatingYear, ReadingFigures } from "../forms/operation.js"
import type { OperationReport } from "../forms/operation-report.js"
import type { Satisfaction } from "../forms/recommendation.js"
import { isIndividualBusiness, type Uscc } from "../forms/uscc.js"

/** An official's finding on a condition, with reasons. */
export interface FindingMade {
  readonly condition: ConditionId
  readonly met: boolean
  readonly reasons: string
}

/** A requested level below the statutory one, in the unit of the condition; no level for a finding. */
export interface Relaxation {
  readonly condition: ConditionId
  readonly relaxedTo?: number
}

/** Everything that conditions are evaluated on. */
export interface Evidence {
  /** Integers by name. A missing name means that the figure is unknown. */
  readonly figures: { readonly [name: string]: number | undefined }
  /** Figures measured by a county, if any. */
  readonly measured?: { readonly [name: string]: number | undefined }
  /** Combines declared and measured figures, if there are measured ones. Not in the evaluator, which browsers load. */
  readonly weigh?: (condition: Condition, evidence: Evidence) => Outcome
  readonly dates: { readonly [name: string]: CivilDate | undefined }
  readonly words: { readonly [name: string]: string | undefined }
  readonly findings: ReadonlyArray<FindingMade>
  readonly relaxations: ReadonlyArray<Relaxation>
  /** The day as of which the case is evaluated: that of the application or of the review's filing. */
  readonly asOf: CivilDate
  readonly readings: Readings
}

/** The findings and waivers of officials on a case so far. */
export interface Findings {
  readonly findings: ReadonlyArray<FindingMade>
  readonly relaxations: ReadonlyArray<Relaxation>
  readonly satisfaction?: Satisfaction
}

/** No findings yet, as for an application just filled in. */
export const noFindings: Findings = { findings: [], relaxations: [] }

/**
 * The evidence of an application. `asOf` is the day of filing. Only the first two digits of the code are used, so a form that
 * has no code yet may have any text there.
 */
export const evidenceOfApplication = (
  form: Omit<ApplicationForm<unknown>, "uscc"> & { readonly uscc: string },
  made: Findings,
  asOf: CivilDate,
  readings: Readings,
): Evidence => evidenceOf(form.uscc, form.basic, form.operation, form, form, made, asOf, readings)

/** Facts from the form. A regulation's own fields never override those of the annexes. */
const evidenceOf = (
  uscc: string,
  basic: BasicParticulars<unknown>,
  rows: ReadonlyArray<OperatingYear>,
  further: ReadingFigures,
  certified: CertifiedWords,
  made: Findings,
  asOf: CivilDate,
  readings: Readings,
): Evidence => {
  const { count, share, money, date, word } = further.extensions ?? {}
  return {
    findings: made.findings,
    relaxations: made.relaxations,
    figures: { ...count, ...share, ...money, ...figuresOf(basic, rows, further, made, asOf) },
    dates: { ...date, ...datesOf(basic) },
    words: { ...word, ...wordsOf(natureOf(uscc, basic), certified) },
    asOf,
    readings,
  }
}

/** Figures from the form. y₀ is the last full calendar year before `asOf`. A year without a row is unknown. */
const figuresOf = (
  { staff, qualifiedStaff, totalAssets }: BasicParticulars<unknown>,
  rows: ReadonlyArray<OperatingYear>,
  { trailingTwelveMonths: trailing, priorYearEnd: atYearEnd, selfDeclaredSatisfaction }: ReadingFigures,
  { satisfaction }: Findings,
  asOf: CivilDate,
): { readonly [Name in FigureName]: number | undefined } => {
  const last = yearOf(asOf) - 1
  const [y0, y1, y2] = [0, 1, 2].map((back) => rows.find(({ year }) => year === last - back))
  return {
    staff,
    diplomaOnly: qualifiedStaff.diplomaOnly,
    titleOnly: qualifiedStaff.titleOnly,
    diplomaAndTitle: qualifiedStaff.diplomaAndTitle,
    totalAssets,
    "served.y0.enterprises": y0?.smesServed,
    "served.y1.enterprises": y1?.smesServed,
    "served.y2.enterprises": y2?.smesServed,
    "served.y0.visits": y0?.visits,
    "served.y1.visits": y1?.visits,
    "served.y2.visits": y2?.visits,
    "served.trailing.enterprises": trailing?.smesServed,
    "served.trailing.visits": trailing?.visits,
    "yearEnd.staff": atYearEnd?.staff,
    "yearEnd.diplomaOnly": atYearEnd?.diplomaOnly,
    "yearEnd.titleOnly": atYearEnd?.titleOnly,
    "yearEnd.diplomaAndTitle": atYearEnd?.diplomaAndTitle,
    "yearEnd.totalAssets": atYearEnd?.totalAssets,
    "satisfaction.self": selfDeclaredSatisfaction,
    "satisfaction.county": satisfaction?.result,
  }
}

/** The nature of a unit. If its code says individual business, this overrides the form. */
const natureOf = (uscc: string, basic: BasicParticulars<unknown>): string =>
  isIndividualBusiness(uscc) ? "individualBusiness" : basic.unitNature

const datesOf = ({
  operationStart,
  registeredOn,
}: BasicParticulars<unknown>): { readonly [Name in DateName]: CivilDate | undefined } => ({
  operationStart,
  registeredOn,
})

/** Words of the certified application that a title keeps. */
interface CertifiedWords {
  readonly serviceArea?: string
  readonly countyOrDistrict: string
  readonly platformKind?: string
  readonly grade?: string
}

const wordsOf = (
  unitNature: string,
  { serviceArea, countyOrDistrict, platformKind, grade }: CertifiedWords,
): { readonly [Name in WordName]: string | undefined } => ({
  unitNature,
  serviceArea,
  countyOrDistrict,
  platformKind,
  grade,
})

/** The evidence of a review's report. Values without a field in the report come from the certified application. */
export const evidenceOfReview = (
  report: OperationReport<unknown>,
  { uscc, title }: { readonly uscc: Uscc; readonly title: CertifiedWords },
  made: Findings,
  asOf: CivilDate,
  readings: Readings,
): Evidence => evidenceOf(uscc, report.basic, report.lastThreeYears, report, title, made, asOf, readings)

/** The day whose facts count, by reading `asOf.facts`. */
export const factsDay = ({ asOf, readings }: Evidence): CivilDate =>
  readings["asOf.facts"] === "priorYearEnd" ? yearEnd(yearOf(asOf) - 1) : asOf
