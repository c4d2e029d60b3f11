/**
 * The statement of a regulation: a value written down from its articles, against which the laws check histories.
 * Qinhuangdao's is one example; write another for your own regulation.
 */
import type { ApplicationForm, CommandType, ConditionId, FindingMade, Readings } from "@shifan/core"

type Form = ApplicationForm<unknown>

/** Known facts of a unit that applies or is reviewed: its filing, and the findings of officials. */
export interface UnitFacts {
  readonly uscc: string
  readonly basic: Form["basic"]
  readonly years: Form["operation"]
  /** The county's count for a year missing in the form. */
  readonly measured?: { readonly year: number; readonly smesServed: number }
  readonly beside: Pick<Form, "trailingTwelveMonths" | "priorYearEnd" | "selfDeclaredSatisfaction" | "extensions">
  readonly serviceArea: string | undefined
  /** From the application, or the one it was certified on. */
  readonly applied?: { readonly county: string; readonly platformKind?: string; readonly grade?: string }
  readonly filedOn: string
  /** The county's survey, in units of 0.01 %. */
  readonly survey: number | undefined
  /** In chronological order. */
  readonly findings: ReadonlyArray<FindingMade>
}

/** Whether a condition holds, if known; for a numeric condition, with the required and the actual number. */
export interface Comparison {
  readonly holds: boolean | undefined
  readonly asked?: number
  readonly actual?: number
}

/** Evaluates a condition from figures, dates and words. */
export type ComputedCondition = (facts: UnitFacts, readings: Readings) => Comparison

/** `"found"`: only officials judge it. */
export type StatedCondition = "found" | ComputedCondition

/** A condition by id, or a minimum number of several requirements. */
export type Requirement = ConditionId | { readonly atLeast: number; readonly of: ReadonlyArray<Requirement> }

/** `reaches`: points or single conditions that may be waived once every finding in `opensWith` is met. */
export interface StatedException {
  readonly opensWith: ReadonlyArray<ConditionId>
  readonly reaches: ReadonlyArray<string>
}

/** Roles that can be competent. */
export type StatedRole = "unit" | "county" | "bureau"

/** A term: ends `years` later, or with the last of that many calendar years. */
export interface StatedTerm {
  readonly years: number
  readonly ends: "correspondingDay" | "calendarYears"
  readonly from: "certification" | "notice"
}

/** The articles of a regulation that a history can break. Write it from the text, never from a `Regulation`. */
export interface StatedText {
  /** Id of the regulation in histories. */
  readonly regulation: string
  /** Division codes of the certifying bureau and of all recommending counties. */
  readonly bureau: string
  readonly counties: ReadonlyArray<string>
  /** Division above each county, if a second level recommends. */
  readonly superiors?: { readonly [county: string]: string }
  /** The roles that may do each act; nobody else may. */
  readonly competent: { readonly [T in CommandType]: ReadonlyArray<StatedRole> }
  readonly legalPersonsOnly: boolean
  /** By item of the dossier, or by the regulation's own name; items not listed are optional. */
  readonly materials: { readonly [item: string]: "asked" | "mayBeNone" }
  /** Required fields of the regulation's own form: paths below `extensions`, such as `share.publicWelfare`. */
  readonly compulsory: ReadonlyArray<string>
  /** An application must name one of them; empty if the regulation has no grades. */
  readonly grades: ReadonlyArray<string>
  readonly conditions: { readonly [id: string]: StatedCondition }
  /** Which conditions must hold together. `undefined`: all. */
  readonly holds: Requirement | undefined
  readonly exceptions: ReadonlyArray<StatedException>
  /** Length in days of the public notice before a certification; `null` if none is required. */
  readonly noticeDays: number | null
  /** Steps required before an authority's act, by name, with the responsible authority. */
  readonly steps: {
    readonly [name: string]: {
      readonly by: "county" | "superior" | "bureau"
      readonly before: "Recommend" | "Certify" | "AssessReview" | "ConcludeReview"
    }
  }
  /** `null` if titles are never reviewed. */
  readonly reviewEveryYears: number | null
  /** Maximum number of days to rectify what a review found, before which it cannot fail; `null` if there is no such time. */
  readonly rectificationDays: number | null
  /** `null`: reading `title.term` decides whether there is a term. */
  readonly term: StatedTerm | null
  /** The regulation's words for a revocation, by ground. */
  readonly words: { readonly reviewFailed: string; readonly falsification: string }
  /** Options that apply without interpretation: bars, hearings, announcements and so on. */
  readonly readings: Readings
}
