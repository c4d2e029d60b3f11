/** Maps days to positions on a line, in whole units of the picture, and computes the ticks below it. */
import { civilDate, daysBetween, yearOf, type CivilDate } from "@shifan/core"

export interface TimeAxis {
  readonly from: CivilDate
  readonly until: CivilDate
  /** Positions of the first and last day. */
  readonly left: number
  readonly right: number
}

/** The first day is at `left`, the last at `right`; days outside are clamped. */
export const placeOf = ({ from, until, left, right }: TimeAxis, day: CivilDate): number => {
  const days = Math.max(1, daysBetween(from, until))
  const passed = Math.min(days, Math.max(0, daysBetween(from, day)))
  return left + Math.round((passed * (right - left)) / days)
}

export interface Tick {
  readonly x: number
  readonly day: CivilDate
  /** A year, or a month in it: `2021`, `2021-07`. */
  readonly label: string
}

/** Maximum number of labels on a line. */
const mostTicks = 16

/** The first days of years, or of quarters or months if the line is short enough. */
export const ticksOf = (axis: TimeAxis): ReadonlyArray<Tick> => {
  const finest = [monthsApart(1), monthsApart(3), monthsApart(12), monthsApart(60), monthsApart(120)]
    .map((days) => days(axis))
    .find((days) => days.length <= mostTicks)
  return (finest ?? []).map((day) => ({ x: placeOf(axis, day), day, label: labelOf(day) }))
}

const labelOf = (day: CivilDate): string => (day.endsWith("-01-01") ? day.slice(0, 4) : day.slice(0, 7))

const monthsApart =
  (step: number) =>
  ({ from, until }: TimeAxis): ReadonlyArray<CivilDate> => {
    const first = step > 12 ? yearOf(from) - (yearOf(from) % (step / 12)) : yearOf(from)
    const months = (yearOf(until) - first + 1) * 12
    return Array.from({ length: Math.ceil(months / step) }, (_, i) => firstOfMonth(first, i * step)).filter(
      (day) => from <= day && day <= until,
    )
  }

/** @param months counted from January of `year` */
const firstOfMonth = (year: number, months: number): CivilDate => {
  const month = String((months % 12) + 1).padStart(2, "0")
  return civilDate(`${String(year + Math.floor(months / 12)).padStart(4, "0")}-${month}-01`)
}
