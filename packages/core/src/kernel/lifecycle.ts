/** What a regulation says of the way to the title and of the title's life, where regulations differ. */
import { plusYears, yearEnd, yearOf, type CivilDate } from "../law/civil-date.js"
import type { Readings } from "../law/readings.js"
import type { Quotas } from "./quotas.js"

/** The figures and choices by which a text's procedure differs from another's: terms, periods, what there is at all. */
export interface Lifecycle {
  /** Individual businesses, whose code begins with 92, are turned away before anything else is asked. */
  readonly legalPersonsOnly: boolean
  /** Without it there is no review: none can be filed, and none is owed. */
  readonly reviewEveryYears?: number
  /** How long a title lasts; where the text is silent, reading `title.term` answers. */
  readonly term?: Term
  /** The grades there are, where a title has one. */
  readonly grades?: ReadonlyArray<string>
  /** A certification follows a public notice of so many days; without it a notice may be recorded, and none is needed. */
  readonly publicNotice?: { readonly days: number }
  /** A review fails only after so many days at most to set right what it found; without it, none are needed. */
  readonly rectification?: { readonly days: number }
  /** How many a call may bring. Empty where the text leaves the numbers to each call, whose own ones go before in any case. */
  readonly quotas?: Quotas
}

/** What is owed year by year while a title lasts. What a text does not ask for is left out, and nobody owes it. */
export interface Duties {
  /** A summary of each year. `dueBy`: the day in the year after it; without one, reading `summary.due` answers. */
  readonly annualSummary?: { readonly dueBy?: { readonly month: number; readonly day: number } }
  /** A check each year. `of`: whom; where the text does not say, reading `spotCheck.scope` answers. */
  readonly spotCheck?: { readonly of?: Readings["spotCheck.scope"] }
}

/** A title that lapses after its last day, unless a review has confirmed it, which adds a term at its end. */
export interface Term {
  readonly years: number
  /** `calendarYears`: at the end of a year, the first day's own counted as the first. */
  readonly ends: "correspondingDay" | "calendarYears"
  /** `notice`: from the first day of the public notice. */
  readonly from: "certification" | "notice"
}

const threeYears: Term = { years: 3, ends: "correspondingDay", from: "certification" }

export const termUnder = ({ term }: Pick<Lifecycle, "term">, readings: Readings): Term | undefined =>
  term ?? (readings["title.term"] === "threeYears" ? threeYears : undefined)

/** The last day of a term that begins on `from`. */
export const lastDayOfTerm = ({ years, ends }: Term, from: CivilDate): CivilDate =>
  ends === "calendarYears" ? yearEnd(yearOf(from) + years - 1) : plusYears(from, years)

/** The last day of the term after one that ends on `last`. */
export const lastDayOfNextTerm = ({ years, ends }: Term, last: CivilDate): CivilDate =>
  ends === "calendarYears" ? yearEnd(yearOf(last) + years) : plusYears(last, years)
