/** The port's regulation over SQLite files, and the bundle of what they hold. */
import { join } from "node:path"
import { civilDate as day } from "@shifan/core"
import { collect, memoryStore, type EventStore, type StoredEvent } from "@shifan/event-store"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { memoryVault, type Vault } from "@shifan/service"
import { leafLog, openSqliteStore } from "@shifan/sqlite/event-store"
import { openSqliteVault } from "@shifan/sqlite/vault"
import { must, right, temporaryFolder } from "@shifan/testkit/basics"
import { forge } from "@shifan/testkit/forger"
import { unitMapHead } from "@shifan/audit"
import { afterAll, describe, expect, it } from "vitest"
import { officeUnder } from "../../audit/test/office-under.js"
import { port } from "../../audit/test/port-regulation.js"
import { bothRoutes, certification, reviewAndEnd, titled } from "../../audit/test/port-story.js"
import { audit, bundleOf, envelopeIn, faultCodes, type Leaves } from "./sample-bundle.js"

interface Place {
  readonly store: EventStore
  readonly vault: Vault
}

const inFiles = async (): Promise<Place> => {
  const folder = temporaryFolder(afterAll)
  const file = join(folder, "port.db")
  return {
    store: await must(openSqliteStore({ file, create: true, alongside: leafLog })),
    vault: right(await openSqliteVault({ file: join(folder, "port.vault.db"), create: true })),
  }
}

/** The list as of a day, of all leaves so far, as the bureau publishes it. */
const publicationOf = (leaves: Leaves, asOf: string) => {
  const found: Array<object> = []
  const logSize = leaves.length
  const point = { asOf: day(asOf), logSize }
  const collector = rosterDigestsAt([point], (_, { rows, digest, standings }) =>
    found.push({ ...point, rows, digest, medium: "示例", units: unitMapHead(standings) }),
  )
  for (const [index, leaf] of leaves.entries()) collector.take(envelopeIn(leaf), index, leaf)
  collector.end(logSize)
  return found[0]
}

/** Both stories in one office, with a list published while the title is good and one after its end. */
const recorded = async (place: Place): Promise<ReadonlyArray<StoredEvent>> => {
  const { official, play, replayed, store } = await officeUnder(port, [2024, 2027], place)
  const publish = async (asOf: string): Promise<void> => {
    const leaves = right(await collect(store.readAll())).map(({ leaf }) => leaf)
    const command = { type: "PublishRoster", data: publicationOf(leaves, asOf) }
    expect(await official("roster", "", command, asOf)).toEqual(["ok"])
  }
  await play([...bothRoutes(), ...certification(2)])
  await publish("2025-01-05")
  await play(reviewAndEnd(2))
  await publish("2028-02-02")
  expect(await replayed()).toEqual([])
  const events = right(await collect(store.readAll()))
  await store.close()
  return events
}

const events = await recorded(await inFiles())
const leaves = events.map(({ leaf }) => leaf)

describe("the port's record in SQLite files", () => {
  it("is byte for byte the record in memory", async () => {
    const inMemory = await recorded({ store: memoryStore(), vault: memoryVault() })
    expect(inMemory.map(({ leaf }) => new TextDecoder().decode(leaf))).toEqual(
      leaves.map((leaf) => new TextDecoder().decode(leaf)),
    )
  })

  it("is sound in a bundle, with the published lists and the map of all units", async () => {
    const report = await audit(await bundleOf(leaves), { library: [port] })
    expect(faultCodes(report)).toEqual([])
    expect(report).toMatchObject({ sound: true, leaves: leaves.length })
    const published = leaves.map(envelopeIn).flatMap(({ type, data }) => (type === "RosterPublished" ? [data] : []))
    expect(published).toMatchObject([
      { asOf: "2025-01-05", rows: 1, units: { count: 4 } },
      { asOf: "2028-02-02", rows: 0, units: { count: 4 } },
    ])
    const roster = rosterUnder({ asOf: day("2025-01-05") })
    for (const leaf of leaves) roster.apply(envelopeIn(leaf))
    expect(roster.list()).toMatchObject([{ uscc: titled, countyOrDistrict: "371321", validUntil: "2027-12-31" }])
  })

  it("is found at fault if one record is forged and the log is hashed and signed again", async () => {
    const forged = forge(events, (envelope) =>
      envelope.type === "StepTaken" && Object(envelope.data).step === "defence"
        ? { ...envelope, data: { ...Object(envelope.data), outcome: "notPassed" } }
        : envelope,
    ).map(({ leaf }) => leaf)
    const report = await audit(await bundleOf(forged), { library: [port] })
    expect(report.sound).toBe(false)
    expect(faultCodes(report)).toEqual(["Undecidable", "UnitsDiffer", "UnitsDiffer"])
    expect(report.faults[0]?.found.zh).toBe("认定前的步骤：现场答辩（市数据局）未通过")
  })
})
