/** Date arithmetic of the statements: dates as `YYYY-MM-DD`, whose text order is their order in time. */

/** The corresponding day `years` later; 29 February becomes the last day of February if necessary. */
export const yearsLater = (date: string, years: number): string => {
  const year = Number(date.slice(0, 4)) + years
  const monthAndDay = date.slice(4)
  const hasLeapDay = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  return `${year}${monthAndDay === "-02-29" && !hasLeapDay ? "-02-28" : monthAndDay}`
}

/** The calendar year of a civil date. */
export const yearIn = (date: string): number => Number(date.slice(0, 4))

/** The first of January. */
export const firstOf = (year: number): string => `${year}-01-01`

/** The thirty-first of December. */
export const lastOf = (year: number): string => `${year}-12-31`

type Ends = "correspondingDay" | "calendarYears"

/** Last day of a term that begins on a day. The year of that day is the first of calendar years. */
export const lastDayOfFirstTerm = ({ years, ends }: { readonly years: number; readonly ends: Ends }, from: string) =>
  ends === "calendarYears" ? lastOf(yearIn(from) + years - 1) : yearsLater(from, years)

const count = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / 86_400_000

/** Days from `one` to `other`; negative if `other` is earlier. */
export const daysFrom = (one: string, other: string): number => count(other) - count(one)

/** The civil date `days` later, computed independently of `plusDays`. */
export const daysAfter = (date: string, days: number): string =>
  new Date((count(date) + days) * 86_400_000).toISOString().slice(0, 10)
