/**
 * What is owed while a title lasts, by whom and by when. Arts. 12 to 14. Flags and nothing more: no title ends over them.
 * The authorities' own lateness is flagged as the unit's is.
 */
import type { Uscc } from "../../forms/uscc.js"
import type { Role } from "../../kernel/actor.js"
import type { ApplicableLaw, Rule } from "../../kernel/applicable-law.js"
import type { Duties } from "../../kernel/lifecycle.js"
import { countingDay, yearEnd, yearOf, type CivilDate } from "../../law/civil-date.js"
import type { Readings } from "../../law/readings.js"
import { isOverdue, regulationOwedBy, reviewPeriod } from "./review-period.js"
import { hasInherited, successorOf } from "./succession.js"
import { hasExpired, type EarlierTitle, type Review, type State, type Title } from "./state.js"
import type { Supplements } from "./supplement.js"

/** The kinds of duties there are. */
export type DutyName =
  | "review"
  | "annualSummary"
  | "call"
  | "reviewAssessment"
  | "reviewConclusion"
  | "revocation"
  | "spotCheck"
  | "supplement"
  | "succession"

/** What somebody owes, by when, as of the day that was asked about (arts. 12 to 14). */
export interface Duty {
  readonly duty: DutyName
  readonly owedBy: Extract<Role, "unit" | "county" | "bureau">
  /** The first day on which it can be done; `null` if that is not known yet, or any day will do. */
  readonly opensOn: CivilDate | null
  /** The last day on which it is not overdue. */
  readonly dueOn: CivilDate
  readonly overdue: boolean
}

/** As of a day, everything that is still to be done about one title, overdue or coming. */
export const dutiesOf = (title: Title, rule: Rule, law: ApplicableLaw, on: CivilDate): ReadonlyArray<Duty> => {
  const { duties } = regulationOwedBy(title, rule, law)
  return [
    ...reviewDuties(title, rule, law, on),
    ...summaryDuties(title, rule, duties, on),
    ...title.falsification.map(({ foundOn }) => duty("revocation", "bureau", foundOn, on)),
    ...(checksOf(rule, duties) === "everyPlatform" ? spotCheckDuties([title], on) : []),
  ]
}

/** Whom a regulation has checked each year: as it says itself, or else as reading `spotCheck.scope` has it; if at all. */
const checksOf = ({ readings }: Rule, { spotCheck }: Duties = {}): Readings["spotCheck.scope"] | undefined =>
  spotCheck && (spotCheck.of ?? readings["spotCheck.scope"])

/** The same of whatever a unit has under way: a title that lasts, or an application its county waits for. */
export const dutiesOfUnit = (
  { phase }: Pick<State, "phase">,
  rule: Rule,
  law: ApplicableLaw,
  on: CivilDate,
): ReadonlyArray<Duty> => {
  if (phase._tag === "applied") return supplementDuty(phase.case.supplements, on)
  return phase._tag === "certified" && !hasExpired(phase.title, on) ? dutiesOf(phase.title, rule, law, on) : []
}

/** A title that is to go to another unit and has not been taken over there. `states`: of all units. */
export const successionDuties = (
  states: ReadonlyMap<Uscc, State>,
  on: CivilDate,
): ReadonlyArray<Duty & { readonly unit: Uscc }> =>
  [...states.values()].flatMap((state) => {
    const successor = successorOf(state)
    if (successor === undefined || state.phase._tag !== "ended" || hasInherited(states.get(successor), state)) return []
    return [{ unit: state.unit, ...duty("succession", "bureau", state.phase.by.on, on) }]
  })

const supplementDuty = ({ requested }: Supplements, on: CivilDate): ReadonlyArray<Duty> =>
  requested === null || requested.until === null ? [] : [duty("supplement", "unit", requested.until, on, requested.on)]

/**
 * The yearly check of art. 14, over all platforms together: each past year in which none of them was checked. A check of a
 * platform that has lost its title since counts too, so all titles ever held belong among these. It is owed for no title in
 * particular, and so by the text in force.
 */
export const yearlyCheckDuties = (
  titles: ReadonlyArray<EarlierTitle>,
  rule: Rule,
  on: CivilDate,
): ReadonlyArray<Duty> =>
  checksOf(rule, rule.regulation.duties) === "somePlatforms" ? spotCheckDuties(titles, on) : []

