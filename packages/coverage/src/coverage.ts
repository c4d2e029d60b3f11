/** The coverage of a text: each provision with its encoding and its tests, each reading with those of its options. */
import {
  readingOptions,
  readingIds,
  type Bilingual,
  type ProvisionId,
  type ReadingId,
  type Regulation,
} from "@shifan/core"
import { readingTexts } from "@shifan/core/messages"
import { encodingsOf, type TextMap } from "@shifan/core/regulations"
import { testsByName, type TestCount, type TestRun } from "./naming.js"

export interface ProvisionRow {
  readonly id: ProvisionId
  readonly text: Bilingual
  readonly as: ReadonlyArray<string>
  readonly remark?: Bilingual
  readonly conditions: ReadonlyArray<{ readonly id: string; readonly by: "rule" | "finding" }>
  readonly materials: ReadonlyArray<string>
  readonly citedBy: ReadonlyArray<string>
  readonly readings: ReadonlyArray<ReadingId>
  /** The source files that encode it. */
  readonly where: ReadonlyArray<string>
  readonly tests: ReadonlyArray<TestCount>
}

export interface OptionRow {
  readonly option: string
  readonly tests: ReadonlyArray<TestCount>
}

export interface ReadingRow {
  readonly id: ReadingId
  readonly question: Bilingual
  readonly touches: ReadonlyArray<ProvisionId>
  readonly options: ReadonlyArray<OptionRow>
}

export interface Coverage {
  readonly regulation: string
  readonly provisions: ReadonlyArray<ProvisionRow>
  readonly readings: ReadonlyArray<ReadingRow>
}

/** `sources`: the text of each source file by its path. */
export const coverageOf = (
  regulation: Regulation,
  map: TextMap,
  tests: ReadonlyArray<TestRun>,
  sources: ReadonlyMap<string, string>,
): Coverage => {
  const named = testsByName(tests)
  return {
    regulation: regulation.id,
    provisions: encodingsOf(regulation, map).map(({ entry, ...encoding }) => ({
      ...entry,
      text: regulation.texts[entry.id] ?? { zh: "", en: "" },
      ...encoding,
      where: [...(entry.where ?? []), ...filesNaming(entry.id, sources)],
      tests: named.get(entry.id) ?? [],
    })),
    readings: readingIds.map((id) => ({
      id,
      question: readingTexts[id].question,
      touches: map.readings[id],
      options: readingOptions[id].map((option) => ({
        option,
        tests: named.get(`${id}=${option.replace(/\(\d+\)$/, "")}`) ?? [],
      })),
    })),
  }
}

const filesNaming = (id: string, sources: ReadonlyMap<string, string>): ReadonlyArray<string> => {
  const exact = new RegExp(`\\b${id}(?!\\w)`)
  return [...sources].flatMap(([file, text]) => (exact.test(text) ? [file] : [])).toSorted()
}

/** Every row that no test names. */
export const gaps = ({ provisions, readings }: Coverage): ReadonlyArray<string> => [
  ...provisions.flatMap(({ id, tests }) => (tests.length === 0 ? [id] : [])),
  ...readings.flatMap(({ id, options }) =>
    options.flatMap(({ option, tests }) => (tests.length === 0 ? [`${id}=${option}`] : [])),
  ),
]
