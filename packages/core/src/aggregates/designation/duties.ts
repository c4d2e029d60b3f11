/**
 * Duties during a title: who owes what, and by when (arts. 12 to 14). They are only flags; no title ends because of them.
 * Delays of the authorities are flagged just like those of the unit.
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

/** The kinds of duties. */
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

/** A duty and its deadline, as of a given day (arts. 12 to 14). */
export interface Duty {
  readonly duty: DutyName
  /** The year that an annual summary or a yearly check is about; `null` for other duties. */
  readonly year: number | null
  readonly owedBy: Extract<Role, "unit" | "county" | "bureau">
  /** First day on which it can be done; `null` if not known yet, or if any day will do. */
  readonly opensOn: CivilDate | null
  /** Last day on which it is not overdue. */
  readonly dueOn: CivilDate
  readonly overdue: boolean
}

/** All open duties for a title as of a day, overdue or upcoming. */
export const dutiesOf = (title: Title, rule: Rule, law: ApplicableLaw, on: CivilDate): ReadonlyArray<Duty> => {
  const { duties } = regulationOwedBy(title, rule, law)
  return [
    ...reviewDuties(title, rule, law, on),
    ...summaryDuties(title, rule, duties, on),
    ...title.falsification.map(({ foundOn }) => duty("revocation", "bureau", foundOn, on)),
    ...(checksOf(rule, duties) === "everyPlatform" ? spotCheckDuties([title], on) : []),
  ]
}

/** Scope of the yearly spot check: as the regulation says, or else by reading `spotCheck.scope`; `undefined` if it has none. */
const checksOf = ({ readings }: Rule, { spotCheck }: Duties = {}): Readings["spotCheck.scope"] | undefined =>
  spotCheck && (spotCheck.of ?? readings["spotCheck.scope"])

/** All open duties of a unit as of a day: those of its title, or of its application with a supplement requested. */
export const dutiesOfUnit = (
  { phase }: Pick<State, "phase">,
  rule: Rule,
  law: ApplicableLaw,
  on: CivilDate,
): ReadonlyArray<Duty> => {
  if (phase._tag === "applied") return supplementDuty(phase.case.supplements, on)
  return phase._tag === "certified" && !hasExpired(phase.title, on) ? dutiesOf(phase.title, rule, law, on) : []
}

/** Duties for titles given to a successor that has not yet taken them over. `states`: those of all units. */
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
 * The yearly check of art. 14 over all platforms together: a duty for each past year in which none was checked. Pass all
 * titles ever held, since checks of platforms that have lost their title since count too. The duty is not tied to a title,
 * so it follows the text in force.
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
): Duty => ({ duty: name, year: null, owedBy, opensOn, dueOn, overdue: dueOn < on })

/**
 * A review waits first for the unit, then for its county, then for the bureau. A review under way is concluded even if the
 * text now in force has no reviews.
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

/** If the county has requested a supplement by a day, the unit has to act first; otherwise the county. */
const assessmentDuties = (
  rule: Rule,
  { on: filedOn, supplements }: NonNullable<Review["filed"]>,
  on: CivilDate,
): ReadonlyArray<Duty> => [
  ...supplementDuty(supplements, on),
  ...countyOwes(rule, supplements.requested?.until ?? supplements.suppliedOn ?? filedOn, on),
]

/** Under reading `review.completion`, a review must be finished by the end of the year in which it was filed or due. */
const countyOwes = (rule: Rule, since: CivilDate, on: CivilDate): ReadonlyArray<Duty> =>
  rule.readings["review.completion"] === "endOfYear"
    ? [duty("reviewAssessment", "county", yearEnd(yearOf(since)), on)]
    : []

/** The conclusion by the bureau, due after a rectification. Not owed if nothing was filed and the reading only flags that. */
const bureauOwes = (rule: Rule, { filed, assessed, rectification }: Review, on: CivilDate): ReadonlyArray<Duty> => {
  if (rule.readings["review.completion"] !== "endOfYear" || assessed === null) return []
  if (filed === null && rule.readings["review.notFiled"] === "flagOnly") return []
  const dueOn = yearEnd(yearOf(assessed.on))
  const until = rectification === null || rectification.over ? dueOn : rectification.until
  return [duty("reviewConclusion", "bureau", until > dueOn ? until : dueOn, on)]
}

/** Annual summaries since the certification or import, due on the day set by the regulation or reading `summary.due`. */
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
    .map((year) => ({ ...duty("annualSummary", "unit", dueOn(year), on), year }))
}

/** Owed from the year after the first title, since a title granted in late December could not be checked in that year. */
const spotCheckDuties = (titles: ReadonlyArray<EarlierTitle>, on: CivilDate): ReadonlyArray<Duty> => {
  const first = titles
    .map(({ certifiedOn, importedOn }) => yearOf(importedOn ?? certifiedOn))
    .toSorted((a, b) => a - b)[0]
  if (first === undefined) return []
  const checked = titles.flatMap(({ spotChecks }) => spotChecks.map(yearOf))
  return years(first + 1, yearOf(on))
    .filter((year) => !checked.includes(year))
    .map((year) => ({ ...duty("spotCheck", "bureau", yearEnd(year), on), year }))
}

const years = (first: number, last: number): ReadonlyArray<number> =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
