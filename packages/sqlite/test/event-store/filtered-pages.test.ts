import { DatabaseSync } from "node:sqlite"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { matchesFilter, type NewEvent } from "@shifan/event-store"
import { mustAppend, newEvents, readAll } from "@shifan/testkit/events"
import { describe, expect, it } from "vitest"
import { eventQueries } from "../../src/event-store/reader.js"
import { leafLog } from "../../src/event-store/leaf-log.js"
import { newFile } from "../database.js"
import { storeAt } from "./store.js"

const streamsIn = (file: string, ...[after, size, filter]: Parameters<ReturnType<typeof eventQueries>["all"]>) => {
  using db = new DatabaseSync(file, { readOnly: true })
  const page = eventQueries(db).all(after, size, filter)
  if (E.isLeft(page)) throw new Error(page.left.reason)
  return page.right.map(({ stream, revision }) => `${stream}@${revision}`)
}

describe("a page of some streams", () => {
  it("has only their events, however many other events lie between", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await mustAppend(store, "law-1", "noStream", newEvents(1))
    await mustAppend(store, "title-1", "noStream", newEvents(300))
    await mustAppend(store, "law-2", "noStream", newEvents(2))
    await mustAppend(store, "law-1", 0, newEvents(1))
    const filter = { streamPrefixes: ["law-"] }
    expect(streamsIn(file, 0, 256, filter)).toEqual(["law-1@0", "law-2@0", "law-2@1", "law-1@1"])
    expect(streamsIn(file, 1, 2, filter)).toEqual(["law-2@0", "law-2@1"])
  })

  it("has all events if theirs are too many to be looked up one by one", async () => {
    const file = newFile()
    const store = await storeAt(file)
    await mustAppend(store, "other", "noStream", newEvents(1))
    for (let from = 0; from < 1000; from += 500)
      await mustAppend(store, "title-1", from === 0 ? "noStream" : from - 1, newEvents(500))
    expect(streamsIn(file, 0, 2, { streamPrefixes: ["title-"] })).toEqual(["other@0", "title-1@0"])
    expect(await readAll(store, { filter: { streamPrefixes: ["title-"] } })).toHaveLength(1000)
  })
})

describe("a page of some types", () => {
  it("has only their events, even in a file without the index of types", async () => {
    const file = newFile()
    const store = await storeAt(file, { alongside: leafLog })
    for (let i = 0; i < 40; i++) {
      const types = ["Certified", "SpotChecked", "Revoked"]
      const ofType = (n: number, event: NewEvent): NewEvent => ({ ...event, type: types[n] ?? "" })
      const events = RNEA.mapWithIndex(ofType)(newEvents(3))
      await mustAppend(store, `title-${i}`, "noStream", events)
    }
    const filter = { types: ["Revoked", "Certified", "Revoked"] }
    expect(streamsIn(file, 0, 3, filter)).toEqual(["title-0@0", "title-0@2", "title-1@0"])
    expect(streamsIn(file, 3, 2, filter)).toEqual(["title-1@0", "title-1@2"])
    const indexed = await readAll(store, { filter })
    expect(indexed).toHaveLength(80)
    await store.close()
    {
      using db = new DatabaseSync(file)
      db.exec("DROP INDEX event_type")
    }
    const withoutIndex = await storeAt(file, { readOnly: true })
    expect(await readAll(withoutIndex, { filter })).toEqual(indexed)
  })
})

describe("a page", () => {
  it("is corrupt if an event is missing from its position", async () => {
    const file = newFile()
    const store = await storeAt(file, { alongside: leafLog })
    await mustAppend(store, "law-1", "noStream", newEvents(3))
    {
      using db = new DatabaseSync(file)
      db.exec("PRAGMA foreign_keys = OFF; DELETE FROM event WHERE position = 2")
    }
    expect(() => streamsIn(file, 0, 256)).toThrow("the event at position 2 is gone")
  })
})

/** Names ending in characters that SQLite and JavaScript order differently, or that are adjacent in order. */
const names = fc.string({
  unit: fc.constantFrom("a", "b", ".", "~", "\u007f", "é", "\uffff", "\u{10000}"),
  maxLength: 2,
})

/** Prefixes of names, some cut within a character. */
const beginnings = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 3 })

test.prop([fc.uniqueArray(names, { minLength: 1, maxLength: 12 }), beginnings], { numRuns: 60 })(
  "a filter by prefixes finds the same events as reading all events",
  async (ends, cuts) => {
    const store = await storeAt(newFile())
    const streams = ends.map((end) => `s${end}`)
    for (const stream of streams) await mustAppend(store, stream, "noStream", newEvents(2))
    const streamPrefixes = cuts.map(([which, length]) => (streams[which % streams.length] ?? "").slice(0, length))
    const isWanted = matchesFilter({ streamPrefixes })
    expect(await readAll(store, { filter: { streamPrefixes } })).toEqual((await readAll(store)).filter(isWanted))
    await store.close()
  },
)
