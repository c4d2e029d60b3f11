/** The port's regulation through the service in memory and a replay. `bundle` drives the same stories through SQLite. */
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { faultsOfRegulation } from "@shifan/core/regulations"
import { history } from "@shifan/testkit"
import { officeUnder } from "./office-under.js"
import { port } from "./port-regulation.js"
import { bothRoutes, certification, reviewAndEnd } from "./port-story.js"

describe("the port's text", () => {
  it("has no faults and lets histories be generated", () => {
    expect(faultsOfRegulation(port)).toEqual([])
    expect(fc.sample(history({ regulation: port }), { numRuns: 30, seed: 2 })).toHaveLength(30)
  })

  it("takes applications to the bureau and to a district, by grade, with one recommendation from each district", async () => {
    const { play, replayed } = await officeUnder(port, [2024])
    await play(bothRoutes())
    expect(await replayed()).toEqual([])
  })

  it("leads through notice, defence, a failed review, rectification and falsification, each by its own steps", async () => {
    const { play, replayed } = await officeUnder(port, [2024, 2027])
    await play([...certification(0), ...reviewAndEnd(0)])
    expect(await replayed()).toEqual([])
  })
})
