import { parseXml, XmlElement } from "@rgrove/parse-xml"
import { parse as parseCsv } from "csv-parse/sync"
import fc from "fast-check"
import { unzipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { Line } from "@shifan/core/forms"
import { guardCell } from "@shifan/roster"
import { unit } from "@shifan/testkit"
import { filesOf, imported, logOf, textOf } from "./sample.js"

const named = (name: string) =>
  filesOf(logOf({ uscc: unit, events: [imported({ platformName: name, operatingUnitName: name })] }))

const harmful = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "=HYPERLINK(1)",
  "@a",
  "&lt;b&gt;",
  "]]>",
  "'-1'",
  "_x0041_",
  "𠮷𡈽",
  "😀".repeat(60),
  "平".repeat(120),
  "${x}",
]

/** Any text that a form accepts as a name. */
const anyName = fc
  .oneof(
    fc.constantFrom(...harmful),
    fc.string({ unit: "binary", minLength: 1, maxLength: 120 }),
    fc.string({ unit: fc.constantFrom(...Array.from(`<>&"'=+-@/\\,;_x0041 平台𠮷`)), minLength: 1, maxLength: 60 }),
  )
  .filter((name) => Line.is(name))

const tagsIn = (markup: string): ReadonlyArray<string> => markup.match(/<[^>]*>/g) ?? []

const unescaped = (text: string): string =>
  text.replace(
    /&(?:lt|gt|amp|quot|#39);/g,
    (entity) => ({ "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#39;": "'" })[entity] ?? entity,
  )

const pages = ["index.html", `units/${unit}.html`, "changes.html", "county-130302.html", "regulation.html"]
const plain = named("甲")

const feedTitle = (xml: string): string => {
  const entries = parseXml(xml).root?.children.filter((child) => child instanceof XmlElement && child.name === "entry")
  const titles = entries?.flatMap((entry) =>
    entry instanceof XmlElement
      ? entry.children.filter((child) => child instanceof XmlElement && child.name === "title")
      : [],
  )
  const [title] = titles ?? []
  return title instanceof XmlElement ? title.text : ""
}

const cellsIn = (xlsx: Uint8Array): ReadonlyArray<string> => {
  const sheet = new TextDecoder().decode(unzipSync(xlsx)["xl/worksheets/sheet1.xml"])
  const texts: Array<string> = []
  const walk = (element: XmlElement): void => {
    if (element.name === "t") texts.push(element.text.replaceAll("_x005F_", "_"))
    for (const child of element.children) if (child instanceof XmlElement) walk(child)
  }
  const { root } = parseXml(sheet)
  if (root !== null) walk(root)
  return texts
}

describe("a name with any characters", () => {
  it("is plain text in pages, the feed, CSV, JSON and the spreadsheet", () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const files = named(name)
        for (const path of pages) {
          const page = textOf(files, path)
          expect(tagsIn(page)).toEqual(tagsIn(textOf(plain, path)))
        }
        const page = textOf(files, `units/${unit}.html`)
        expect(unescaped(/<h1>(.*)<\/h1>/.exec(page)?.[1] ?? "")).toBe(name)
        expect(feedTitle(textOf(files, "feed.xml"))).toBe(`${name}：补录称号`)
        const rows: ReadonlyArray<ReadonlyArray<string>> = parseCsv(textOf(files, "list.csv"), { bom: true })
        expect(rows[1]?.slice(0, 2)).toEqual([guardCell(name), guardCell(name)])
        expect(cellsIn(files.get("list.xlsx") ?? new Uint8Array())).toContain(name)
        expect(JSON.parse(textOf(files, `units/${unit}.json`))).toMatchObject({ platformName: name })
      }),
      { numRuns: 60 },
    )
  })

  it("is accepted and adds no markup, for each of the harmful examples", () => {
    for (const name of harmful) {
      expect([name, Line.is(name)]).toEqual([name, true])
      expect(tagsIn(textOf(named(name), "index.html"))).toEqual(tagsIn(textOf(plain, "index.html")))
    }
  })
})
