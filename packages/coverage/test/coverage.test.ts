import { describe, expect, it } from "vitest"
import { readingIds } from "@shifan/core/law"
import { qinhuangdao2020, qinhuangdao2020Text } from "@shifan/core/regulations"
import { coverageOf, gaps, markdown, namesIn, type ProvisionRow } from "../src/coverage.js"

describe("the names in a title", () => {
  it.each([
    ["include the point of a paragraph without its condition", "ART_5_P1_3#staff: ten", ["ART_5_P1_3"]],
    ["include each name once", "ATT_1 and ATT_1 and ATT_2", ["ATT_1", "ATT_2"]],
    ["include an option without its number", "waiver.depth=floor[80]: eight", ["waiver.depth=floor"]],
    ["do not include an identifier that only begins like a name", "ART_5_P1_30x", []],
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

  it("has a row for each provision and each reading, and reports rows without a test as gaps", () => {
    expect(coverage.provisions).toHaveLength(39)
    expect(coverage.readings).toHaveLength(readingIds.length)
    expect(gaps(coverage)).toContain(last)
    expect(gaps(coverage)).not.toContain(first)
    expect(gaps(coverage)).toContain("hearing=recordIfHeld")
    expect(gaps(coverage)).not.toContain("hearing=required")
  })

  it("shows how a provision is encoded, where, and which tests name it", () => {
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

  it("has the words of every provision in both languages, and a reason for every provision that is not encoded", () => {
    expect(coverage.provisions.flatMap(({ text }) => [text.zh, text.en]).filter((text) => text === "")).toEqual([])
    const silent = coverage.provisions.filter(({ as, remark }) => as.includes("notEncoded") && remark === undefined)
    expect(silent).toEqual([])
  })

  it("has a finding for each provision encoded as a finding, parts or citations for a rule, and citing events for an act", () => {
    const plain = coverage.provisions.filter(({ remark }) => remark === undefined)
    const isRight = (row: ProvisionRow): boolean =>
      (!row.as.includes("finding") || row.conditions.some(({ by }) => by === "finding")) &&
      (!row.as.includes("rule") || row.conditions.length + row.materials.length + row.citedBy.length > 0) &&
      (!row.as.includes("act") || row.citedBy.length > 0)
    expect(plain.filter((row) => !isRight(row))).toEqual([])
  })

  it("is printed with a line for each row", () => {
    const lines = markdown(coverage)
      .split("\n")
      .filter((line) => line.startsWith("| `"))
    expect(lines).toHaveLength(39 + readingIds.length)
  })
})
