import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { resultOf, withTable } from "./mutation-table.ts"

const document = (name: string): string => readFileSync(join(import.meta.dirname, "../docs", name), "utf8")

const run = { ranOn: "2026-11-30", killed: 1990, timedOut: 5, survived: 4, noCoverage: 1 }

const page =
  "# Mutation\n\n| package | score |\n|---|--:|\n| `old` | 3% |\n\nA word.\n\n| another | table |\n|---|---|\n"

it("resultOf counts the mutants of all files, except those that were ignored or did not load", () => {
  const statuses = ["Killed", "Killed", "Timeout", "Survived", "NoCoverage", "Ignored", "CompileError", "RuntimeError"]
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
