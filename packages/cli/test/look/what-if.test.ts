import { describe, expect, it } from "vitest"
import { json, storeWithApplication } from "../shifan.js"

describe("audit what-if", () => {
  it("lists the decisions that another reading would turn", async () => {
    const { shifan } = await storeWithApplication()
    const ran = await shifan("audit", "what-if", "--reading", "staff.qualified=both", "--json")
    expect(json(ran)).toMatchObject({
      decisions: 1,
      flips: [{ decided: "Applied", turned: [{ condition: "art_5__para_1__point_3#professionalRatio" }] }],
    })
  })

  it.each([
    ["a reading without such an option", ["--reading", "staff.qualified=neither"], 2],
    ["a text that is not in the library", ["--regulation", "nowhere"], 6],
    ["a version that is no number", ["--instrument-version", "0"], 2],
    ["nothing to suppose", [], 2],
  ])("refuses %s", async (_, options, exit) => {
    const { shifan } = await storeWithApplication()
    expect((await shifan("audit", "what-if", ...options)).exit).toBe(exit)
  })
})
