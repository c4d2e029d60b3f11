import fc from "fast-check"
import { expect, it } from "vitest"
import { civilDate, instantAt } from "@shifan/core"
import { memoryStore } from "@shifan/event-store"
import { history, lifecycleLaws } from "../../src/index.js"
import { flaws } from "../conformance/broken/flaws.js"
import { plainStore } from "../conformance/broken/plain-store.js"
import { bureauModel, historyThrough, testService } from "../../src/service/index.js"

it("many simultaneous actors keep the laws over a store in memory", async () => {
  const { accepted, refused } = await bureauModel(
    { open: async () => memoryStore(), destroy: async () => {} },
    { numRuns: 12 },
  )
  expect([accepted > 20, refused > 20]).toEqual([true, true])
})

it("the model detects a store that checks before an await, and a store without an optimistic check", async () => {
  const adapterOf = (name: string) => {
    const change = flaws.find((flaw) => flaw.name === name)?.change
    if (change === undefined || typeof change === "function") throw new Error(`no such flaw: ${name}`)
    return { open: async () => plainStore({ events: [] }, change), destroy: async () => {} }
  }
  for (const name of ["the check before an await", "no optimistic check"])
    await expect(bureauModel(adapterOf(name), { numRuns: 60, maxCommands: 15, seed: 20201112 })).rejects.toThrow(
      "Property failed",
    )
})

it("the laws hold for histories made by a service", async () => {
  const today = civilDate("2060-01-01")
  let [carriedOut, refused] = [0, 0]
  await fc.assert(
    fc.asyncProperty(history({ maxLength: 40 }), async (generated) => {
      const { handle } = testService({ startAt: instantAt(Date.parse("2060-01-01T04:00:00.000Z")) })
      const made = await historyThrough({ handle, history: generated, today })
      for (const [name, law] of Object.entries(lifecycleLaws)) expect([name, law(made)]).toEqual([name, []])
      carriedOut += made.accepted.length
      refused += made.refused.length
    }),
    { numRuns: 20 },
  )
  expect([carriedOut > 50, refused > 50]).toEqual([true, true])
})
