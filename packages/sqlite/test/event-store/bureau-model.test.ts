import { expect, it } from "vitest"
import { bureauModel } from "@shifan/testkit/service"
import { adapterOn } from "./adapter.js"

it("many simultaneous actors keep the laws through two services over one file", { timeout: 300_000 }, async () => {
  const { accepted, refused } = await bureauModel(adapterOn({ pollInterval: 10 }), { numRuns: 15 })
  expect([accepted > 20, refused > 20]).toEqual([true, true])
})
