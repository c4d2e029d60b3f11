import { fc, it as law } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { guardCell, isMadeOf } from "@shifan/roster"

describe("a cell of a CSV", () => {
  it.each(["=1+1", "+1+1", "-示例", "@a", "123456789012", "1E5", "12e34", "007", "91130302100000E239"])(
    "gets an apostrophe if a spreadsheet would run or round it: %s",
    (text) => {
      expect(guardCell(text)).toBe(`'${text}`)
    },
  )

  it.each(["", "示例", "2019-05-06", "91130302MA00010187", "12345678901", "-3.5", "-3", "0", "E5"])(
    "stays unchanged otherwise: %j",
    (text) => {
      expect(guardCell(text)).toBe(text)
    },
  )
})

describe("a number that a spreadsheet made of a code", () => {
  law.prop([fc.stringMatching(/^[1-9]\d{17}$/), fc.integer({ min: 0, max: 14 })])(
    "is recognised in any precision",
    (code, decimals) => {
      const shown = Number(code).toExponential(decimals).replace("e", "E")
      expect(isMadeOf(shown, code)).toBe(true)
      expect(isMadeOf(`${code.slice(0, 15)}000`, code)).toBe(!code.endsWith("000"))
    },
  )

  it.each([
    ["91130302MA00010187", "91130302MA00010187"],
    ["9.11303E+17", "91130302MA00010187"],
    ["9.11304E+17", "911303021000000087"],
    ["9.11303E+16", "911303021000000087"],
    ["911303021000000087", "911303021000000087"],
    ["911303021000000000", "911303021000000000"],
    // A spreadsheet keeps all digits of a short number, and writes no letter between digits.
    ["1.23E+2", "123"],
    ["91130302100000E000", "91130302100000E239"],
    ["", "911303021000000087"],
  ])("is not recognised in %j for %s", (cell, code) => {
    expect(isMadeOf(cell, code)).toBe(false)
  })
})
