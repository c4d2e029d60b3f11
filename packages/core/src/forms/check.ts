/** Particulars that are well formed each for itself and still cannot be true. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { CivilDate } from "../law/civil-date.js"

/** Particulars that contradict each other, the calendar or the register. `path` as in the form. */
export interface Contradiction {
  readonly path: string
  readonly expected: Bilingual
  /** Empty where nothing was given. */
  readonly got: string
  /** What is wrong, where "expected this, got that" would not say it. */
  readonly sentence?: Bilingual
}

/** `undefined` if the condition holds. */
export const check = (
  holds: boolean,
  path: string,
  expected: Bilingual,
  got: string,
  sentence?: Bilingual,
): Contradiction | undefined =>
  holds ? undefined : { path, expected, got, ...(sentence === undefined ? {} : { sentence }) }

/** Against each value that a list has twice, at its second place. */
export const checkTwice = (
  path: (index: number) => string,
  values: ReadonlyArray<string>,
): ReadonlyArray<Contradiction | undefined> =>
  values.map((value, i) => check(values.indexOf(value) === i, path(i), bilingual("只列一次", "each once"), value))

/** Everything that failed, in the order it was checked. */
export const checks = (results: ReadonlyArray<Contradiction | undefined>): ReadonlyArray<Contradiction> =>
  results.filter((result) => result !== undefined)

/** A missing date is not checked. */
export const notBefore = (path: string, date: CivilDate | undefined, earliest: CivilDate): Contradiction | undefined =>
  check(
    date === undefined || date >= earliest,
    path,
    bilingual(`不早于${earliest}`, `no earlier than ${earliest}`),
    date ?? "",
  )

/** A missing date is not checked. */
export const notAfter = (path: string, date: CivilDate | undefined, latest: CivilDate): Contradiction | undefined =>
  check(date === undefined || date <= latest, path, bilingual(`不晚于${latest}`, `no later than ${latest}`), date ?? "")

/** Both ends included; a missing date is not checked. */
export const between = (
  path: string,
  date: CivilDate | undefined,
  first: CivilDate,
  last: CivilDate,
): Contradiction | undefined =>
  check(
    date === undefined || (first <= date && date <= last),
    path,
    bilingual(`${first}至${last}之间`, `between ${first} and ${last}`),
    date ?? "",
  )

/** A missing word is none of them. */
export const checkAmong = (
  path: string,
  words: ReadonlyArray<string>,
  given: string | undefined,
  what: Bilingual,
): Contradiction | undefined =>
  check(
    given !== undefined && words.includes(given),
    path,
    bilingual(`${what.zh}：${words.join("、")}`, `${what.en}: ${words.join(", ")}`),
    given ?? "",
  )
