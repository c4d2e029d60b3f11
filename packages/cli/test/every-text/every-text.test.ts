/** Under any text, nothing that people read or hold says a word of the first text by itself. */
import type { RegulationDraft } from "@shifan/core"
import { faultsOfRegulation, qinhuangdao2020 } from "@shifan/core/regulations"
import { describe, expect, it } from "vitest"
import { miit2017, tongling, wuhu } from "../../../../examples/real-regulations/src/index.js"
import { port } from "../../../audit/test/port-regulation.js"
import { league } from "./league-regulation.js"
import { leagueOffice } from "./league-story.js"
import { deskPagesOf, portOffice, sentencesOf, sitePagesOf, viewerPagesOf, type Pages } from "./offices.js"
import { blankSheetsOf, papersOf, readBack } from "./sheets-and-letters.js"
import { realOffice, realTexts } from "./real-texts.js"
import { rawKeysIn } from "./raw-keys.js"
import { foreignIn, wordsOnlyOfTheFirst } from "./words-of-the-first.js"

const foreign = (pages: Pages, text: RegulationDraft): ReadonlyArray<string> =>
  [...pages].flatMap(([name, page]) => foreignIn(page, text).map((word) => `${name}: ${word}`))

/** Pages in Chinese; names in English may well be words of the identifiers. */
const raw = (pages: Pages, text: RegulationDraft): ReadonlyArray<string> =>
  [...pages]
    .filter(([name]) => !/language=en|^en\/|\.json$|rows\.js$/.test(name))
    .flatMap(([name, page]) => rawKeysIn(page, text).map((key) => `${name}: ${key}`))

describe("what the first text alone says", () => {
  it("is found in its own papers, and is not what another says as well", () => {
    const words = wordsOnlyOfTheFirst(port)
    expect(words.length).toBeGreaterThan(25)
    for (const word of ["秦皇岛", "秦皇岛市工业和信息化局", "示范平台", "撤消", "海港区", "市局"])
      expect(words).toContain(word)
    const found = foreign(papersOf(qinhuangdao2020), port).join("\n")
    for (const word of ["秦皇岛市工业和信息化局", "示范平台", "撤消", "第八条", "附件2"]) expect(found).toContain(word)
  })
})

describe.each(Object.entries({ port, league, wuhu, tongling, miit2017 }))("the papers of %s", (_, text) => {
  it("say no word of the first text", () => {
    expect(foreign(papersOf(text), text)).toEqual([])
  })

  it("ask nobody to write or read an identifier of its own names", () => {
    expect(raw(blankSheetsOf(text), text)).toEqual([])
  })

  it("are read back as they were filled in", async () => {
    for (const { filled, read } of await readBack(text)) expect(read).toEqual(filled)
  })
})

describe.each([
  ["the port, in the middle of its story", port, () => portOffice(false), "2025-02-01T02:00:00Z"],
  ["the port, at the end of it", port, () => portOffice(true), "2030-12-05T02:00:00Z"],
  ["the league", league, leagueOffice, "2023-06-01T02:00:00Z"],
  ["wuhu", realTexts.wuhu.text, () => realOffice("wuhu"), "2021-11-01T02:00:00Z"],
  ["tongling", realTexts.tongling.text, () => realOffice("tongling"), "2021-11-01T02:00:00Z"],
  ["miit2017", realTexts.miit2017.text, () => realOffice("miit2017"), "2021-11-01T02:00:00Z"],
] as const)("%s", (_, text, officeOf, at) => {
  it("has a text without faults", () => expect(faultsOfRegulation(text)).toEqual([]))

  it("reads no word of the first text in what it is told", async () => {
    expect(foreign(await sentencesOf(await officeOf(), text), text)).toEqual([])
  })

  it("reads none on its desk", async () => {
    const pages = await deskPagesOf(await officeOf(), text, at)
    expect(pages.size).toBeGreaterThan(100)
    expect(foreign(pages, text)).toEqual([])
    expect(raw(pages, text)).toEqual([])
  })

  it("publishes none on its site", async () => {
    const pages = await sitePagesOf(await officeOf(), text)
    expect(pages.size).toBeGreaterThan(20)
    expect(foreign(pages, text)).toEqual([])
    expect(raw(pages, text)).toEqual([])
  })

  it("shows none to its auditor", async () => {
    const pages = await viewerPagesOf(await officeOf(), text)
    expect(pages.size).toBeGreaterThan(40)
    expect(foreign(pages, text)).toEqual([])
    expect(raw(pages, text)).toEqual([])
  })
})
