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
  /** The mutants that were not drawn, in a run that tested a sample. */
  readonly notDrawn?: number
}

export type Runs = Readonly<Record<string, Result>>

/** Leaves out mutants that were ignored or did not load: they say nothing about the tests. */
export const resultOf = ({ files }: Report, ranOn: string): Result => {
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const count = (asked: string): number => statuses.filter((status) => status === asked).length
  // No other checker runs than the one that draws the sample.
  const notDrawn = count("CompileError")
  return {
    ranOn,
    killed: count("Killed"),
    timedOut: count("Timeout"),
    survived: count("Survived"),
    noCoverage: count("NoCoverage"),
    ...(notDrawn > 0 && { notDrawn }),
  }
}

const heading = "| package | mutants | killed | timed out | survived | no coverage | score | run on |"

/** Wilson's interval of 95% for a share that was found in a sample, in per cent, rounded outwards. */
export const intervalOf = (found: number, sampled: number): readonly [number, number] => {
  const z = 1.96
  const centre = found + z ** 2 / 2
  const margin = z * Math.sqrt((found * (sampled - found)) / sampled + z ** 2 / 4)
  const percent = (count: number): number => (100 * count) / (sampled + z ** 2)
  return [Math.max(0, Math.floor(percent(centre - margin))), Math.min(100, Math.ceil(percent(centre + margin)))]
}

const rowOf = ([name, run]: readonly [string, Result]): string => {
  const { ranOn, killed, timedOut, survived, noCoverage, notDrawn = 0 } = run
  const detected = killed + timedOut
  const tested = detected + survived + noCoverage
  const mutants = notDrawn === 0 ? tested : `sample of ${tested} of ${tested + notDrawn}`
  // Rounded down, so that only a package without survivors has 100%.
  const score = tested === 0 ? "" : `${Math.floor((100 * detected) / tested)}%`
  const interval = notDrawn === 0 ? "" : ` (${intervalOf(detected, tested).join("–")}%)`
  return `| \`${name}\` | ${[mutants, killed, timedOut, survived, noCoverage, score + interval, ranOn].join(" | ")} |`
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
