import { qinhuangdao2020 } from "@shifan/core/regulations"
import { right } from "@shifan/testkit/basics"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { acts, paperFormOf, codecOfAct, readForm, valuesOf } from "../src/index.js"
import { sampled } from "./any-command.js"
import { application } from "./application.js"
import { asExcelSaves } from "./as-excel-saves.js"
import { asWordSaves, type Choose } from "./as-word-saves.js"
import { altered, written } from "./office-files.js"

/** Filled-in applications and examples of every other act. */
const filled: ReadonlyArray<{ readonly act: string; readonly data: unknown }> = [
  { act: "Apply", data: application },
  ...acts.flatMap((act) =>
    sampled(codecOfAct(act, qinhuangdao2020), paperFormOf(act) === undefined ? 1 : 4).map((data) => ({ act, data })),
  ),
]

const anyForm = fc.constantFrom(...filled)

const saves = { docx: asWordSaves, xlsx: asExcelSaves } as const

describe.each(["docx", "xlsx"] as const)("a form saved by an office program: .%s", (format) => {
  it("is read as it was filled in, without doubts", async () => {
    await fc.assert(
      fc.asyncProperty(anyForm, fc.gen(), async ({ act, data }, gen) => {
        const next: Choose = (below) => gen(fc.nat, { max: below - 1 })
        const file = saves[format](
          written(format, act, valuesOf(codecOfAct(act, qinhuangdao2020), data, qinhuangdao2020)),
          next,
        )
        expect(right(await readForm(file, qinhuangdao2020))).toEqual({ act, data, faults: [], doubts: [] })
      }),
      { numRuns: 25, endOnFailure: true },
    )
  })
})

describe("full-width digits", () => {
  it.each(["docx", "xlsx"] as const)("are read as digits in numbers and dates: .%s", async (format) => {
    const wide = (text: string): string =>
      text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).replace(".", "．")
    const values = valuesOf(codecOfAct("Apply", qinhuangdao2020), application, qinhuangdao2020)
    const file = altered(format, written(format, "Apply", values), (xml) =>
      xml.replace(/(?<=>)(?:\d+|\d+\.\d+|\d{4}年\d+月\d+日)(?=<)/g, (found) =>
        found === "066000" ? found : wide(found),
      ),
    )
    expect(right(await readForm(file, qinhuangdao2020))).toEqual({
      act: "Apply",
      data: application,
      faults: [],
      doubts: [],
    })
  })
})

describe("characters with ruby text", () => {
  it("are read without the ruby text", async () => {
    const ruby = (text: string): string =>
      `<w:r><w:ruby><w:rubyPr><w:lid w:val="zh-CN"/></w:rubyPr><w:rt><w:r><w:t>shì lì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>${text}</w:t></w:r></w:rubyBase></w:ruby></w:r>`
    const file = altered(
      "docx",
      written("docx", "Apply", valuesOf(codecOfAct("Apply", qinhuangdao2020), application, qinhuangdao2020)),
      (xml) => xml.replace('<w:r><w:t xml:space="preserve">示例甲</w:t></w:r>', ruby("示例甲")),
    )
    expect(right(await readForm(file, qinhuangdao2020))).toEqual({
      act: "Apply",
      data: application,
      faults: [],
      doubts: [],
    })
  })
})
