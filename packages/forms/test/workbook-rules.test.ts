/** Rules beyond the schemas: Excel repairs violations, but with a message that frightens users. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { strFromU8, unzipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { acts, codecOfAct, valuesOf } from "../src/index.js"
import { sampled } from "./any-command.js"
import { written } from "./office-files.js"

const partsOf = (act: string, data: unknown) => {
  const parts = unzipSync(written("xlsx", act, valuesOf(codecOfAct(act, qinhuangdao2020), data, qinhuangdao2020)))
  return (path: string): string => strFromU8(parts[path] ?? new Uint8Array())
}

const all = (xml: string, pattern: RegExp): ReadonlyArray<string> =>
  [...xml.matchAll(pattern)].map(([, found = ""]) => found)

const columnOf = (reference: string): number => reference.charCodeAt(0) - 64
const rowOf = (reference: string): number => Number(reference.slice(1))

/** All cells in a range. */
const cellsIn = (range: string): ReadonlyArray<string> => {
  const [from = "", to = from] = range.split(":")
  return Array.from({ length: rowOf(to) - rowOf(from) + 1 }, (_, row) =>
    Array.from(
      { length: columnOf(to) - columnOf(from) + 1 },
      (__, column) => `${columnOf(from) + column}-${rowOf(from) + row}`,
    ),
  ).flat()
}

describe.each(acts)("the workbook of %s", (act) => {
  const [data] = sampled(codecOfAct(act, qinhuangdao2020), 1)
  const part = partsOf(act, data)
  const sheet = part("xl/worksheets/sheet1.xml")

  it("has its rows and cells in order, each once", () => {
    const rows = all(sheet, /<row r="(\d+)"/g).map(Number)
    expect(rows).toEqual(rows.map((_, i) => i + 1))
    const cells = all(sheet, /<c r="([A-Z]\d+)"/g).map((at) => rowOf(at) * 100 + columnOf(at))
    expect(cells).toEqual([...new Set(cells)].toSorted((a, b) => a - b))
  })

  it("has only texts and no formulas", () => {
    expect(sheet).not.toMatch(/<f[ >]/)
    const filled = all(sheet, /<c ([^>]*[^/])>/g)
    expect(filled.filter((attributes) => !attributes.endsWith('t="inlineStr"'))).toEqual([])
    expect(filled.length).toBeGreaterThan(5)
  })

  it("merges no cell twice", () => {
    const merged = all(sheet, /<mergeCell ref="([^"]+)"/g).flatMap(cellsIn)
    expect(merged.length).toBeGreaterThan(0)
    expect(new Set(merged).size).toBe(merged.length)
  })

  it("has defined names that look like no cell, are unique regardless of case, and refer to existing cells", () => {
    const workbook = part("xl/workbook.xml")
    const names = all(workbook, /<definedName name="([^"]+)"/g)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^sf_[0-9a-f]{16}$/)
    const places = [...workbook.matchAll(/>表!\$([A-Z])\$(\d+)</g)]
    expect(places.length).toBe(names.length)
    expect(names.length).toBeGreaterThan(0)
    for (const [, column, row] of places) expect(sheet).toContain(`<c r="${column}${row}"`)
  })

  it("offers choices from cells that exist", () => {
    const words = part("xl/worksheets/sheet2.xml")
    const formulas = all(sheet, /<formula1>([^<]+)</g)
    expect(formulas.length).toBe(all(sheet, /(<dataValidation) type="list"/g).length)
    for (const formula of formulas) {
      expect(formula).toMatch(/^选项!\$([A-Z])\$1:\$\1\$(\d+)$/)
      const [, column = "", count = ""] = /^选项!\$([A-Z])\$1:\$\1\$(\d+)$/.exec(formula) ?? []
      for (const row of ["1", count]) expect(words).toContain(`<c r="${column}${row}"`)
    }
  })
})

describe("a Word document", () => {
  it("declares the format of Word 2013, because no box can be ticked in an older one", () => {
    const settings = unzipSync(written("docx", "Apply", new Map()))["word/settings.xml"] ?? new Uint8Array()
    expect(strFromU8(settings)).toMatch(/<w:compatSetting w:name="compatibilityMode" [^>]*w:val="15"\/>/)
  })

  it.each(acts)("has no control that offers an answer twice or an empty answer, and each control once: %s", (act) => {
    const parts = unzipSync(written("docx", act, new Map()))
    const xml = strFromU8(parts["word/document.xml"] ?? new Uint8Array())
    for (const box of all(xml, /<w:comboBox>(.*?)<\/w:comboBox>/g)) {
      for (const pattern of [/w:displayText="([^"]*)"/g, /w:value="([^"]*)"/g]) {
        const answers = all(box, pattern)
        expect(answers).not.toContain("")
        expect(new Set(answers).size).toBe(answers.length)
      }
    }
    const controls = all(xml, /<w:sdtPr>.*?<w:id w:val="(\d+)"/g)
    expect(new Set(controls).size).toBe(controls.length)
  })
})