const duty = (
  name: DutyName,
  owedBy: Duty["owedBy"],
  dueOn: CivilDate,
  on: CivilDate,
  opensOn: CivilDate | null = null,
): Duty => ({ duty: name, owedBy, opensOn, dueOn, overdue: dueOn < on })

/**
 * The review waits for the unit, then for its county, then for the bureau. One that is under way is concluded even where
 * the text that governs now has none.
 */
const reviewDuties = (title: Title, rule: Rule, law: ApplicableLaw, on: CivilDate): ReadonlyArray<Duty> => {
  const { review } = title
  if (review?.filed != null)
    return review.assessed === null ? assessmentDuties(rule, review.filed, on) : bureauOwes(rule, review, on)
  const period = reviewPeriod(title, rule, law)
  if (period === undefined) return review === null ? [] : bureauOwes(rule, review, on)
  const { opensOn, dueOn } = period
  if (opensOn === null) return [duty("call", "bureau", dueOn, on)]
  return [
    duty("review", "unit", dueOn, on, opensOn),
    ...(review?.assessed != null
      ? bureauOwes(rule, review, on)
      : isOverdue(period, on)
        ? countyOwes(rule, dueOn, on)
        : []),
  ]
}

/** The county waits for the unit where it has asked for a supplement by a day; then the unit waits for the county. */
const assessmentDuties = (
  rule: Rule,
  { on: filedOn, supplements }: NonNullable<Review["filed"]>,
  on: CivilDate,
): ReadonlyArray<Duty> => [
  ...supplementDuty(supplements, on),
  ...countyOwes(rule, supplements.requested?.until ?? supplements.suppliedOn ?? filedOn, on),
]

/** Reading `review.completion`: a review is over by the end of the year in which it was filed, or was due. */
const countyOwes = (rule: Rule, since: CivilDate, on: CivilDate): ReadonlyArray<Duty> =>
  rule.readings["review.completion"] === "endOfYear"
    ? [duty("reviewAssessment", "county", yearEnd(yearOf(since)), on)]
    : []

/** Not before the time given to set things right is over; and where nothing was filed, not if the reading only flags it. */
const bureauOwes = (rule: Rule, { filed, assessed, rectification }: Review, on: CivilDate): ReadonlyArray<Duty> => {
  if (rule.readings["review.completion"] !== "endOfYear" || assessed === null) return []
  if (filed === null && rule.readings["review.notFiled"] === "flagOnly") return []
  const dueOn = yearEnd(yearOf(assessed.on))
  const until = rectification === null || rectification.over ? dueOn : rectification.until
  return [duty("reviewConclusion", "bureau", until > dueOn ? until : dueOn, on)]
}

/** By the day that the regulation names, or else reading `summary.due`. A title from before the first instrument owes them from the year it was put on record. */
const summaryDuties = (
  { certifiedOn, importedOn, summaries }: Title,
  rule: Rule,
  { annualSummary }: Duties = {},
  on: CivilDate,
): ReadonlyArray<Duty> => {
  if (annualSummary === undefined) return []
  const { dueBy } = annualSummary
  const later = dueBy !== undefined || rule.readings["summary.due"] === "endOfNextYear" ? 1 : 0
  const dueOn = (year: number): CivilDate =>
    dueBy === undefined ? yearEnd(year + later) : countingDay({ yearsBack: 0, ...dueBy }, yearEnd(year + later))
  return years(yearOf(importedOn ?? certifiedOn), yearOf(on) - later)
    .filter((year) => !summaries.includes(year))
    .map((year) => duty("annualSummary", "unit", dueOn(year), on))
}

/** From the year after the first title: one granted in the last days of December could not be checked in that year. */
const spotCheckDuties = (titles: ReadonlyArray<EarlierTitle>, on: CivilDate): ReadonlyArray<Duty> => {
  const first = titles
    .map(({ certifiedOn, importedOn }) => yearOf(importedOn ?? certifiedOn))
    .toSorted((a, b) => a - b)[0]
  if (first === undefined) return []
  const checked = titles.flatMap(({ spotChecks }) => spotChecks.map(yearOf))
  return years(first + 1, yearOf(on))
    .filter((year) => !checked.includes(year))
    .map((year) => duty("spotCheck", "bureau", yearEnd(year), on))
}

const years = (first: number, last: number): ReadonlyArray<number> =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
