/**
 * Which reviews are due when, per platform. Columns are the months of the requested year, and the years around it. Only
 * `dutiesOfUnit` determines what is due and by when.
 */
import {
  daysBetween,
  ruleStatusOn,
  yearOf,
  countyOf,
  type CivilDate,
  type DivisionCode,
  type Duty,
  type Uscc,
} from "@shifan/core"
import { unitNames } from "@shifan/casework"
import { dutiesOfUnit } from "@shifan/core/registry"
import type { KnownOn } from "../log/known-on.js"

/** `soon` is within ninety days, `later` within the year after that. */
export type Urgency = "overdue" | "soon" | "later" | "distant"

export interface DueReview {
  readonly unit: Uscc
  readonly platformName: string | null
  readonly county: DivisionCode | null
  readonly duty: Duty["duty"]
  readonly owedBy: Duty["owedBy"]
  readonly opensOn: CivilDate | null
  readonly dueOn: CivilDate
  /** Negative once overdue. */
  readonly daysLeft: number
  readonly urgency: Urgency
}

/** The steps of a review, whoever is responsible for the next one. */
const ofReviews: ReadonlyArray<Duty["duty"]> = ["review", "call", "reviewAssessment", "reviewConclusion"]

/** Most urgent first, as of the last known day. */
export const reviewsDue = ({ units, law, on }: KnownOn): ReadonlyArray<DueReview> => {
  const status = ruleStatusOn(law, on)
  if (status._tag === "NoRule") return []
  return [...units.values()]
    .flatMap((state) =>
      dutiesOfUnit(state, status.rule, law, on)
        .filter(({ duty }) => ofReviews.includes(duty))
        .map(({ duty, owedBy, opensOn, dueOn, overdue }) => {
          const daysLeft = daysBetween(on, dueOn)
          const county = countyOf(state) ?? null
          const when = { duty, owedBy, opensOn, dueOn, daysLeft, urgency: urgencyOf(daysLeft, overdue) }
          return { unit: state.unit, platformName: unitNames(state)?.platform ?? null, county, ...when }
        }),
    )
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

const urgencyOf = (daysLeft: number, overdue: boolean): Urgency => {
  if (overdue) return "overdue"
  if (daysLeft <= 90) return "soon"
  return daysLeft <= 365 ? "later" : "distant"
}

const sortKey = ({ dueOn, unit, duty }: DueReview): string => [dueOn, unit, duty].join(" ")

/** A month of the requested year, `2024-07`, or another year. The outermost years include all before or after: `≤2020`. */
export interface DueColumn {
  readonly label: string
  readonly isMonth: boolean
}

export interface DueRow {
  readonly unit: Uscc
  readonly platformName: string | null
  readonly county: DivisionCode | null
  readonly dues: ReadonlyArray<DueReview & { readonly column: number }>
}

export interface HeatMap {
  readonly columns: ReadonlyArray<DueColumn>
  /** A row per platform that owes a review, ordered by its first one. */
  readonly rows: ReadonlyArray<DueRow>
  /** Number due in each column, over all platforms. */
  readonly totals: ReadonlyArray<number>
}

/** @param dues most urgent first */
export const heatMap = (dues: ReadonlyArray<DueReview>, on: CivilDate): HeatMap => {
  const span = spanOf(dues, yearOf(on))
  const columns = columnsOf(span)
  const placed = dues.map((due) => ({ ...due, column: columnOf(span, due.dueOn) }))
  const rows = [...Map.groupBy(placed, ({ unit }) => unit)].flatMap(([unit, own]) => {
    const [first] = own
    if (first === undefined) return []
    const { platformName, county } = first
    return [{ unit, platformName, county, dues: own }]
  })
  return { columns, rows, totals: columns.map((_, i) => placed.filter(({ column }) => column === i).length) }
}

interface Span {
  /** The year shown by month, and the first and last year with a column. */
  readonly year: number
  readonly first: number
  readonly last: number
}

/** Maximum number of year columns on either side of the year shown by month. */
const mostYears = 4

const spanOf = (dues: ReadonlyArray<DueReview>, year: number): Span => {
  const years = dues.map(({ dueOn }) => yearOf(dueOn))
  return {
    year,
    first: Math.max(year - mostYears, Math.min(year - 1, ...years)),
    last: Math.min(year + mostYears, Math.max(year + 1, ...years)),
  }
}

const columnsOf = ({ year, first, last }: Span): ReadonlyArray<DueColumn> => [
  ...range(first, year - 1).map((one) => ({ label: one === first ? `≤${one}` : String(one), isMonth: false })),
  ...range(1, 12).map((month) => ({ label: `${year}-${String(month).padStart(2, "0")}`, isMonth: true })),
  ...range(year + 1, last).map((one) => ({ label: one === last ? `≥${one}` : String(one), isMonth: false })),
]

const range = (from: number, until: number): ReadonlyArray<number> =>
  Array.from({ length: Math.max(0, until - from + 1) }, (_, i) => from + i)

const columnOf = ({ year, first, last }: Span, dueOn: CivilDate): number => {
  const due = yearOf(dueOn)
  if (due < year) return Math.max(0, due - first)
  const months = year - first
  return due === year ? months + Number(dueOn.slice(5, 7)) - 1 : months + 11 + Math.min(due, last) - year
}
