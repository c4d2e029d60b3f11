/** Art. 16: an auditor recounts the places of a call, whichever program wrote the log. */
import { civilDate as day, instantAt, type Aggregates, type Regulation, type Uscc } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore } from "@shifan/event-store"
import { handler, memoryVault, type Target } from "@shifan/service"
import { bureau, samplesFor, type Attempt } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { requestOf } from "@shifan/testkit/service"
import { describe, expect, it } from "vitest"
import { replay } from "../src/index.js"

const units = ["91130302MA00010187", "91130324MA00010776"] as unknown as ReadonlyArray<Uscc>

const regulation: Regulation = {
  ...qinhuangdao2020,
  lifecycle: { ...qinhuangdao2020.lifecycle, quotas: { mostRecommendedPerCounty: 1 } },
}

/** A program that does not count the use of quotas. */
const { quotas: _, ...uncounted } = aggregates.designation
const careless: Aggregates = { ...aggregates, designation: uncounted }

/** Two units of one county, both recommended. */
const written = async () => {
  const store = memoryStore()
  let elapsed = 0
  let ids = 0
  const handle = handler({
    store,
    vault: memoryVault(),
    division: bureau.code,
    library: [regulation],
    registry: careless,
    clock: () => instantAt(Date.parse("2026-12-01T01:00:00.000Z") + elapsed++),
    random: (size) => new Uint8Array(size).fill(7),
  })
  const freshId = (): string => `0190163d-8694-7000-8000-${String(ids++).padStart(12, "0")}`
  const official = async (target: object, on: string): Promise<void> => {
    right(await handle({ commandId: freshId(), actor: bureau, effectiveOn: day(on), target: target as Target }))
  }
  const { id, documentNumber, firstDay, validityYears } = regulation
  const enacted = { regulation: id, documentNumber, effectiveFrom: firstDay, validityYears }
  await official({ aggregate: "instrument", key: "text", command: { type: "Enact", data: enacted } }, firstDay)
  const window = { year: 2020, opensOn: "2020-11-20", closesOn: "2020-12-20", document: "示例" }
  await official({ aggregate: "call", key: "2020", command: { type: "OpenCall", data: window } }, "2020-11-20")
  for (const unit of units) {
    const town = samplesFor(regulation, unit)
    const carriedOut = async (attempt: Attempt): Promise<void> => {
      right(await handle(requestOf(unit, attempt, freshId())))
    }
    await carriedOut(town.apply(day("2020-12-01")))
    await carriedOut(town.recommend(day("2020-12-08")))
  }
  return store
}

describe("a recommendation beyond the places of a call", () => {
  it("art_16__para_1: is the only fault, at the recommendation that exceeds the quota", async () => {
    const { faults, events } = await replay((await written()).readAll(), { library: [regulation] })
    expect(events).toBe(6)
    expect(faults).toMatchObject([{ code: "Undecidable", place: { index: 5 } }])
    expect(faults[0]?.found.zh).toContain("名额1个")
  })

  it("art_16__para_1: is not a fault under a text without quotas", async () => {
    const { faults } = await replay((await written()).readAll(), { library: [qinhuangdao2020] })
    expect(faults).toEqual([])
  })
})
