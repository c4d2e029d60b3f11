import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { lawMutants, reasonAgainst, unnoticed } from "../src/laws/law-mutants.js"
import { lawsPage, type LeastCounts } from "../src/laws/laws-page.js"
import { outcomeIn, type Results } from "../src/obligation-results.js"

const textOf = (file: string): string => readFileSync(join(import.meta.dirname, "../..", file), "utf8")
const results: Results = JSON.parse(textOf("coverage/laws.json"))
const counts: LeastCounts = JSON.parse(textOf("testkit/test/laws/least-counts.json"))
const concerned = lawMutants.filter((row) => reasonAgainst(row) === undefined)

describe("the laws of the testkit", () => {
  it("notice every change that concerns a history, unless a reason is stated", () => {
    const outcomes = concerned.map((row) => [row.id, outcomeIn(results, row)] as const)
    expect(outcomes.filter(([, outcome]) => outcome !== "killed" && outcome !== undefined)).toEqual([])
    // New or edited rows wait for `npm run obligations -- --laws`, but not too many.
    expect(outcomes.filter(([, outcome]) => outcome === undefined).length).toBeLessThan(12)
    expect(outcomes.length).toBeGreaterThan(100)
    expect(Object.keys(unnoticed).filter((id) => !lawMutants.some((row) => row.id === id))).toEqual([])
  })

  it("are tried on changes whose text is in its file exactly once, each with its own name", () => {
    const wrong = lawMutants.filter(({ mutant: { file, from } }) => {
      return textOf(file).split(from).length !== 2
    })
    expect(wrong.map(({ id }) => id)).toEqual([])
    const ids = lawMutants.map(({ id }) => id)
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
  })

  it("are in docs/laws.md (`npm test -- coverage/test/laws.test.ts -u` rewrites it)", async () => {
    await expect(lawsPage(lawMutants, results, counts)).toMatchFileSnapshot("../../../docs/laws.md")
  })
})
