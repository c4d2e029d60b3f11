/** Histories as each released set of shapes wrote them. A file in the folder is never changed: it is upcast from. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { auditPublications, publicationCollector, replay } from "../src/index.js"
import { aggregates, qinhuangdao2020 } from "@shifan/core"
import {
  collect,
  currentVersion,
  type Envelope,
  type EventStore,
  isCanonical,
  memoryStore,
  readEnvelope,
  type StoredEvent,
} from "@shifan/event-store"
import { rosterDigestsAt } from "@shifan/roster"
import { emptyRange, extendRange, rangeRoot, rfc6962 } from "@shifan/tlog"
import { anything, chainedAnew, given } from "./forged-history.js"

const folder = join(import.meta.dirname, "../../testkit/fixtures")

/** The root of each history's leaves (RFC 6962), and how many there are: who changes a file has to change it here too. */
const frozen = {
  "history-1.ndjson": { events: 95, root: "f4dcadde70d701918e71b97f9015b6db69e38be473a714a0a38516c3445af539" },
  "history-2.ndjson": { events: 36, root: "004de48c8b9ec5a0b812f39d4d70e22e908df059849d97ece3e873ac1ab3399d" },
} as const

const linesOf = (file: string): ReadonlyArray<string> =>
  readFileSync(join(folder, file), "utf8").split("\n").slice(0, -1)

const leavesOf = (file: string): ReadonlyArray<Uint8Array> =>
  linesOf(file).map((line) => new TextEncoder().encode(line))

const envelopeIn = (leaf: Uint8Array): Envelope => {
  const read = readEnvelope(leaf)
  if (E.isLeft(read)) throw new Error(`${read.left.where}: ${read.left.reason}`)
  return read.right
}

/** In a store, as its own program kept it. */
const stored = async (leaves: ReadonlyArray<Uint8Array>): Promise<EventStore> => {
  const store = memoryStore()
  for (const leaf of leaves) {
    const { id, type, stream, revision } = envelopeIn(leaf)
    const appended = await store.append(stream, revision === 0 ? "noStream" : revision - 1, [{ id, type, leaf }])()
    if (E.isLeft(appended)) throw new Error(appended.left._tag)
  }
  return store
}

/** In milliseconds: hundreds of histories, each decided again, while other tests run beside. */
const aWhile = 60_000

const library = [qinhuangdao2020]

const verdictOn = async (leaves: ReadonlyArray<Uint8Array>) => replay((await stored(leaves)).readAll(), { library })

const eventsIn = async (file: string): Promise<ReadonlyArray<StoredEvent>> => {
  const all = await collect((await stored(leavesOf(file))).readAll())
  if (E.isLeft(all)) throw new Error(all.left._tag)
  return all.right
}

describe.each(Object.entries(frozen))("the history frozen in %s", (file, { events, root }) => {
  const kept = eventsIn(file)

  it("is the one that was frozen, byte for byte", () => {
    const leaves = leavesOf(file)
    const range = leaves.reduce((before, leaf) => extendRange(before, rfc6962.leaf(leaf)), emptyRange)
    expect([range.size, Buffer.from(rangeRoot(range)).toString("hex")]).toEqual([events, root])
    expect(leaves.every(isCanonical)).toBe(true)
  })

  it("is read, each event of a version that was known then", () => {
    for (const leaf of leavesOf(file)) {
      const { type, schemaVersion } = envelopeIn(leaf)
      expect(schemaVersion).toBeLessThanOrEqual(currentVersion(type) ?? 0)
    }
  })

  it("is verified: places, chains, and every decision taken again", async () => {
    const { faults, events: replayed, decisions } = await verdictOn(leavesOf(file))
    expect(faults).toEqual([])
    expect(replayed).toBe(events)
    expect(decisions).toBeGreaterThan(events / 2)
  })

  it("gives back the bytes it was made of", async () => {
    expect((await kept).map(({ leaf }) => leaf)).toEqual(leavesOf(file))
  })

  it("has published lists that come out again from the leaves before them", async () => {
    const [all, seen] = [await kept, publicationCollector()]
    await replay(given(all), { library, each: seen.take })
    expect(seen.all()).toHaveLength(all.filter(({ type }) => type === "RosterPublished").length)
    expect(await auditPublications(() => given(all), seen.all(), rosterDigestsAt)).toEqual([])
  })

  test.prop([fc.nat(), anything, fc.boolean()], { numRuns: 200 })(
    "is replayed to its end and found at fault with any event's data anything at all, its law known or not",
    async (which, data, isKnown) => {
      const basis = isKnown ? {} : { basis: [{ stream: "call-130300-2020", revision: 99 }] }
      const forged = chainedAnew(await kept, which % events, (one) => ({ ...one, ...basis, data }))
      const verdict = await replay(given(forged), { library })
      expect(verdict.events).toBe(events)
      expect(verdict.faultCount).toBeGreaterThan(0)
    },
    aWhile,
  )

  it("would not be verified with one figure changed", async () => {
    const lines = linesOf(file)
    const at = lines.findIndex((line) => line.includes('"type":"Certified"'))
    const changed = lines.map((line, i) =>
      i === at ? line.replace(/"certificateNumber":"[^"]*"/, '"certificateNumber":"0"') : line,
    )
    const { faults } = await verdictOn(changed.map((line) => new TextEncoder().encode(line)))
    expect(faults.map(({ code }) => code)).toContain("BrokenChain")
  })

  it.each([
    ["version 2", 2, /of version 2 is newer than 1$/],
    ["a version nobody will see", 4096, /of version 4096 is newer than 1$/],
  ])("is refused by name where it says %s", (_, version, reason) => {
    const newest = new Map(linesOf(file).map((line) => [envelopeIn(new TextEncoder().encode(line)).type, line]))
    const refused = [...newest].filter(([type]) => currentVersion(type) === 1)
    expect(refused.length).toBeGreaterThan(0)
    for (const [type, line] of refused) {
      const raised = line.replace(/"schemaVersion":\d+/, `"schemaVersion":${version}`)
      const read = readEnvelope(new TextEncoder().encode(raised))
      expect(read).toMatchObject({ left: { _tag: "Corrupt", reason: expect.stringMatching(reason) } })
      expect(read).toMatchObject({ left: { reason: expect.stringContaining(type) } })
    }
  })
})

describe("the folder", () => {
  it("holds an event of every type there is: a new one is to be frozen before it is released", () => {
    const types = Object.keys(frozen).flatMap((file) => leavesOf(file).map((leaf) => envelopeIn(leaf).type))
    const known = Object.values(aggregates).flatMap(({ eventTypes }): ReadonlyArray<string> => eventTypes)
    expect([...new Set(types)].toSorted()).toEqual(known.toSorted())
  })

  it("holds no history that is not verified", () => {
    expect(readdirSync(folder).filter((file) => file.endsWith(".ndjson"))).toEqual(Object.keys(frozen))
  })
})
