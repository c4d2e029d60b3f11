import fc from "fast-check"
import { expect, it } from "vitest"
import { civilDate, division, instantAt, type Regulation } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore } from "@shifan/event-store"
import { handler, memoryVault } from "@shifan/service"
import { history, lawsOf } from "../../src/index.js"
import { historyThrough } from "../../src/service/index.js"
import { statedQinhuangdao } from "../../src/statement/index.js"

/** The same articles in another city, with its own bureau and counties. */
const elsewhere: Regulation = {
  ...qinhuangdao2020,
  id: "example-2020-1",
  territory: {
    bureau: division("990100", "示例市"),
    counties: [division("990102", "示例区"), division("990103", "示例县")],
  },
}

const stated = {
  ...statedQinhuangdao,
  regulation: elsewhere.id,
  bureau: "990100",
  counties: ["990102", "990103"],
}

it("histories under a regulation of another bureau go through a service of that bureau", async () => {
  let carriedOut = 0
  await fc.assert(
    fc.asyncProperty(history({ regulation: elsewhere, maxLength: 15 }), async (generated) => {
      const handle = handler({
        store: memoryStore(),
        vault: memoryVault(),
        division: elsewhere.territory.bureau.code,
        library: [elsewhere],
        clock: () => instantAt(Date.parse("2060-01-01T04:00:00.000Z")),
        random: (size) => new Uint8Array(size).fill(7),
      })
      const made = await historyThrough({ handle, history: generated, today: civilDate("2060-01-01") })
      for (const [name, law] of Object.entries(lawsOf({ text: stated }))) expect([name, law(made)]).toEqual([name, []])
      carriedOut += made.accepted.length
    }),
    { numRuns: 10 },
  )
  expect(carriedOut).toBeGreaterThan(10)
})
