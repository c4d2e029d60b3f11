/** A second level that recommends: in memory and SQLite, replayed, in a bundle, held against a second statement. */
import { join } from "node:path"
import { civilDate as day } from "@shifan/core"
import { faultsOfRegulation } from "@shifan/core/regulations"
import { selectEntries, officeStateAt, owedByName, worklistOn } from "@shifan/casework"
import { collect } from "@shifan/event-store"
import { leafLog, openSqliteStore } from "@shifan/sqlite/event-store"
import { openSqliteVault } from "@shifan/sqlite/vault"
import { must, right, temporaryFolder } from "@shifan/testkit/basics"
import { afterAll, describe, expect, it } from "vitest"
import { officeUnder } from "../../audit/test/office-under.js"
import { province } from "../../audit/test/province-regulation.js"
import { bothLevels, kept, waiting } from "../../audit/test/province-story.js"
import { audit, bundleOf, faultCodes } from "../../bundle/test/sample-bundle.js"

const inMemory = await officeUnder(province, [2025, 2026])
await inMemory.play(bothLevels())

describe("a text with two levels that recommend", () => {
  it("has no faults, and has one if no division is named above a county", () => {
    expect(faultsOfRegulation(province)).toEqual([])
    const [first, ...others] = province.territory.counties
    if (first === undefined) throw new Error("no county")
    const { under: _, ...alone } = first
    const territory = { ...province.territory, counties: [alone, ...others] }
    expect(faultsOfRegulation({ ...province, territory }).map(({ code, place }) => [code, place])).toEqual([
      ["PartMissing", "territory.counties.0.under"],
    ])
  })

  it("lets each level act itself and in its order, for its own units, and is replayed without a fault", async () => {
    expect(await inMemory.replayed()).toEqual([])
    const state = right(await officeStateAt(inMemory.store, [province], {}))
    expect(state.units.get(kept)?.phase).toMatchObject({ _tag: "certified", title: { lastConfirmedOn: "2026-09-15" } })
    const steps = right(await collect(inMemory.store.readAll())).map(({ leaf }) => new TextDecoder().decode(leaf))
    expect(
      steps.filter((text) => text.includes("cityRecommendation") && text.includes('"code":"630100"')),
    ).toHaveLength(2)
  })

  it("waits for the city above the unit's county, and for nobody else at that level", async () => {
    const state = right(await officeStateAt(inMemory.store, [province], {}))
    const on = day("2026-09-20")
    const all = selectEntries(worklistOn(state, on), on, { owedByDivision: "630100" })
    expect(all.map(({ unit, ownStep, county }) => [unit, ownStep, county])).toEqual([
      [waiting, "cityRecommendation", "630103"],
    ])
    expect(all.map((entry) => owedByName(entry, province).zh)).toEqual(["市主管部门"])
    expect(selectEntries(worklistOn(state, on), on, { owedByDivision: "630200" })).toEqual([])
  })

  it("is recorded in SQLite byte for byte, and is sound in a bundle", async () => {
    const folder = temporaryFolder(afterAll)
    const store = await must(openSqliteStore({ file: join(folder, "a.db"), create: true, alongside: leafLog }))
    const vault = right(await openSqliteVault({ file: join(folder, "a.vault.db"), create: true }))
    const place = await officeUnder(province, [2025, 2026], { store, vault })
    await place.play(bothLevels())
    const leaves = right(await collect(store.readAll())).map(({ leaf }) => leaf)
    expect(leaves).toEqual(right(await collect(inMemory.store.readAll())).map(({ leaf }) => leaf))
    const report = await audit(await bundleOf(leaves), { library: [province] })
    expect(faultCodes(report)).toEqual([])
    expect(report).toMatchObject({ sound: true, leaves: leaves.length })
    await store.close()
  })
})
