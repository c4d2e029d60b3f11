import { readdirSync } from "node:fs"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { type Regulation } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { atLeast, figure } from "@shifan/core/conditions"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import {
  collect,
  currentVersion,
  isCanonical,
  memoryStore,
  readEnvelope,
  type EventStore,
  type StoredEvent,
} from "@shifan/event-store"
import { rosterDigestsAt } from "@shifan/roster"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { emptyRange, extendRange, rangeRoot, rfc6962 } from "@shifan/tlog"
import { auditPublications, publicationCollector, replay, whatIf } from "../src/index.js"
import { anyData, envelopeOf, eventsOf, forged } from "./forged-history.js"
import { frozenFolder, frozenLines } from "./frozen-history.js"

/** The root of each history's leaves (RFC 6962), and the result of its replay. */
const frozen = {
  "history-1.ndjson": {
    root: "af16c42e0805efbcb4561c281b629196dbdb387f98ebe69d8dbef17e07599222",
    verdict: { events: 97, streams: 26, decisions: 95, faults: [], faultCount: 0 },
  },
  "history-2.ndjson": {
    root: "8ea269e7c86bdc7d3d42f8c1b29cba9fc5362c976910c6914d89f36f5c448ad9",
    verdict: { events: 34, streams: 9, decisions: 34, faults: [], faultCount: 0 },
  },
  "history-3.ndjson": {
    root: "3e9be05c39eeb122d8759c72c5f03133172125f1042caacb4e91ea1bbd5f6a0f",
    verdict: { events: 9, streams: 4, decisions: 9, faults: [], faultCount: 0 },
  },
  "history-4.ndjson": {
    root: "cc6597a6c43d89b298649c9c1da6eadbfb516196ac198cbf1c569f8d63d67be0",
    verdict: { events: 11, streams: 4, decisions: 11, faults: [], faultCount: 0 },
  },
  "history-5.ndjson": {
    root: "46291fcc4b71e4dd2a5b95e0b53ba0749f6293f8e5c1c5882b6b0b1d2db89708",
    verdict: { events: 15, streams: 5, decisions: 15, faults: [], faultCount: 0 },
  },
  "history-6.ndjson": {
    root: "dfc2669e17fefe1cd57251b012d7fc034666a51cd6c24e2842406bbe9007bdb8",
    verdict: { events: 11, streams: 4, decisions: 11, faults: [], faultCount: 0 },
  },
  "history-7.ndjson": {
    root: "a4703b9ee81a36fb3cb21b618c49b6e20082c0ba28101f4b56d84b05d8562f0b",
    verdict: { events: 10, streams: 5, decisions: 10, faults: [], faultCount: 0 },
  },
  "history-8.ndjson": {
    root: "65c7d70df23a4433dae6e0ac9c0a95c37a8a3bcff7e312d6b660c2239bea5731",
    verdict: { events: 15, streams: 5, decisions: 15, faults: [], faultCount: 0 },
  },
  "history-9.ndjson": {
    root: "47d7bc3426b55c194413331e32362c6cd0b4d6cb9d83fc79ac13ffc5065ad460",
    verdict: { events: 9, streams: 5, decisions: 9, faults: [], faultCount: 0 },
  },
  "history-10.ndjson": {
    root: "42379a78790b89fe953b5b74298d91751b4ad2b1be9fe969dcdb8cd5eb51e35d",
    verdict: { events: 10, streams: 3, decisions: 10, faults: [], faultCount: 0 },
  },
  "history-11.ndjson": {
    root: "a8370af569b05414bcb815c8cf65d28ff45f4e23920cda7455ebf6c9c4258e03",
    verdict: { events: 7, streams: 4, decisions: 7, faults: [], faultCount: 0 },
  },
  "history-12.ndjson": {
    root: "8fe258d15c33ad5d7cf11fb9aebbb91d4b3ef00e3c18f8f2366e5464af4d9aa1",
    verdict: { events: 5, streams: 3, decisions: 5, faults: [], faultCount: 0 },
  },
} as const

const leavesOf = (file: string): ReadonlyArray<Uint8Array> => frozenLines(file).map(utf8)

const library = [qinhuangdao2020]

const storeOf = async (leaves: ReadonlyArray<Uint8Array>): Promise<EventStore> => {
  const store = memoryStore()
  for (const leaf of leaves) {
    const { id, type, stream, revision } = right(readEnvelope(leaf))
    await must(store.append(stream, revision === 0 ? "noStream" : revision - 1, [{ id, type, leaf }]))
  }
  return store
}

const storedIn = async (file: string): Promise<ReadonlyArray<StoredEvent>> =>
  right(await collect((await storeOf(leavesOf(file))).readAll()))

