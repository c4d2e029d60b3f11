/** Checks for data that are well formed but cannot be true. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { CivilDate } from "../law/civil-date.js"

/** Data that contradict each other, the calendar or the record. `path` is the path in the form. */
export interface Contradiction {
  readonly path: string
  readonly expected: Bilingual
  /** The given value; empty if there was none. */
  readonly got: string
  /** A specific sentence, if "expected this, got that" would not explain the fault. */
  readonly sentence?: Bilingual
}

/** A contradiction if the condition does not hold; `undefined` otherwise. */
export const check = (
  holds: boolean,
  path: string,
  expected: Bilingual,
  got: string,
  sentence?: Bilingual,
): Contradiction | undefined =>
  holds ? undefined : { path, expected, got, ...(sentence === undefined ? {} : { sentence }) }

/** A contradiction for each duplicate in a list, at its second place. */
export const checkTwice = (
  path: (index: number) => string,
  values: ReadonlyArray<string>,
): ReadonlyArray<Contradiction | undefined> =>
  values.map((value, i) => check(values.indexOf(value) === i, path(i), bilingual("只列一次", "each once"), value))

/**
 * What is wrong with a form: the results of `check` and its like that are contradictions, in their order. A check that
 * passed is `undefined` and drops out.
 */
export const checks = (results: ReadonlyArray<Contradiction | undefined>): ReadonlyArray<Contradiction> =>
  results.filter((result) => result !== undefined)

/** Checks that a date is not before another. Ignores a missing date. */
export const notBefore = (path: string, date: CivilDate | undefined, earliest: CivilDate): Contradiction | undefined =>
  check(
    date === undefined || date >= earliest,
    path,
    bilingual(`不早于${earliest}`, `no earlier than ${earliest}`),
    date ?? "",
  )

/** Checks that a date is not after another. Ignores a missing date. */
export const notAfter = (path: string, date: CivilDate | undefined, latest: CivilDate): Contradiction | undefined =>
  check(date === undefined || date <= latest, path, bilingual(`不晚于${latest}`, `no later than ${latest}`), date ?? "")

/** Checks that a date is in a range, both ends included. Ignores a missing date. */
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

/** Checks that a word is in a list. A missing word is not. */
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
