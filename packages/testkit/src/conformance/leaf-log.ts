import * as fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { leafHash, type EventStore, type LeafLog, type LoggedEvent, type LoggedEvents } from "@shifan/event-store"
import { must, right } from "../basics.js"
import { itGiven } from "./store/adapter.js"
import { mustAppend, utf8, newEvent, newEvents, readAll, outcomeOf } from "./store/events.js"

/** A store whose events are leaves of an audit log. */
export interface LoggingStore extends EventStore {
  readonly log: LeafLog
}

/** The interface that an adapter provides to the suite of leaf logs. */
export interface LeafLogAdapter {
  /** Opens a store on new, empty data. Called before each case. */
  readonly open: () => Promise<LoggingStore>
  /** Opens another store on the data of the last `open`. If omitted, the case with two is skipped; `false` if impossible. */
  readonly reopen?: (() => Promise<LoggingStore>) | false
  /** Resolves when every appended event has its index, if the append itself does not wait for that. */
  readonly settled?: () => Promise<void>
  /** Overwrites the bytes of a stored event behind the store's back. `false` if that is impossible. */
  readonly tamper?: ((at: { readonly stream: string; readonly revision: number }, leaf: Uint8Array) => void) | false
  /** Removes the data of the last `open`. Called after each case, when its stores are closed. */
  readonly destroy: () => Promise<void>
}

/** More than two pages. */
const long = 520

const answersOf = async (read: LoggedEvents) => {
  const all = []
  for await (const answer of read) all.push(answer)
  return all
}

const inLog = async ({ log }: LoggingStore, from = 0, to = Infinity): Promise<ReadonlyArray<LoggedEvent>> =>
  (await answersOf(log.read(from, to))).map(right)

/** The expected log: all events, in the order of the store. */
const expectedLog = async (store: EventStore): Promise<ReadonlyArray<LoggedEvent>> =>
  (await readAll(store)).map((event, index) => ({ index, event, leafHash: leafHash(event.leaf) }))

/** The conformance suite of the log over a store. Registers its cases with vitest; call it in a test file. */
export const leafLogConformance = (name: string, adapter: LeafLogAdapter): void => {
  describe(`${name}, the log`, () => {
    let stores: Array<LoggingStore> = []
    const store = (): LoggingStore => {
      const [first] = stores
      if (first === undefined) throw new Error("a store is open during a case only")
      return first
    }
    const settled = async (): Promise<void> => adapter.settled?.()

    beforeEach(async () => {
      stores = [await adapter.open()]
    })

    afterEach(async () => {
      await Promise.all(stores.map((opened) => opened.close()))
      await adapter.destroy()
    })

    it("of an empty store is empty", async () => {
      await settled()
      expect(await must(store().log.size)).toBe(0)
      expect(await inLog(store())).toEqual([])
    })

    it("has every event once and in the store's order, with the hash of its bytes", async () => {
      const appends = fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.integer({ min: 1, max: 4 })), {
        maxLength: 6,
      })
      let before: ReadonlyArray<LoggedEvent> = []
      const law = fc.asyncProperty(appends, fc.boolean(), async (list, wait) => {
        for (const [stream, count] of list) await mustAppend(store(), stream, "any", newEvents(count))
        if (wait) await settled()
        const [size, log] = [await must(store().log.size), await inLog(store())]
        expect(log).toEqual((await expectedLog(store())).slice(0, log.length))
        expect(log.length).toBeGreaterThanOrEqual(size)
        expect(log.slice(0, before.length)).toEqual(before)
        before = log
      })
      await fc.assert(law, { numRuns: 12 })
      await settled()
      expect(await must(store().log.size)).toBe((await readAll(store())).length)
      expect(await inLog(store())).toEqual(await expectedLog(store()))
    })

    it("gives the same windows as a list", async () => {
      await mustAppend(store(), "s", "any", newEvents(long - 20))
      await mustAppend(store(), "t", "any", newEvents(20))
      await settled()
      const all = await expectedLog(store())
      const bound = fc.oneof(fc.integer({ min: -2, max: long + 2 }), fc.constantFrom(0, 255, 256, 257, long))
      const law = fc.asyncProperty(bound, fc.oneof(bound, fc.constant(Infinity)), async (from, to) => {
        const window = all.slice(Math.max(0, from), Math.max(0, from, to))
        expect(await inLog(store(), from, to)).toEqual(window)
      })
      await fc.assert(law, { numRuns: 25 })
    })

    it("blocks nobody when a read is abandoned half-way", async () => {
      await mustAppend(store(), "s", "any", newEvents(long))
      await settled()
      for await (const answer of store().log.read(0, long)) if (outcomeOf(answer) === "made") break
      expect(await inLog(store(), long - 1)).toHaveLength(1)
    })

    it("gives each reader its own copy of the bytes", async () => {
      await mustAppend(store(), "s", "any", [newEvent("[1]")])
      await settled()
      const [first] = await inLog(store())
      first?.event.leaf.fill(0)
      first?.leafHash.fill(0)
      expect(await inLog(store())).toEqual(await expectedLog(store()))
    })

    it("of a closed store answers Closed", async () => {
      await mustAppend(store(), "s", "any", newEvents(3))
      const closed = E.left({ _tag: "Closed" })
      await store().close()
      expect(await store().log.size()).toEqual(closed)
      expect(await answersOf(store().log.read(0, 3))).toEqual([closed])
    })

    const { reopen, tamper } = adapter
    itGiven(reopen, "reopen")("is the same in another store on the same data, and continues there", async () => {
      if (typeof reopen !== "function") return
      await mustAppend(store(), "s", "any", newEvents(5))
      await settled()
      const before = await inLog(store())
      const again = await reopen()
      stores.push(again)
      expect(await inLog(again)).toEqual(before)
      await mustAppend(again, "s", "any", newEvents(5))
      await settled()
      expect(await inLog(store())).toEqual(await expectedLog(again))
    })

    itGiven(tamper, "tamper")("is corrupt exactly where the bytes no longer have the recorded hash", async () => {
      if (typeof tamper !== "function") return
      await mustAppend(store(), "s", "any", newEvents(4))
      await settled()
      tamper({ stream: "s", revision: 2 }, utf8("[]"))
      const read = await answersOf(store().log.read(0, 4))
      expect(read.map(outcomeOf).at(-1)).toBe("Corrupt")
      expect(read.at(-1)).toMatchObject({ left: { where: "s@2" } })
      expect(await answersOf(store().log.read(3, 4))).toHaveLength(1)
    })
  })
}
