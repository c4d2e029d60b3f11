/** What a titled unit owes, and by when. A flag and nothing more: no title lapses over it. Arts. 12 and 13. */
import { yearEnd, yearOf, type CivilDate } from "../../law/civil-date.js"
import type { Rule } from "../../kernel/applicable-law.js"
import { reviewDue, type Due } from "./rules/review.js"
import type { Title } from "./state.js"

/** `dueOn` is the last day on which it is not overdue. */
export interface Duty {
  readonly duty: "review" | "annualSummary"
  readonly dueOn: CivilDate
  readonly overdue: boolean
}

/** As of a day: the review of the cycle under way, unless it is being held, and a summary for each year without one. */
export const dutiesOf = (title: Title, rule: Rule, on: CivilDate): ReadonlyArray<Duty> => {
  const owed = (duty: Duty["duty"], dueOn: CivilDate): Duty => ({ duty, dueOn, overdue: dueOn < on })
  const first = yearOf(title.certifiedOn)
  const years = Array.from({ length: yearOf(on) - first + 1 }, (_, i) => first + i)
  return [
    ...(title.review === null ? [owed("review", lastDayOf(reviewDue(title, rule)))] : []),
    ...years.filter((year) => !title.summaries.includes(year)).map((year) => owed("annualSummary", yearEnd(year))),
  ]
}

/** A review that runs with the call of a year is due by its end. */
const lastDayOf = (due: Due): CivilDate => ("from" in due ? due.from : yearEnd(due.year))
