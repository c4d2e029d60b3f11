/**
 * When a review may be filed and when it is due (art. 13). A single function, shared by the filing, the county's report of a
 * missing filing, the list of duties and the auditor's observations.
 */
import { latest, nextDay, plusYears, yearEnd, yearOf, yearStart, type CivilDate } from "../../law/civil-date.js"
import type { ApplicableLaw, Rule } from "../../kernel/applicable-law.js"
import type { Term } from "../../kernel/lifecycle.js"
import { findRegulation, type Regulation } from "../../kernel/regulation.js"
import type { ReadingId } from "../../law/readings.js"
import { cycleStart, type Title } from "./state.js"

/**
 * The regulation that determines a title's duties, by reading `duties.text`: the text in force, or the text it was certified
 * under. For an imported title, the latter is not known here.
 */
export const regulationOwedBy = (
  title: Pick<Title, "certifiedUnder" | "importedOn">,
  { regulation, readings }: Rule,
  { library }: ApplicableLaw,
): Regulation => {
  const under = isUnderAnother(title, regulation) ? title.certifiedUnder : null
  return under !== null && readings["duties.text"] === "atCertification"
    ? (findRegulation(library, under.regulation, under.encoding) ?? regulation)
    : regulation
}

/** The reading counts as relied on only if the two texts differ. */
export const dutiesReadings = (title: Title, { regulation }: Rule): ReadonlyArray<ReadingId> =>
  isUnderAnother(title, regulation) ? ["duties.text"] : []

const isUnderAnother = (
  { certifiedUnder, importedOn }: Pick<Title, "certifiedUnder" | "importedOn">,
  { id }: Regulation,
): boolean => importedOn === null && certifiedUnder !== null && certifiedUnder.regulation !== id

/** Days on which a review can be filed in time: `opensOn` to `dueOn`, inclusive. */
export interface ReviewPeriod {
  /** `null` until the call for the review is opened. */
  readonly opensOn: CivilDate | null
  readonly dueOn: CivilDate
  /** First year in whose call it can be filed; `null` if it is not tied to a call. */
  readonly firstCallYear: number | null
}

/**
 * Review period by reading `review.due`. `callOfThirdYear`: in the call of the third year after the certification or last
 * confirmation, or in the next call after that. `anniversary`: in the year of the anniversary, up to that day. If the term
 * of the title ends by then: in the last year of the term. `undefined` if the regulation has no reviews. No period ends
 * before the title was imported, taken over or given back by an annulment, since the unit could not have filed in it.
 */
export const reviewPeriod = (title: Title, rule: Rule, law: ApplicableLaw): ReviewPeriod | undefined => {
  const from = cycleStart(title)
  const { reviewEveryYears } = regulationOwedBy(title, rule, law).lifecycle
  if (reviewEveryYears === undefined) return undefined
  const ofTerm = lastYearOfTerm(title, yearOf(from) + reviewEveryYears)
  if (ofTerm !== undefined) return ofTerm
  const since = fileableSince(title)
  if (rule.readings["review.due"] === "anniversary") {
    const third = plusYears(from, reviewEveryYears)
    return { opensOn: yearStart(yearOf(third)), dueOn: anniversaryFrom(third, from, since), firstCallYear: null }
  }
  const firstCallYear = yearOf(from) + reviewEveryYears
  const windows = law.calls
    .filter(({ year }) => year >= firstCallYear)
    .toSorted((a, b) => a.year - b.year)
    .flatMap(({ window }) => (window === null || window.closesOn < since ? [] : [window]))
  const [window] = windows
  return window === undefined
    ? { opensOn: null, dueOn: yearEnd(nextCallYear(firstCallYear, law, since)), firstCallYear }
    : { opensOn: window.opensOn, dueOn: window.closesOn, firstCallYear }
}

/** The due day itself, or the first anniversary of the cycle's start since the unit could file. */
const anniversaryFrom = (dueOn: CivilDate, from: CivilDate, since: CivilDate): CivilDate => {
  if (dueOn >= since) return dueOn
  const inThatYear = plusYears(from, yearOf(since) - yearOf(from))
  return inThatYear >= since ? inThatYear : plusYears(from, yearOf(since) - yearOf(from) + 1)
}

/** The year whose call is still to be opened. That of the year in which the unit could first file may have closed already. */
const nextCallYear = (firstCallYear: number, { calls }: ApplicableLaw, since: CivilDate): number => {
  const year = Math.max(firstCallYear, yearOf(since))
  const hasClosed = calls.some((call) => call.year === year && call.window !== null)
  return hasClosed ? year + 1 : year
}

/** First day on which the unit could file for the title as it stands now on record. */
const fileableSince = ({ certifiedOn, importedOn, resumedOn }: Title): CivilDate => {
  return latest(importedOn ?? certifiedOn, resumedOn)
}

/** The call of the third year may open only after the term has ended, when it is too late. So this period needs no call. */
const lastYearOfTerm = ({ validUntil }: Title, thirdYear: number): ReviewPeriod | undefined =>
  validUntil === null || yearOf(validUntil) > thirdYear
    ? undefined
    : { opensOn: nextDay(plusYears(validUntil, -1)), dueOn: validUntil, firstCallYear: null }

/** Whether reviews come at their own time. If titles end before that, all of them are reviewed in their last year instead. */
export const comesWithinTerm = (reviewEveryYears: number, { years }: Term): boolean => reviewEveryYears <= years

/** Whether the time to file has passed. Never without a call, since then the time has not begun. */
export const isOverdue = ({ opensOn, dueOn }: ReviewPeriod, on: CivilDate): boolean => opensOn !== null && dueOn < on
