import { qinhuangdao2020 } from "@shifan/core/regulations"
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { temporaryFolder } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { codecOfAct, sheetOf, valuesOf, writeForm, type FormFormat } from "../src/index.js"
import { application } from "./application.js"
import { convert, drawPages, drawsPages } from "./libreoffice.js"
import { blurred, readPng, writePng, type Picture } from "./pictures.js"

/** Folder of the stored images. With this variable they are drawn again; look at them before committing. */
const kept = join(import.meta.dirname, "pages")
const isDrawnAnew = process.env["SHIFAN_DRAW_PAGES"] === "1"

/** Dots per inch: a page takes some kilobytes, and its tables are still recognisable. */
const resolution = 25
const square = 7

const values = valuesOf(codecOfAct("Apply", qinhuangdao2020), application, qinhuangdao2020)

const documents: ReadonlyArray<readonly [name: string, format: FormFormat, bytes: Uint8Array]> = [
  ["annex-1", "docx", writeForm("docx", sheetOf("Recommend", new Map(), qinhuangdao2020))],
  ["annex-2", "docx", writeForm("docx", sheetOf("Apply", new Map(), qinhuangdao2020))],
  ["annex-2-filled", "docx", writeForm("docx", sheetOf("Apply", values, qinhuangdao2020), values)],
  ["annex-3", "docx", writeForm("docx", sheetOf("FileReview", new Map(), qinhuangdao2020))],
  ["annex-2-sheet", "xlsx", writeForm("xlsx", sheetOf("Apply", new Map(), qinhuangdao2020))],
]

const keptPages = (name: string): ReadonlyArray<string> => globSync(`${name}-p-*.png`, { cwd: kept }).toSorted()

const pictureOf = (page: string): Picture => readPng(readFileSync(join(kept, page)))

describe.skipIf(!drawsPages)("the annexes as printed", () => {
  it("match the stored picture of each page", { timeout: 600_000 }, () => {
    const folder = temporaryFolder()
    const files = documents.map(([name, format, bytes]) => {
      const file = join(folder, `${name}.${format}`)
      writeFileSync(file, bytes)
      return file
    })
    const printed = convert(files, "pdf")
    for (const [name] of documents) {
      const pages = drawPages(join(printed, `${name}.pdf`), resolution, join(printed, `${name}-p`))
      if (isDrawnAnew) keep(pages)
      expect(pages.size).toBeGreaterThan(2)
      expect([...pages.keys()]).toEqual(keptPages(name))
      const other = [...pages].filter(([page, picture]) => difference(picture, pictureOf(page)) >= 1)
      expect(other.map(([page]) => page)).toEqual([])
    }
  })
})

describe("the stored pictures", () => {
  it("differ from each other", () => {
    const pages = keptPages("annex-2").map(pictureOf)
    expect(pages.length).toBeGreaterThan(5)
    const alike = pages.map((page) => pages.filter((other) => difference(page, other) < 1))
    expect(alike).toEqual(pages.map((page) => [page]))
  })
})

const keep = (pages: ReadonlyMap<string, Picture>): void => {
  mkdirSync(kept, { recursive: true })
  for (const [page, picture] of pages) writeFileSync(join(kept, page), writePng(picture))
}

/** The largest difference of any square, as a share of what is allowed: a line of a table or of text more or less. */
const difference = (one: Picture, other: Picture): number => {
  const a = blurred(one, square)
  const b = blurred(other, square)
  if (a.length !== b.length) return Infinity
  return Math.max(...a.map((grey, i) => Math.abs(grey - (b[i] ?? 0)))) / mostDifference
}

/** Out of 255. Another version of a font changes a square by about ten. */
const mostDifference = 40
