import { qinhuangdao2020 } from "@shifan/core/regulations"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { left, right, temporaryFolder } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { acts, paperFormOf, codecOfAct, formFaultText, readForm, valuesOf, type FormFormat } from "../src/index.js"
import { sampled } from "./any-command.js"
import { application } from "./application.js"
import { convert, hasLibreOffice } from "./libreoffice.js"
import { written } from "./office-files.js"

interface Filled {
  readonly act: string
  readonly name: string
  readonly data: unknown
}

/** LibreOffice itself decodes `_x0041_` as A after other text in a spreadsheet cell. */
const survives = (data: unknown): boolean => !JSON.stringify(data).includes("_x0041_")

const filled: ReadonlyArray<Filled> = [
  { act: "Apply", name: "Apply", data: application },
  ...acts.flatMap((act) =>
    sampled(codecOfAct(act, qinhuangdao2020), paperFormOf(act) === undefined ? 3 : 12)
      .filter(survives)
      .slice(0, paperFormOf(act) === undefined ? 1 : 4)
      .map((data, i) => ({ act, name: `${act}-${i}`, data })),
  ),
]

describe.skipIf(!hasLibreOffice)("a form that LibreOffice opened and saved", () => {
  it.each<FormFormat>(["docx", "xlsx"])("is read as it was filled in: .%s", { timeout: 600_000 }, async (format) => {
    const folder = temporaryFolder()
    const files = filled.map(({ act, name, data }) => {
      const file = join(folder, `${name}.${format}`)
      writeFileSync(file, written(format, act, valuesOf(codecOfAct(act, qinhuangdao2020), data, qinhuangdao2020)))
      return file
    })
    const saved = convert(files, format)
    for (const { act, name, data } of filled) {
      const bytes = readFileSync(join(saved, `${name}.${format}`))
      expect(bytes.equals(readFileSync(join(folder, `${name}.${format}`)))).toBe(false)
      expect({ name, ...right(await readForm(bytes, qinhuangdao2020)) }).toEqual({
        name,
        act,
        data,
        faults: [],
        doubts: [],
      })
    }
  })
})

describe.skipIf(!hasLibreOffice)("a form that was saved in another format", () => {
  it.each<[string, FormFormat, RegExp]>([
    ["doc", "docx", /^旧格式文件/],
    ["xls", "xlsx", /^旧格式文件/],
    ["odt", "docx", /^OpenDocument文件/],
    ["rtf", "docx", /^RTF文件/],
  ])("is refused with the name of the format: .%s", { timeout: 120_000 }, async (format, from, said) => {
    const file = join(temporaryFolder(), `form.${from}`)
    writeFileSync(file, written(from, "Recommend", new Map()))
    const saved = readFileSync(join(convert([file], format), `form.${format}`))
    expect(formFaultText(left(await readForm(saved, qinhuangdao2020))).zh).toMatch(said)
  })
})
