import { describe, expect, it } from "vitest"
import { json, storeWithApplication } from "../shifan.js"

describe("audit what-if", () => {
  it("lists the decisions that another reading would change", async () => {
    const { shifan } = await storeWithApplication()
    const ran = await shifan("audit", "what-if", "--reading", "staff.qualified=both", "--json")
    expect(json(ran)).toMatchObject({
      decisions: 1,
      flips: [{ decided: "Applied", turned: [{ condition: "art_5__para_1__point_3#professionalRatio" }] }],
    })
  })

  it.each([
    ["an unknown option of a reading", ["--reading", "staff.qualified=neither"], 2],
    ["an unknown regulation", ["--regulation", "nowhere"], 6],
    ["an invalid version", ["--instrument-version", "0"], 2],
    ["a missing supposition", [], 2],
  ])("refuses %s", async (_, options, exit) => {
    const { shifan } = await storeWithApplication()
    expect((await shifan("audit", "what-if", ...options)).exit).toBe(exit)
  })
})
