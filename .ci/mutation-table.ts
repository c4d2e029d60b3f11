/** Mutation scores by package: docs/mutation.json, and the table in docs/mutation.md generated from it. */

/** The part of Stryker's JSON report that is used here. */
export interface Report {
  readonly files: Readonly<Record<string, { readonly mutants: ReadonlyArray<{ readonly status: string }> }>>
}

/** The last run of a package: its mutants by result. */
export interface Result {
  readonly ranOn: string
  readonly killed: number
  readonly timedOut: number
  readonly survived: number
  /** No test of the package executes the mutated code. */
  readonly noCoverage: number
}

export type Runs = Readonly<Record<string, Result>>

/** Leaves out mutants that were ignored or did not load: they say nothing about the tests. */
export const resultOf = ({ files }: Report, ranOn: string): Result => {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const count = (asked: string): number => statuses.filter((status) => status === asked).length
  return {
    ranOn,
    killed: count("Killed"),
    timedOut: count("Timeout"),
    survived: count("Survived"),
    noCoverage: count("NoCoverage"),
  }
}

const heading = "| package | mutants | killed | timed out | survived | no coverage | score | run on |"

const rowOf = ([name, { ranOn, killed, timedOut, survived, noCoverage }]: readonly [string, Result]): string => {
  const detected = killed + timedOut
  const mutants = detected + survived + noCoverage
  // Rounded down, so that only a package without survivors has 100%.
  const score = mutants === 0 ? "" : `${Math.floor((100 * detected) / mutants)}%`
  return `| \`${name}\` | ${[mutants, killed, timedOut, survived, noCoverage, score, ranOn].join(" | ")} |`
}

const tableOf = (runs: Runs): string =>
  [
    heading,
    "|---|--:|--:|--:|--:|--:|--:|---|",
    ...Object.entries(runs)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(rowOf),
  ].join("\n")

/** @returns the page with its table replaced by one of these runs */
export const withTable = (page: string, runs: Runs): string => {
  const [before, table, ...after] = page.split(/(^\| package \|.*\n(?:\|.*\n?)*)/m)
  if (table === undefined) throw new Error("the page has no table of packages")
  return [before, `${tableOf(runs)}\n`, ...after].join("")
}
