/** The suite fails on every flawed store, in the named cases, and ends. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { temporaryFolder } from "../../../src/basics.js"
import { flaws } from "./flaws.js"

interface Report {
  readonly testResults: ReadonlyArray<{
    readonly assertionResults: ReadonlyArray<{
      readonly ancestorTitles: ReadonlyArray<string>
      readonly title: string
      readonly status: string
    }>
  }>
}

/** Titles of a store's cases, by outcome. */
type Outcomes = ReadonlyMap<string, { readonly passed: ReadonlyArray<string>; readonly failed: ReadonlyArray<string> }>

const runSuite = async (): Promise<Outcomes> => {
  const file = join(temporaryFolder(), "report.json")
  const config = join(import.meta.dirname, "vitest.config.ts")
  const flags = ["run", "--config", config, "--reporter=json", `--outputFile=${file}`]
  const child = spawn("vitest", flags, { stdio: "ignore", env: { ...process.env, SHIFAN_PATIENCE: "300" } })
  await once(child, "close")
  const { testResults }: Report = JSON.parse(readFileSync(file, "utf8"))
  const cases = testResults.flatMap(({ assertionResults }) => assertionResults)
  const titled = (all: typeof cases, status: string) => all.flatMap((one) => (one.status === status ? [one.title] : []))
  return new Map(
    [...Map.groupBy(cases, ({ ancestorTitles: [store = ""] }) => store)].map(([store, all]) => [
      store,
      { passed: titled(all, "passed"), failed: titled(all, "failed") },
    ]),
  )
}

describe("the conformance suite", () => {
  let outcomes: Outcomes = new Map()

  it("ends on every broken store", { timeout: 600_000 }, async () => {
    outcomes = await runSuite()
    expect([...outcomes.keys()]).toEqual(["no flaw", ...flaws.map(({ name }) => name)])
  })

  it("passes on the store without a flaw", () => {
    expect(outcomes.get("no flaw")?.failed).toEqual([])
    expect(outcomes.get("no flaw")?.passed.length).toBeGreaterThan(80)
  })

  it.each(flaws.map((flaw) => [flaw.name, flaw.caughtBy] as const))(
    "fails in the named cases on: %s",
    (name, caughtBy) => {
      const { failed = [] } = outcomes.get(name) ?? {}
      expect(caughtBy.filter((title) => !failed.includes(title))).toEqual([])
    },
  )
})
