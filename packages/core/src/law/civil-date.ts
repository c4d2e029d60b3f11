/** Civil dates in Asia/Shanghai, and legal periods counted in them (Civil Code arts. 200 to 202). No time of day. */
import { guardedText } from "../codec/codec.js"
import type * as t from "io-ts"
import { bilingual } from "./bilingual.js"

interface CivilDateBrand {
  readonly CivilDate: unique symbol
}

/** An existing day of the Gregorian calendar as `YYYY-MM-DD`. Dates sort as strings. */
export type CivilDate = t.Branded<string, CivilDateBrand>

/** Makes a date from a literal. Throws `RangeError` if it is not a date; decode external input with the codec instead. */
export const civilDate = (literal: string): CivilDate => {
  if (!isCivilDate(literal)) throw new RangeError(`not a civil date: ${literal}`)
  return literal
}

const shape = /^[12]\d{3}-\d{2}-\d{2}$/

/** Whether a text is an existing day, written like 2020-11-12. */
export const isCivilDate = (text: string): text is CivilDate => {
  if (!shape.test(text)) return false
  const { year, month, day } = partsOf(text as CivilDate)
  return month > 0 && month < 13 && day > 0 && day <= monthLength(year, month)
}

export const CivilDate: t.Type<CivilDate, string> = guardedText(
  "CivilDate",
  bilingual("存在的日期，形如2020-11-12", "an existing date such as 2020-11-12"),
  isCivilDate,
)

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

const zero = 48

/** Parses two digits without allocating; date comparisons are hot. */
const twoDigits = (date: CivilDate, at: number): number =>
  10 * (date.charCodeAt(at) - zero) + date.charCodeAt(at + 1) - zero

/** The calendar year of a civil date. */
export const yearOf = (date: CivilDate): number => 100 * twoDigits(date, 0) + twoDigits(date, 2)

const partsOf = (date: CivilDate): Parts => ({
  year: yearOf(date),
  month: twoDigits(date, 5),
  day: twoDigits(date, 8),
})

const padded = (n: number, width: number): string => String(n).padStart(width, "0")

const dateOf = ({ year, month, day }: Parts): CivilDate =>
  `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}` as CivilDate

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const monthLength = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** The first of January. */
export const yearStart = (year: number): CivilDate => dateOf({ year, month: 1, day: 1 })

/** The thirty-first of December. */
export const yearEnd = (year: number): CivilDate => dateOf({ year, month: 12, day: 31 })

/**
 * The last day of a period of whole years. The first day is not counted (art. 201); the period ends on the corresponding
 * day, or on the last day of the month if there is none (art. 202). 2020-02-29 plus one year is 2021-02-28.
 */
export const plusYears = (start: CivilDate, years: number): CivilDate => {
  const { year, month, day } = partsOf(start)
  return dateOf({ year: year + years, month, day: Math.min(day, monthLength(year + years, month)) })
}

/** A day of the year as of which a rule counts: 31 December of the previous year is `{ yearsBack: 1, month: 12, day: 31 }`. */
export interface CountingDay {
  readonly yearsBack: number
  readonly month: number
  readonly day: number
}

/** The counting day for a case of `on`. If the month has no such day, its last day. */
export const countingDay = ({ yearsBack, month, day }: CountingDay, on: CivilDate): CivilDate => {
  const year = yearOf(on) - yearsBack
  return dateOf({ year, month, day: Math.min(day, monthLength(year, month)) })
}

/** Days since 0000-03-01. Starting in March makes the leap day the last of its year, so no table is needed. */
const dayNumber = (date: CivilDate): number => {
  const { year, month, day } = partsOf(date)
  const y = month > 2 ? year : year - 1
  const m = (month + 9) % 12
  const leaps = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  return y * 365 + leaps + Math.floor((m * 306 + 5) / 10) + (day - 1)
}

/** Days from `from` to `to`; negative if `to` is earlier. */
export const daysBetween = (from: CivilDate, to: CivilDate): number => dayNumber(to) - dayNumber(from)

/** The later of two days, if there are two. */
export const latest = (day: CivilDate, other: CivilDate | null | undefined): CivilDate =>
  other != null && other > day ? other : day

/** The day after. */
export const nextDay = (date: CivilDate): CivilDate => {
  const { year, month, day } = partsOf(date)
  if (day < monthLength(year, month)) return dateOf({ year, month, day: day + 1 })
  return month < 12 ? dateOf({ year, month: month + 1, day: 1 }) : dateOf({ year: year + 1, month: 1, day: 1 })
}

/** The day before. */
export const dayBefore = (date: CivilDate): CivilDate => {
  const { year, month, day } = partsOf(date)
  if (day > 1) return dateOf({ year, month, day: day - 1 })
  return month > 1 ? dateOf({ year, month: month - 1, day: monthLength(year, month - 1) }) : yearEnd(year - 1)
}

/** The date `days` later, or earlier for a negative number. Independent of time of day and time zone. */
export const plusDays = (date: CivilDate, days: number): CivilDate => {
  let reached = date
  for (let left = days; left > 0; left--) reached = nextDay(reached)
  for (let left = days; left < 0; left++) reached = dayBefore(reached)
  return reached
}

interface InstantBrand {
  readonly Instant: unique symbol
}

/** A moment of the recording clock: `2020-11-12T01:02:03.004Z`, always UTC with milliseconds. */
export type Instant = t.Branded<string, InstantBrand>

/** Converts milliseconds since 1970 to an instant. Throws `RangeError` outside the years 1000 to 2999. */
export const instantAt = (milliseconds: number): Instant => {
  const text = new Date(milliseconds).toISOString()
  if (!isInstant(text)) throw new RangeError(`not an instant: ${text}`)
  return text
}

const instantShape = /^[12]\d{3}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/** Whether a text is an instant in UTC with milliseconds, like 2020-11-12T01:02:03.000Z. */
export const isInstant = (text: string): text is Instant => instantShape.test(text) && isCivilDate(text.slice(0, 10))

export const Instant: t.Type<Instant, string> = guardedText(
  "Instant",
  bilingual("UTC时刻，形如2020-11-12T01:02:03.004Z", "an instant in UTC such as 2020-11-12T01:02:03.004Z"),
  isInstant,
)

/** Local time in Shanghai, such as 2024-12-31 10:00:00. */
export const shanghaiTime = (instant: Instant): string => {
  const hour = (Number(instant.slice(11, 13)) + 8) % 24
  return `${shanghaiDate(instant)} ${String(hour).padStart(2, "0")}${instant.slice(13, 19)}`
}

/** The civil date in Asia/Shanghai, since 1991 eight hours ahead of UTC: from 16:00Z on, it is the next day there. */
export const shanghaiDate = (instant: Instant): CivilDate => {
  const utc = instant.slice(0, 10) as CivilDate
  return Number(instant.slice(11, 13)) >= 16 ? nextDay(utc) : utc
}
