/** What a case says: the figures, dates and words of its forms, and what officials found. */
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

/** What an official found, and why. */
export interface FindingMade {
  readonly condition: ConditionId
  readonly met: boolean
  readonly reasons: string
}

/** A level asked for instead of the statutory one, in the unit of the condition; none for a finding. */
export interface Relaxation {
  readonly condition: ConditionId
  readonly relaxedTo?: number
}

/** All that conditions are judged on: figures, dates and words of the case, and what officials found. */
export interface Evidence {
  /** Integers by name; a name that is not there is not known. */
  readonly figures: { readonly [name: string]: number | undefined }
  /** What a county measured of them, where it measured any. */
  readonly measured?: { readonly [name: string]: number | undefined }
  /** Then: what a condition comes to by both. Here rather than in the evaluator, which a form in a browser loads. */
  readonly weigh?: (condition: Condition, evidence: Evidence) => Outcome
  readonly dates: { readonly [name: string]: CivilDate | undefined }
  readonly words: { readonly [name: string]: string | undefined }
  readonly findings: ReadonlyArray<FindingMade>
  readonly relaxations: ReadonlyArray<Relaxation>
  /** The day the case is judged as of: of the application, or of the review's filing. */
  readonly asOf: CivilDate
  readonly readings: Readings
}

/** What officials have made of a case so far. */
export interface Findings {
  readonly findings: ReadonlyArray<FindingMade>
  readonly relaxations: ReadonlyArray<Relaxation>
  readonly satisfaction?: Satisfaction
}

/** Nobody has judged anything yet: how an application stands on the day it is filled in. */
export const noFindings: Findings = { findings: [], relaxations: [] }

/** What an application says, `asOf` the day it was filed. */
export const evidenceOfApplication = <P>(
  form: ApplicationForm<P>,
  made: Findings,
  asOf: CivilDate,
  readings: Readings,
): Evidence => evidenceOf(form.uscc, form.basic, form.operation, form, form, made, asOf, readings)

/** What a regulation's own form gives never stands in the place of what the annexes give. */
const evidenceOf = (
  uscc: Uscc,
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

/** y₀ is the last full calendar year before `asOf`; a year without a row is not known, whatever rows there are. */
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

/** What a unit is: its code says so where the form would say otherwise. */
const natureOf = (uscc: Uscc, basic: BasicParticulars<unknown>): string =>
  isIndividualBusiness(uscc) ? "individualBusiness" : basic.unitNature

const datesOf = ({
  operationStart,
  registeredOn,
}: BasicParticulars<unknown>): { readonly [Name in DateName]: CivilDate | undefined } => ({
  operationStart,
  registeredOn,
})

/** Of the application, or what a title keeps of the one it was given for. */
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

/** What a review's report says; what it has no field for is taken from the application that was certified. */
export const evidenceOfReview = (
  report: OperationReport<unknown>,
  { uscc, title }: { readonly uscc: Uscc; readonly title: CertifiedWords },
  made: Findings,
  asOf: CivilDate,
  readings: Readings,
): Evidence => evidenceOf(uscc, report.basic, report.lastThreeYears, report, title, made, asOf, readings)

/** The day whose facts count, under reading `asOf.facts`. */
export const factsDay = ({ asOf, readings }: Evidence): CivilDate =>
  readings["asOf.facts"] === "priorYearEnd" ? yearEnd(yearOf(asOf) - 1) : asOf
