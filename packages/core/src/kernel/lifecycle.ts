/** The parts of the procedure in which regulations differ: terms, periods, notices, quotas. */
import { plusYears, yearEnd, yearOf, type CivilDate } from "../law/civil-date.js"
import type { ReadingChoices, Readings } from "../law/readings.js"
import type { Quotas } from "./quotas.js"

/** The figures and choices of a regulation's procedure. A missing part means that the text does not have it. */
export interface Lifecycle {
  /** Refuses individual businesses, whose code begins with 92, before all other checks. */
  readonly legalPersonsOnly: boolean
  /** If missing, there are no reviews: none can be filed, and none is owed. */
  readonly reviewEveryYears?: number
  /** Term of a title. If the text is silent, reading `title.term` decides. */
  readonly term?: Term
  /** The possible grades, if titles have grades. */
  readonly grades?: ReadonlyArray<string>
  /** A certification requires a public notice of this many days. If missing, a notice is optional. */
  readonly publicNotice?: { readonly days: number }
  /** A failed review requires time for rectification first, at most this many days. If missing, it is optional. */
  readonly rectification?: { readonly days: number }
  /** Quotas of a call. Empty if the text leaves the numbers to each call. A call's own quotas take precedence. */
  readonly quotas?: Quotas
}

/** Yearly duties during a title. A missing duty is not owed. */
export interface Duties {
  /** A summary of each year. `dueBy`: day in the following year. Default: by reading `summary.due`. */
  readonly annualSummary?: { readonly dueBy?: { readonly month: number; readonly day: number } }
  /** A check each year. `of`: its scope. Default: by reading `spotCheck.scope`. */
  readonly spotCheck?: { readonly of?: Readings["spotCheck.scope"] }
}

/** The term of a title. A confirmation by a review adds another term at its end. */
export interface Term {
  readonly years: number
  /** `calendarYears`: ends on 31 December; the year of the first day counts as the first year. */
  readonly ends: "correspondingDay" | "calendarYears"
  /** `notice`: begins on the first day of the public notice. */
  readonly from: "certification" | "notice"
}

const threeYears: Term = { years: 3, ends: "correspondingDay", from: "certification" }

export const termUnder = ({ term }: Pick<Lifecycle, "term">, readings: ReadingChoices): Term | undefined =>
  term ?? (readings["title.term"] === "threeYears" ? threeYears : undefined)

/** Last day of a term that begins on `from`. */
export const lastDayOfTerm = ({ years, ends }: Term, from: CivilDate): CivilDate =>
  ends === "calendarYears" ? yearEnd(yearOf(from) + years - 1) : plusYears(from, years)

/** Last day of the next term after one that ends on `last`. */
export const lastDayOfNextTerm = ({ years, ends }: Term, last: CivilDate): CivilDate =>
  ends === "calendarYears" ? yearEnd(yearOf(last) + years) : plusYears(last, years)
