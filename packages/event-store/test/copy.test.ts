import { fc, test } from "@fast-check/vitest"
import { createHash } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { describe, expect, it } from "vitest"
import {
  collect,
  compareLogs,
  copyLog,
  memoryStore,
  type EventStore,
  type LogHash,
  type NewEvent,
  type StoredEvent,
} from "../src/index.js"

const chained = (): LogHash => {
  let root: Uint8Array = new Uint8Array(32)
  return {
    add: (leaf) => (root = createHash("sha256").update(root).update(leaf).digest()),
    root: () => root,
  }
}

/** Commands of one to four events on a few streams. */
const commands = fc.array(fc.record({ stream: fc.constantFrom("a", "b", "c"), size: fc.integer({ min: 1, max: 4 }) }), {
  maxLength: 12,
})
type Commands = ReadonlyArray<{ readonly stream: string; readonly size: number }>

const eventsOf = (command: number, size: number): ReadonlyArray<NewEvent> =>
  Array.from({ length: size }, (_, i) => ({
    id: `${command}-${i}`,
    type: "Happened",
    leaf: new TextEncoder().encode(`{"commandId":"${command}","index":${i}}`),
  }))

const filled = async (history: Commands): Promise<EventStore> => {
  const store = memoryStore()
  for (const [i, { stream, size }] of history.entries()) {
    const events = eventsOf(i, size)
    if (RA.isNonEmpty(events)) await store.append(stream, "any", events)()
  }
  return store
}

const logOf = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => {
  const all = await collect(store.readAll())
  return E.isRight(all) ? all.right : []
}

/** Takes so many appends and is gone then. */
const mortal = (store: EventStore, appends: number): EventStore => {
  let left = appends
  return {
    ...store,
    append: (...given) => (left-- > 0 ? store.append(...given) : async () => E.left({ _tag: "Closed" })),
  }
}

/** Tells the size of each append. */
const watched = (store: EventStore, sizes: Array<number>): EventStore => ({
  ...store,
  append: (stream, expected, events) => {
    sizes.push(events.length)
    return store.append(stream, expected, events)
  },
})

describe("a copy", () => {
  test.prop([commands])("is the same log, with the appends it came from", async (history) => {
    const [source, target, sizes]: [EventStore, EventStore, Array<number>] = [await filled(history), memoryStore(), []]
    const events = history.reduce((sum, { size }) => sum + size, 0)
    expect(await copyLog(source, watched(target, sizes))()).toEqual(E.right({ events, appended: events }))
    expect(await logOf(target)).toEqual(await logOf(source))
    expect(sizes).toEqual(history.map(({ size }) => size))
    expect(await compareLogs(source, target, chained)()).toMatchObject({ right: { same: true, target: { events } } })
  })

  test.prop([commands, fc.nat({ max: 12 })])("cut off after any append goes on from there", async (history, cut) => {
    const [source, target] = [await filled(history), memoryStore()]
    const first = await copyLog(source, mortal(target, cut))()
    expect(E.isLeft(first)).toBe(cut < history.length)
    const had = (await logOf(target)).length
    const events = (await logOf(source)).length
    expect(await copyLog(source, target)()).toEqual(E.right({ events, appended: events - had }))
    expect(await logOf(target)).toEqual(await logOf(source))
  })

  test.prop([commands, fc.nat({ max: 40 }), fc.constantFrom("id", "type", "leaf", "stream")])(
    "onto a log that departs from it anywhere, in anything, is refused there and writes nothing",
    async (history, at, aspect) => {
      const source = await filled(history)
      const log = await logOf(source)
      const index = at % Math.max(1, log.length)
      const other: NewEvent = { id: "other", type: "Other", leaf: new Uint8Array([1]) }
      const target = memoryStore()
      for (const [i, event] of log.entries()) {
        const put = i === index && aspect !== "stream" ? { ...event, [aspect]: other[aspect] } : event
        await target.append(i === index && aspect === "stream" ? "elsewhere" : event.stream, "any", [put])()
      }
      const before = await logOf(target)
      const copied = await copyLog(source, target)()
      const { stream, revision } = log[index] ?? {}
      expect(copied).toMatchObject(
        log.length === 0
          ? E.right({ events: 0 })
          : E.left({ index, source: { stream, revision }, aspect: aspect === "stream" ? "place" : aspect }),
      )
      expect(await logOf(target)).toEqual(before)
      if (log.length > 0)
        expect(await compareLogs(source, target, chained)()).toMatchObject({
          right: { same: false, mismatch: { index } },
        })
    },
  )

  it("onto a log that goes beyond it is refused at the first event it has not", async () => {
    const [shorter, longer] = [await filled([]), await filled([{ stream: "a", size: 2 }])]
    const beyond = {
      _tag: "Mismatch",
      index: 0,
      source: undefined,
      target: { stream: "a", revision: 0 },
      aspect: "end",
    }
    expect(await copyLog(longer, shorter)()).toMatchObject(E.right({ appended: 2 }))
    expect(await copyLog(await filled([]), longer)()).toEqual(E.left(beyond))
  })

  it("is told from a log that is longer or shorter by the figures of both", async () => {
    const [shorter, longer] = [await filled([{ stream: "a", size: 1 }]), await filled([{ stream: "a", size: 2 }])]
    expect(await compareLogs(longer, shorter, chained)()).toMatchObject({
      right: {
        same: false,
        source: { events: 2, streams: new Map([["a", 1]]) },
        target: { events: 1, streams: new Map([["a", 0]]) },
        mismatch: { index: 1, aspect: "end" },
      },
    })
  })

  it("onto one that holds a part of a command is refused, not completed", async () => {
    const [source, target] = [await filled([{ stream: "a", size: 3 }]), memoryStore()]
    const [first] = eventsOf(0, 1)
    if (first !== undefined) await target.append("a", "noStream", [first])()
    expect(await copyLog(source, target)()).toMatchObject(
      E.left({ index: 1, source: { stream: "a", revision: 1 }, target: undefined, aspect: "end" }),
    )
  })

  it("names the revision that somebody else took meanwhile", async () => {
    const [source, target] = [await filled([{ stream: "a", size: 1 }]), memoryStore()]
    const raced: EventStore = {
      ...target,
      append:
        (...given) =>
        async () => {
          await target.append("a", "any", [{ id: "theirs", type: "Happened", leaf: new Uint8Array([1]) }])()
          return target.append(...given)()
        },
    }
    expect(await copyLog(source, raced)()).toEqual(
      E.left({
        _tag: "Mismatch",
        index: 0,
        source: { stream: "a", revision: 0 },
        target: { stream: "a", revision: 0 },
        aspect: "place",
      }),
    )
  })

  it("says which side failed", async () => {
    const [source, target] = [await filled([{ stream: "a", size: 1 }]), memoryStore()]
    await source.close()
    expect(await copyLog(source, target)()).toMatchObject(E.left({ _tag: "SourceFailed" }))
    expect(await compareLogs(target, source, chained)()).toMatchObject(E.left({ _tag: "TargetFailed" }))
  })
})
