import { temporaryFolder } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { run } from "../../cli/src/program.js"
import { officeIn, submitLines, type Line } from "../src/command-line.js"
import { enactLaw } from "../src/history.js"
import { measureLongStore } from "../src/work/long-store.js"
import { applicationOf, batches, measureBatch, timed } from "../src/work/submit.js"

describe("commands through the command line", () => {
  it("are counted only if every command is carried out", async () => {
    const office = await officeIn(temporaryFolder(), enactLaw)
    const application = applicationOf(1)
    await expect(submitLines(run, office, [application])).resolves.toBeUndefined()
    const again: Line = { ...application, effectiveOn: "2020-11-30" }
    await expect(submitLines(run, office, [applicationOf(2), again])).rejects.toThrow(
      "1 done, 0 done before, 1 refused",
    )
    await expect(submitLines(run, office, [application])).rejects.toThrow("0 done, 1 done before")
  })

  it.each(batches)("are carried out by both sides in every round: $name", async (batch) => {
    const [speed, stall, wait] = await measureBatch(run, { ...batch, count: 3 }, 3)
    expect(speed).toMatchObject({ unit: "/s", count: 3, rounds: 2, target: null })
    expect(speed?.ratio).toBeCloseTo((speed?.ours ?? 0) / (speed?.theirs ?? 0))
    expect(stall).toMatchObject({ unit: "ms", ratio: null })
    expect(wait).toMatchObject({ unit: "ms", theirs: null })
    expect(wait?.ours).toBeGreaterThan(0)
  })

  it("are measured on a long store, as is reading every event of a file", async () => {
    const results = await measureLongStore(run, 200, 100)
    expect(results.map(({ work, count }) => [work, count])).toEqual([
      ["an application, on a store of 200 events", 1],
      ["a certification, the first of its process, on a store of 200 events", 1],
      ["read and parse every event of a file, its leaf hash compared", 200],
    ])
  })
})

describe("the longest stall", () => {
  const busy = (milliseconds: number): void => {
    const until = performance.now() + milliseconds
    while (performance.now() < until);
  }

  it("includes work that ends without a turn of the event loop", async () => {
    const { longestStall, perSecond } = await timed(8, async () => busy(80))
    expect(longestStall).toBeGreaterThan(70)
    expect(perSecond).toBeLessThanOrEqual(100)
  })
})
