import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { intervalOf, resultOf, withTable } from "./mutation-table.ts"

const document = (name: string): string => readFileSync(join(import.meta.dirname, "../docs", name), "utf8")

const run = { ranOn: "2026-11-30", killed: 1990, timedOut: 5, survived: 4, noCoverage: 1 }

const page =
  "# Mutation\n\n| package | score |\n|---|--:|\n| `old` | 3% |\n\nA word.\n\n| another | table |\n|---|---|\n"

it("resultOf counts the mutants of all files, except those that were ignored or did not load", () => {
  const statuses = ["Killed", "Killed", "Timeout", "Survived", "NoCoverage", "Ignored", "RuntimeError"]
  const report = {
    files: { "a.ts": { mutants: statuses.map((status) => ({ status })) }, "b.ts": { mutants: [{ status: "Killed" }] } },
  }
  expect(resultOf(report, "2026-11-30")).toEqual({
    ranOn: "2026-11-30",
    killed: 3,
    timedOut: 1,
    survived: 1,
    noCoverage: 1,
  })
})

it("resultOf tells how many mutants a sample left out", () => {
  const report = { files: { "a.ts": { mutants: [{ status: "Killed" }, { status: "CompileError" }] } } }
  expect(resultOf(report, "2026-11-30")).toMatchObject({ killed: 1, notDrawn: 1 })
})

it.each([
  // Newcombe, Statistics in Medicine 17 (1998), table I.
  { found: 81, sampled: 263, interval: [25, 37] },
  { found: 15, sampled: 148, interval: [6, 17] },
  { found: 0, sampled: 20, interval: [0, 17] },
  { found: 1, sampled: 29, interval: [0, 18] },
  // The mirror of 0 of 20.
  { found: 20, sampled: 20, interval: [83, 100] },
])("intervalOf($found of $sampled) is Wilson's, rounded outwards", ({ found, sampled, interval }) => {
  expect(intervalOf(found, sampled)).toEqual(interval)
})

it("withTable states of a sample what it was drawn from, and the interval of the score", () => {
  const sample = { ranOn: "2026-11-30", killed: 110, timedOut: 2, survived: 5, noCoverage: 3, notDrawn: 880 }
  expect(withTable(page, { core: sample })).toContain(
    "| `core` | sample of 120 of 1000 | 110 | 2 | 5 | 3 | 93% (87–97%) | 2026-11-30 |\n",
  )
})

it("withTable writes a row for each package and leaves the rest of the page unchanged", () => {
  const made = withTable(page, { tlog: run, audit: { ...run, ranOn: "2026-11-29" } })
  expect(made.split("\n").slice(2)).toEqual([
    "| package | mutants | killed | timed out | survived | no coverage | score | run on |",
    "|---|--:|--:|--:|--:|--:|--:|---|",
    "| `audit` | 2000 | 1990 | 5 | 4 | 1 | 99% | 2026-11-29 |",
    "| `tlog` | 2000 | 1990 | 5 | 4 | 1 | 99% | 2026-11-30 |",
    ...page.split("\n").slice(5),
  ])
  expect(withTable(made, { tlog: run, audit: { ...run, ranOn: "2026-11-29" } })).toBe(made)
})

it("withTable refuses a page without a table", () => {
  expect(() => withTable("# Mutation\n", { tlog: run })).toThrow("no table")
})

it("docs/mutation.md shows the figures of docs/mutation.json", () => {
  expect(withTable(document("mutation.md"), JSON.parse(document("mutation.json")))).toBe(document("mutation.md"))
})
