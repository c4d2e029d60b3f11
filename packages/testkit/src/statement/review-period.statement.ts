/** Art. 13: when a review may be filed, and when it is due. */
import type { Readings } from "@shifan/core"
import { daysAfter, firstOf, yearIn, yearsLater } from "./dates.statement.js"
import type { TitleOnFile } from "./file.statement.js"
import type { LawOnFile } from "./in-force.statement.js"
import { lastDayOfTitle } from "./phases.statement.js"
import type { StatedText } from "./text.statement.js"

interface PeriodOnFile {
  readonly opensOn: string | undefined
  readonly dueOn: string
  /** Year of the first call that accepts it; `undefined` if it is bound to no call. */
  readonly callYear: number | undefined
}

/**
 * Art. 13: every three years (or the regulation's own number) with the yearly call, unless the readings or the title's term say
 * otherwise. `undefined` if the regulation has no reviews.
 */
export const periodOf = (
  { reviewEveryYears }: StatedText,
  title: TitleOnFile,
  { calls }: LawOnFile,
  readings: Readings,
): PeriodOnFile | undefined => {
  if (reviewEveryYears === null) return undefined
  const third = yearsLater(title.lastConfirmedOn ?? title.since, reviewEveryYears)
  const lastDay = lastDayOfTitle([title.granted, ...title.events])
  if (lastDay !== null && yearIn(lastDay) <= yearIn(third))
    return { opensOn: daysAfter(yearsLater(lastDay, -1), 1), dueOn: lastDay, callYear: undefined }
  const since = title.fileableSince
  if (readings["review.due"] === "anniversary")
    return {
      opensOn: firstOf(yearIn(third)),
      dueOn: anniversarySince(title.lastConfirmedOn ?? title.since, reviewEveryYears, since),
      callYear: undefined,
    }
  const callYear = yearIn(third)
  const window = calls
    .filter((call) => call.year >= callYear && call.window !== null && call.window.closesOn >= since)
    .toSorted((a, b) => a.year - b.year)[0]?.window
  return { opensOn: window?.opensOn, dueOn: window?.closesOn ?? `${callYear}-12-31`, callYear }
}

/** Nobody is late for a day before they could file: then the next anniversary counts. */
const anniversarySince = (from: string, atLeast: number, since: string): string => {
  let years = atLeast
  while (yearsLater(from, years) < since) years++
  return yearsLater(from, years)
}
