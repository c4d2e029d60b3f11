/** Counts of tests per provision and per option of a reading. `npm run coverage` generates them; they ship with the package. */
import { readFileSync } from "node:fs"

/** Number of tests in a file that name a provision or an option. */
interface TestsInFile {
  readonly file: string
  readonly tests: number
}

interface CoverageTable {
  readonly provisions: ReadonlyArray<{
    readonly id: string
    readonly where: ReadonlyArray<string>
    readonly tests: ReadonlyArray<TestsInFile>
  }>
  readonly readings: ReadonlyArray<{
    readonly id: string
    readonly options: ReadonlyArray<{ readonly option: string; readonly tests: ReadonlyArray<TestsInFile> }>
  }>
}

export const coverageTable = (): CoverageTable => {
  const parsed: CoverageTable = JSON.parse(readFileSync(new URL("../../coverage.json", import.meta.url), "utf8"))
  return parsed
}

export const testCount = (tests: ReadonlyArray<TestsInFile> = []): number =>
  tests.reduce((sum, { tests: count }) => sum + count, 0)

/** By provision id, or `id=option` for a reading. */
export const testsNaming = (): ReadonlyMap<string, ReadonlyArray<TestsInFile>> => {
  const { provisions, readings } = coverageTable()
  return new Map([
    ...provisions.map(({ id, tests }) => [id, tests] as const),
    ...readings.flatMap(({ id, options }) => options.map(({ option, tests }) => [`${id}=${option}`, tests] as const)),
  ])
}
