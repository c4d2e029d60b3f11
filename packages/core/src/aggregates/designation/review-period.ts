/**
 * When a review may be filed and by when it is due. Art. 13. One function, which filing, the county's report that nothing
 * was filed, the list of duties and the auditor's observations all ask.
 */
import { nextDay, plusYears, yearEnd, yearOf, yearStart, type CivilDate } from "../../law/civil-date.js"
import type { ApplicableLaw, Rule } from "../../kernel/applicable-law.js"
import { findRegulation, type Regulation } from "../../kernel/regulation.js"
import type { ReadingId } from "../../law/readings.js"
import { cycleStart, type Title } from "./state.js"

/**
 * Reading `duties.text`: a title owes what the text in force asks, or what the text asked under which it was certified. One
 * from before the first instrument was certified under no text that is known here.
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

/** Only then does the reading make a difference, and is one that was relied on. */
export const dutiesReadings = (title: Title, { regulation }: Rule): ReadonlyArray<ReadingId> =>
  isUnderAnother(title, regulation) ? ["duties.text"] : []

const isUnderAnother = (
  { certifiedUnder, importedOn }: Pick<Title, "certifiedUnder" | "importedOn">,
  { id }: Regulation,
): boolean => importedOn === null && certifiedUnder !== null && certifiedUnder.regulation !== id

/** A review filed on any day from `opensOn` to `dueOn` is in time. */
export interface ReviewPeriod {
  /** `null` as long as the call it runs with has not been opened. */
  readonly opensOn: CivilDate | null
  readonly dueOn: CivilDate
  /** The first year in whose call it can be filed; `null` where it is not bound to a call. */
  readonly firstCallYear: number | null
}

/**
 * Reading `review.due`. `callOfThirdYear`: in the call of the third year after the certification or the last
 * confirmation, or the next there is. `anniversary`: in the year of the anniversary, up to the day itself. A title whose term
 * ends by then: in the last year of the term. `undefined` where the regulation provides for no review.
 */
export const reviewPeriod = (title: Title, rule: Rule, law: ApplicableLaw): ReviewPeriod | undefined => {
  const from = cycleStart(title)
  const { reviewEveryYears } = regulationOwedBy(title, rule, law).lifecycle
  if (reviewEveryYears === undefined) return undefined
  const ofTerm = lastYearOfTerm(title, yearOf(from) + reviewEveryYears)
  if (ofTerm !== undefined) return ofTerm
  if (rule.readings["review.due"] === "anniversary") {
    const dueOn = plusYears(from, reviewEveryYears)
    return { opensOn: yearStart(yearOf(dueOn)), dueOn, firstCallYear: null }
  }
  const firstCallYear = yearOf(from) + reviewEveryYears
  const windows = law.calls
    .filter(({ year }) => year >= firstCallYear)
    .toSorted((a, b) => a.year - b.year)
    .flatMap(({ window }) => (window === null ? [] : [window]))
  const [window] = windows
  return window === undefined
    ? { opensOn: null, dueOn: yearEnd(firstCallYear), firstCallYear }
    : { opensOn: window.opensOn, dueOn: window.closesOn, firstCallYear }
}

/** The call of the third year may open when the term is over and nothing confirms the title any more. So no call binds it. */
const lastYearOfTerm = ({ validUntil }: Title, thirdYear: number): ReviewPeriod | undefined =>
  validUntil === null || yearOf(validUntil) > thirdYear
    ? undefined
    : { opensOn: nextDay(plusYears(validUntil, -1)), dueOn: validUntil, firstCallYear: null }

/** Whether the time to file has passed. Without a call there was none. */
export const isOverdue = ({ opensOn, dueOn }: ReviewPeriod, on: CivilDate): boolean => opensOn !== null && dueOn < on
