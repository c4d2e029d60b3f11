import { describe, expect, it } from "vitest"
import { audit, bundleOf, leaves, leavesIn } from "./history.js"

describe("a bundle of a history that was lived", () => {
  it("is sound, with every decision taken again and the roster found in its leaves", async () => {
    const report = await audit(await bundleOf(leaves))
    expect(report.faults).toEqual([])
    expect(report).toMatchObject({ sound: true, leaves: leaves.length, roster: { rows: 2 }, openings: 0 })
    expect(report.decided?.decisions).toBe(leaves.length)
  })

  it("of all the demo's events is sound too", async () => {
    const all = leavesIn("history-1.ndjson")
    const report = await audit(await bundleOf(all))
    expect(report.faults).toEqual([])
    expect(report.leaves).toBe(95)
  })
})
