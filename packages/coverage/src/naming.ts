/** What a test is about, as its title says: provisions by their identifier, an option of a reading as `id=option`. */

/** A test that passed: the file it stands in, and its whole title, those of its groups before it. */
export interface TestRun {
  readonly file: string
  readonly title: string
}

export interface TestCount {
  readonly file: string
  readonly tests: number
}

const provision = /\b(?:art_\d+(?:__para_\d+(?:__point_\d+)?)?|att_\d)(?!\w)/g
const option = /(?<![\w.])([a-zA-Z]+(?:\.[a-zA-Z]+)?)=([a-zA-Z]+)(?:\(\d+\))?/g

/** The provisions and options a title names, each once; a number in an option's parentheses stands for any. */
export const namesIn = (title: string): ReadonlyArray<string> => [
  ...new Set([
    ...[...title.matchAll(provision)].map(([id]) => id),
    ...[...title.matchAll(option)].map(([, reading = "", word = ""]) => `${reading}=${word}`),
  ]),
]

/** By name, the files whose tests name it and how many do, in the order of their paths. */
export const testsByName = (tests: ReadonlyArray<TestRun>): ReadonlyMap<string, ReadonlyArray<TestCount>> => {
  const counts = new Map<string, Map<string, number>>()
  for (const { file, title } of tests)
    for (const name of namesIn(title)) {
      const files = counts.get(name) ?? new Map<string, number>()
      counts.set(name, files.set(file, (files.get(file) ?? 0) + 1))
    }
  return new Map(
    [...counts].map(([name, files]) => [
      name,
      [...files]
        .map(([file, count]): TestCount => ({ file, tests: count }))
        .toSorted((a, b) => (a.file < b.file ? -1 : 1)),
    ]),
  )
}