describe.each(Object.entries(frozen))("the history frozen in %s", (file, { root, verdict }) => {
  const stored = storedIn(file)

  it("is byte for byte as it was frozen", () => {
    const leaves = leavesOf(file)
    const range = leaves.reduce((before, leaf) => extendRange(before, rfc6962.leaf(leaf)), emptyRange)
    expect(Buffer.from(rangeRoot(range)).toString("hex")).toBe(root)
    expect(leaves.every(isCanonical)).toBe(true)
  })

  it("has no event of an unknown version", () => {
    for (const leaf of leavesOf(file)) {
      const { type, schemaVersion } = right(readEnvelope(leaf))
      expect(schemaVersion).toBeLessThanOrEqual(currentVersion(type) ?? 0)
    }
  })

  it("is replayed without faults: positions, chains, and every decision made again", async () => {
    expect(await replay((await storeOf(leavesOf(file))).readAll(), { library })).toEqual(verdict)
  })

  it("is replayed without faults or flips with a library that adds a later, stricter encoding of the text", async () => {
    const stricter: Regulation = {
      ...qinhuangdao2020,
      encoding: qinhuangdao2020.encoding + 1,
      conditions: atLeast("art_5__para_1__point_3#staff", figure("staff"), 1000, "people"),
    }
    const later = [stricter, ...library]
    expect(await replay(eventsOf(await stored), { library: later })).toEqual(verdict)
    const supposed = await whatIf(eventsOf(await stored), { library: later, hypothesis: {} })
    expect(right(supposed).flips).toEqual([])
  })

  it("is returned by a store in the same bytes", async () => {
    expect((await stored).map(({ leaf }) => leaf)).toEqual(leavesOf(file))
  })

  it("has published lists that can be recomputed from the leaves before them", async () => {
    const events = await stored
    const publications = publicationCollector()
    await replay(eventsOf(events), { library, each: publications.take })
    expect(publications.all()).toHaveLength(events.filter(({ type }) => type === "RosterPublished").length)
    expect(await auditPublications(() => eventsOf(events), publications.all(), rosterDigestsAt)).toEqual([])
  })

  test.prop([fc.nat(), anyData, fc.boolean()], { numRuns: 60 })(
    "is replayed to its end, with the first fault in the command whose data is forged, whether its law is known or not",
    async (which, data, isKnown) => {
      const index = which % verdict.events
      const basis = isKnown ? {} : { basis: [{ stream: "call-130300-2020", revision: 99 }] }
      const original = await stored
      const { events, faults } = await replay(eventsOf(forged(original, index, { ...basis, data })), { library })
      expect(events).toBe(verdict.events)
      const commands = original.map((event) => envelopeOf(event).commandId)
      expect(faults[0] && commands[faults[0].place.index]).toBe(commands[index])
    },
  )

  it("has a broken chain after one number is changed on a certificate or an extension", async () => {
    const lines = frozenLines(file)
    const ofType = (type: string): number => lines.findIndex((line) => line.includes(`"type":"${type}"`))
    const at = ofType("Certified") === -1 ? ofType("Extended") : ofType("Certified")
    const number = /"(certificateNumber|document)":"[^"]*"/
    expect(lines[at]).toMatch(number)
    const changed = lines.map((line, i) => (i === at ? line.replace(number, '"$1":"0"') : line))
    const { faults } = await replay((await storeOf(changed.map(utf8))).readAll(), { library })
    expect(faults[0]?.code).toBe("BrokenChain")
  })

  it.each([2, 4096])("has no event type of version 1 that is accepted in version %i", (version) => {
    const newest = new Map(
      leavesOf(file).map((leaf) => [right(readEnvelope(leaf)).type, new TextDecoder().decode(leaf)]),
    )
    const ofVersion1 = [...newest].filter(([type]) => currentVersion(type) === 1)
    expect(ofVersion1.length).toBeGreaterThan(0)
    for (const [type, line] of ofVersion1) {
      const raised = line.replace(/"schemaVersion":\d+/, `"schemaVersion":${version}`)
      expect(readEnvelope(utf8(raised))).toMatchObject({
        left: { _tag: "Corrupt", reason: `${type} of version ${version} is newer than 1` },
      })
    }
  })
})

describe("the folder of frozen histories", () => {
  it("holds an event of every type, so that a new type is frozen before its release", () => {
    const types = Object.keys(frozen).flatMap((file) => leavesOf(file).map((leaf) => right(readEnvelope(leaf)).type))
    const known = Object.values(aggregates).flatMap(({ eventTypes }): ReadonlyArray<string> => eventTypes)
    expect([...new Set(types)].toSorted()).toEqual(known.toSorted())
  })

  it("holds only histories that are replayed here", () => {
    expect(readdirSync(frozenFolder).filter((file) => file.endsWith(".ndjson"))).toEqual(Object.keys(frozen).toSorted())
  })
})
