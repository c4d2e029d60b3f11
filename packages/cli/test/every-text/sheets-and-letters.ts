/** Everything that people hold under a text: the sheet of every act, blank and filled in, and every draft. */
import type { RegulationDraft } from "@shifan/core"
import {
  acts,
  codecOfAct,
  draftSheet,
  englishLabel,
  fieldsOfAct,
  readForm,
  sheetOf,
  valuesOf,
  writeForm,
  type Draft,
  type Sheet,
} from "@shifan/forms"
import { right } from "@shifan/testkit/basics"
import { sampled } from "../../../forms/test/any-command.js"
import { wordsInDocx } from "./words-in-docx.js"

/** The words of a sheet, as in the file that is handed out. */
const wordsOf = (sheet: Sheet, values: Parameters<typeof writeForm>[2] = new Map()): string =>
  [
    sheet.title,
    ...sheet.blocks.map((block) => JSON.stringify(block)),
    wordsInDocx(writeForm("docx", sheet, values)),
  ].join("\n")

const drafts: ReadonlyArray<Draft> = (() => {
  const unit = { unit: "示例有限公司", uscc: "91000000MA00000001", platform: "示例平台" }
  const cases = [{ ...unit, county: "示例", appliedOn: "2024-05-02", stage: "已申报", certificateNumber: "示-1" }]
  const on = { ...unit, decision: "认定", decidedOn: "2024-06-01", reasons: [] }
  return [
    { kind: "summary", year: 2024, cases },
    { kind: "titles", year: 2024, cases },
    { kind: "recommendations", year: 2024, county: "示例", cases },
    { kind: "revocation", on },
    { kind: "decision", on },
    { kind: "receipt", of: { ...unit, receivedOn: "2024-05-02", materials: [] } },
  ]
})()

/** What is printed on the sheets before anything is filled in. */
export const blankSheetsOf = (text: RegulationDraft): ReadonlyMap<string, string> =>
  new Map(acts.map((act) => [act, wordsInDocx(writeForm("docx", sheetOf(act, new Map(), text)))]))

/** Each act filled in with generated data, as a file and as it was read back. */
export const readBack = async (text: RegulationDraft) => {
  const codecs = acts.map((act) => [act, codecOfAct(act, text)] as const)
  const filled = codecs.flatMap(([act, codec]) =>
    sampled(codec, 2).map((data) => ({ act, codec, data: elsewhere(data) })),
  )
  return Promise.all(
    filled.map(async ({ act, codec, data }) => {
      const values = valuesOf(codec, data, text)
      const file = writeForm("docx", sheetOf(act, values, text), values)
      return { filled: { act, data, faults: [], doubts: [] }, read: right(await readForm(file, text, act)) }
    }),
  )
}

/** Generated data name the first city's places and articles; what is filled in here must not. */
const elsewhere = (data: unknown): unknown =>
  JSON.parse(
    JSON.stringify(data)
      .replaceAll("秦皇岛", "示例")
      .replaceAll(/"1303\d\d"/g, '"990101"'),
  )

/** By name. */
export const papersOf = (text: RegulationDraft): ReadonlyMap<string, string> => {
  const english = (act: string): string =>
    fieldsOfAct(act, () => 1, text)
      .map(({ path }) => englishLabel(path.split(".").at(-1) ?? "", text))
      .join("\n")
  return new Map([
    ...acts.map((act) => [`${act}, blank`, `${wordsOf(sheetOf(act, new Map(), text))}\n${english(act)}`] as const),
    ...acts.flatMap((act) =>
      sampled(codecOfAct(act, text), 2).map((generated, i) => {
        const data = elsewhere(generated)
        const values = valuesOf(codecOfAct(act, text), data, text)
        return [`${act}, filled in ${i}`, wordsOf(sheetOf(act, values, text), values)] as const
      }),
    ),
    ...drafts.map((draft) => [`draft ${draft.kind}`, wordsOf(draftSheet(draft, text))] as const),
  ])
}
