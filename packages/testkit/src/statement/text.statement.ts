/**
 * What a text says, as a value that somebody wrote down from its articles: what laws hold a history against. The one of
 * Qinhuangdao is written like any other, and a text of your own is another.
 */
import type { ApplicationForm, CommandType, ConditionId, FindingMade, Readings } from "@shifan/core"

type Form = ApplicationForm<unknown>

/** What is known of a unit that applies, or that is reviewed: what it filed, and what officials made of it. */
export interface UnitFacts {
  readonly uscc: string
  readonly basic: Form["basic"]
  readonly years: Form["operation"]
  /** What the county counted of a year of which the form says nothing. */
  readonly measured?: { readonly year: number; readonly smesServed: number }
  readonly beside: Pick<Form, "trailingTwelveMonths" | "priorYearEnd" | "selfDeclaredSatisfaction" | "extensions">
  readonly serviceArea: string | undefined
  /** Of the application, or of the one that was certified. */
  readonly applied?: { readonly county: string; readonly platformKind?: string; readonly grade?: string }
  readonly filedOn: string
  /** The county's survey, in 1/100 %. */
  readonly survey: number | undefined
  /** In the order in which they were made. */
  readonly findings: ReadonlyArray<FindingMade>
}

/** Whether a condition holds, if that is known; and where it sets a number, that number and the unit's own. */
export interface Comparison {
  readonly holds: boolean | undefined
  readonly asked?: number
  readonly actual?: number
}

/** What figures, dates and words make of a condition. */
export type ComputedCondition = (facts: UnitFacts, readings: Readings) => Comparison

/** `"found"`: the text leaves it to officials alone. */
export type StatedCondition = "found" | ComputedCondition

/** One condition by its id, or so many at least of several. */
export type Requirement = ConditionId | { readonly atLeast: number; readonly of: ReadonlyArray<Requirement> }

/** `reaches`: the points, or single conditions, that may be waived once every finding of `opensWith` is met. */
export interface StatedException {
  readonly opensWith: ReadonlyArray<ConditionId>
  readonly reaches: ReadonlyArray<string>
}

/** Who can be competent at all. */
export type StatedRole = "unit" | "county" | "bureau"

/** A title that ends by itself: so many years later, or with the last of so many calendar years. */
export interface StatedTerm {
  readonly years: number
  readonly ends: "correspondingDay" | "calendarYears"
  readonly from: "certification" | "notice"
}

/** The articles of a text, as far as a history can break them. Write it from the text, and never from a `Regulation`. */
export interface StatedText {
  /** The id under which histories know the text. */
  readonly regulation: string
  /** Division codes: who certifies, and all who recommend. */
  readonly bureau: string
  readonly counties: ReadonlyArray<string>
  /** Of each act, whose it is. Nobody else's. */
  readonly competent: { readonly [T in CommandType]: ReadonlyArray<StatedRole> }
  readonly legalPersonsOnly: boolean
  /** By item of the dossier, or by a name of the text's own; one that is not here may be left out. */
  readonly materials: { readonly [item: string]: "asked" | "mayBeNone" }
  /** What the text's own form must say: paths below `extensions`, as `share.publicWelfare`. */
  readonly compulsory: ReadonlyArray<string>
  /** Of which an application names one; none where the text has no grades. */
  readonly grades: ReadonlyArray<string>
  readonly conditions: { readonly [id: string]: StatedCondition }
  /** Which of them have to hold together. `undefined`: all. */
  readonly holds: Requirement | undefined
  readonly exceptions: ReadonlyArray<StatedException>
  /** How many days the coming certification is announced for; `null` where none is asked for. */
  readonly noticeDays: number | null
  /** What the text has done before an act of an authority, by name, and by whom. */
  readonly steps: {
    readonly [name: string]: {
      readonly by: "county" | "bureau"
      readonly before: "Recommend" | "Certify" | "AssessReview" | "ConcludeReview"
    }
  }
  /** `null` where a title is never reviewed. */
  readonly reviewEveryYears: number | null
  /** At most so many days to set right what a review found, and no failure before they are over; `null` without them. */
  readonly rectificationDays: number | null
  /** `null`: reading `title.term` says whether there is one. */
  readonly term: StatedTerm | null
  /** What the text calls a revocation, by its ground. */
  readonly words: { readonly reviewFailed: string; readonly falsification: string }
  /** What holds where nobody has interpreted anything: bars, hearings, announcements and the like. */
  readonly readings: Readings
}
