import { describe, expect, it } from "vitest"
import { readingIds } from "@shifan/core/law"
import { qinhuangdao2020, qinhuangdao2020Text } from "@shifan/core/regulations"
import { coverageOf, gaps, markdown, namesIn, type ProvisionRow } from "../src/coverage.js"

describe("what a title names", () => {
  it.each([
    ["a point of a paragraph, a condition of it aside", "ART_5_P1_3#staff: ten", ["ART_5_P1_3"]],
    ["each once", "ATT_1 and ATT_1 and ATT_2", ["ATT_1", "ATT_2"]],
    ["an option, its number aside", "waiver.depth=floor[80]: eight", ["waiver.depth=floor"]],
    ["nothing in an identifier that only begins like one", "ART_5_P1_30x", []],
  ])("%s", (_, said, expected) => {
    // Written so that these titles name no provision themselves.
    const real = (text: string): string =>
      text
        .replace(/ART_(\d+)_P(\d+)_(\d+)/g, "art_$1__para_$2__point_$3")
        .replaceAll("ATT_", "att_")
        .replace("[80]", "(80)")
    expect(namesIn(real(said))).toEqual(expected.map(real))
  })
})

describe("the coverage", () => {
  const [first, last] = ["5__para_1__point_3", "5__para_1__point_4"].map((id) => `art_${id}`)
  const tests = [
    { file: "b.test.ts", title: `${first ?? ""}#staff: ten` },
    { file: "a.test.ts", title: `${first ?? ""}, hearing=required` },
  ]
  const coverage = coverageOf(
    qinhuangdao2020,
    qinhuangdao2020Text,
    tests,
    new Map([["core/x.ts", `"${last ?? ""}#x"`]]),
  )

  it("has a row for each provision of the text and each option of each reading, and names those without a test", () => {
    expect(coverage.provisions).toHaveLength(39)
    expect(coverage.readings).toHaveLength(readingIds.length)
    expect(gaps(coverage)).toContain(last)
    expect(gaps(coverage)).not.toContain(first)
    expect(gaps(coverage)).toContain("hearing=recordIfHeld")
    expect(gaps(coverage)).not.toContain("hearing=required")
  })

  it("tells for each how it is encoded, where, and by which tests", () => {
    const row = coverage.provisions.find(({ id }) => id === first)
    expect(row).toMatchObject({
      conditions: [{ by: "rule" }, { by: "rule" }, { by: "finding" }, { by: "finding" }],
      readings: ["asOf.facts", "staff.qualified"],
      tests: [
        { file: "a.test.ts", tests: 1 },
        { file: "b.test.ts", tests: 1 },
      ],
    })
    expect(coverage.provisions.find(({ id }) => id === last)?.where).toEqual(["core/x.ts"])
  })

  it("says of everything what it says, and of what is not encoded why, in both languages", () => {
    expect(coverage.provisions.flatMap(({ text }) => [text.zh, text.en]).filter((text) => text === "")).toEqual([])
    const silent = coverage.provisions.filter(({ as, remark }) => as.includes("notEncoded") && remark === undefined)
    expect(silent).toEqual([])
  })

  it("encodes what it says it encodes: a finding has one, a rule has conditions, materials or citations, an act events", () => {
    const plain = coverage.provisions.filter(({ remark }) => remark === undefined)
    const isRight = (row: ProvisionRow): boolean =>
      (!row.as.includes("finding") || row.conditions.some(({ by }) => by === "finding")) &&
      (!row.as.includes("rule") || row.conditions.length + row.materials.length + row.citedBy.length > 0) &&
      (!row.as.includes("act") || row.citedBy.length > 0)
    expect(plain.filter((row) => !isRight(row))).toEqual([])
  })

  it("is a page with a line for each row", () => {
    const lines = markdown(coverage)
      .split("\n")
      .filter((line) => line.startsWith("| `"))
    expect(lines).toHaveLength(39 + readingIds.length)
  })
})
