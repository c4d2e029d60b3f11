import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Observed } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { reliabilityPage, sumsOf, type Reliability } from "../src/reliability.js"

const docs = join(import.meta.dirname, "../../../docs")
const data: Reliability = JSON.parse(readFileSync(join(docs, "reliability.json"), "utf8"))

describe("the page of the harnesses", () => {
  it("is generated from its data and was not edited", () => {
    expect(readFileSync(join(docs, "reliability.md"), "utf8")).toBe(reliabilityPage(data))
  })

  it("shows the counts that were asked for, and as many winners as races", () => {
    const { killedWriters, racingProcesses, killedReadModels, damagedBundles } = data.figures
    expect(killedWriters["kills"]).toBe(Number(data.asked["SHIFAN_KILLS"]))
    expect(killedReadModels["kills"]).toBe(2 * Number(data.asked["SHIFAN_KILLS"]))
    expect(racingProcesses["created"]).toBe(racingProcesses["streams"])
    expect(damagedBundles["bundles"]).toBeGreaterThan(Number(data.asked["SHIFAN_FUZZ"]))
    expect(killedWriters["acknowledged"]).toBeGreaterThan(0)
  })
})

describe("the counts of the harnesses", () => {
  const lines: ReadonlyArray<Observed> = [
    { harness: "killedWriters", figures: data.figures.killedWriters },
    { harness: "killedProcesses", figures: data.figures.killedProcesses },
    { harness: "racingProcesses", figures: data.figures.racingProcesses },
    { harness: "killedReadModels", figures: data.figures.killedReadModels },
    { harness: "crashedCommands", figures: data.figures.crashedCommands },
    { harness: "killedCopies", figures: data.figures.killedCopies },
    { harness: "fullDisks", figures: data.figures.fullDisks },
    { harness: "damagedBundles", figures: data.figures.damagedBundles },
  ]

  it("are summed over all runs", () => {
    const twice = sumsOf([...lines, { harness: "killedWriters", figures: { kills: 3 } }])
    expect(twice.killedWriters["kills"]).toBe((data.figures.killedWriters["kills"] ?? 0) + 3)
    expect(twice.fullDisks).toEqual(data.figures.fullDisks)
  })

  it("are refused if a harness did not run", () => {
    expect(() => sumsOf(lines.slice(1))).toThrow("killedWriters did not run")
  })
})
