import { createHash } from "node:crypto"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import { describe, expect, it } from "vitest"
import { readAll } from "@shifan/testkit/events"
import { must } from "@shifan/testkit/basics"
import { compareLogs, copyLog, memoryStore, type EventStore, type LogHash, type NewEvent } from "../src/index.js"

/** A chained hash over the leaves, different from the log's Merkle tree. */
const hashChain = (): LogHash => {
  let root: Uint8Array = new Uint8Array(32)
  return {
    add: (leaf) => (root = createHash("sha256").update(root).update(leaf).digest()),
    root: () => root,
  }
}

interface Command {
  readonly stream: string
  /** Number of events the command appends. */
  readonly size: number
}

const anyCommands: fc.Arbitrary<ReadonlyArray<Command>> = fc.array(
  fc.record({ stream: fc.constantFrom("a", "b", "c"), size: fc.integer({ min: 1, max: 4 }) }),
  { maxLength: 12 },
)

const eventsOf = (command: number, size: number): ReadonlyNonEmptyArray<NewEvent> =>
  RNEA.map((i: number) => ({
    id: `${command}-${i}`,
    type: "Happened",
    leaf: new TextEncoder().encode(`{"commandId":"${command}","index":${i}}`),
  }))(RNEA.range(0, size - 1))

const storeWith = async (...commands: ReadonlyArray<Command>): Promise<EventStore> => {
  const store = memoryStore()
  for (const [i, { stream, size }] of commands.entries()) await must(store.append(stream, "any", eventsOf(i, size)))
  return store
}

/** A store that fails after the given number of appends. */
const failingAfter = (appends: number, store: EventStore): EventStore => {
  let left = appends
  return {
    ...store,
    append: (...append) => (left-- > 0 ? store.append(...append) : async () => E.left({ _tag: "Closed" })),
  }
}

/** Records the size of each append. */
const recordingSizes = (sizes: Array<number>, store: EventStore): EventStore => ({
  ...store,
  append: (stream, expected, events) => {
    sizes.push(events.length)
    return store.append(stream, expected, events)
  },
})

describe("a copy of a log", () => {
  test.prop([anyCommands])("equals the source and keeps its appends", async (commands) => {
    const source = await storeWith(...commands)
    const target = memoryStore()
    const sizes: Array<number> = []
    const progress: Array<number> = []
    const events = commands.reduce((sum, { size }) => sum + size, 0)
    expect(await copyLog(source, recordingSizes(sizes, target), (n) => progress.push(n))()).toEqual(
      E.right({ events, appended: events }),
    )
    expect(await readAll(target)).toEqual(await readAll(source))
    expect(sizes).toEqual(commands.map(({ size }) => size))
    expect(progress).toEqual(commands.map((_, i) => commands.slice(0, i + 1).reduce((sum, { size }) => sum + size, 0)))
    expect(await must(compareLogs(source, target, hashChain))).toMatchObject({ same: true, target: { events } })
  })

  test.prop([anyCommands, fc.nat({ max: 12 })])(
    "interrupted after any append can be continued from there",
    async (commands, appends) => {
      const source = await storeWith(...commands)
      const target = memoryStore()
      const interrupted = await copyLog(source, failingAfter(appends, target))()
      expect(E.isLeft(interrupted)).toBe(appends < commands.length)
      const present = (await readAll(target)).length
      const events = (await readAll(source)).length
      expect(await copyLog(source, target)()).toEqual(E.right({ events, appended: events - present }))
      expect(await readAll(target)).toEqual(await readAll(source))
    },
  )

  test.prop([anyCommands, fc.nat({ max: 40 }), fc.constantFrom("id", "type", "leaf", "stream")])(
    "onto a log with any difference is refused at the difference and writes nothing",
    async (commands, at, aspect) => {
      const source = await storeWith({ stream: "a", size: 1 }, ...commands)
      const log = await readAll(source)
      const index = at % log.length
      const other: NewEvent = { id: "other", type: "Other", leaf: new Uint8Array([1]) }
      const target = memoryStore()
      for (const [i, event] of log.entries()) {
        const isOther = i === index
        const put = isOther && aspect !== "stream" ? { ...event, [aspect]: other[aspect] } : event
        await must(target.append(isOther && aspect === "stream" ? "elsewhere" : event.stream, "any", [put]))
      }
      const before = await readAll(target)
      const { stream, revision } = log[index] ?? {}
      const mismatch = { index, source: { stream, revision }, aspect: aspect === "stream" ? "place" : aspect }
      expect(await copyLog(source, target)()).toMatchObject(E.left(mismatch))
      expect(await readAll(target)).toEqual(before)
      expect(await must(compareLogs(source, target, hashChain))).toMatchObject({ same: false, mismatch })
    },
  )

  it("onto a longer log is refused at the first event that the source lacks", async () => {
    const longer = await storeWith({ stream: "a", size: 2 })
    expect(await copyLog(await storeWith(), longer)()).toEqual(
      E.left({
        _tag: "Mismatch",
        index: 0,
        source: undefined,
        target: { stream: "a", revision: 0 },
        aspect: "end",
      }),
    )
  })

  it("onto a log with a part of a command is refused and does not complete it", async () => {
    const source = await storeWith({ stream: "a", size: 3 })
    const target = memoryStore()
    await must(target.append("a", "noStream", eventsOf(0, 1)))
    expect(await copyLog(source, target)()).toMatchObject(
      E.left({ index: 1, source: { stream: "a", revision: 1 }, target: undefined, aspect: "end" }),
    )
    expect(await readAll(target)).toHaveLength(1)
  })

  it("counts its own appends, and not those of a simultaneous copy", async () => {
    const source = await storeWith({ stream: "a", size: 2 }, { stream: "b", size: 1 })
    const target = memoryStore()
    const overtaken: EventStore = {
      ...target,
      append:
        (stream, ...append) =>
        async () => {
          if (stream === "a") await must(target.append(stream, ...append))
          return target.append(stream, ...append)()
        },
    }
    expect(await copyLog(source, overtaken)()).toEqual(E.right({ events: 3, appended: 1 }))
    const failed = { _tag: "TargetFailed", error: { _tag: "Closed" } }
    expect(await copyLog(source, failingAfter(0, memoryStore()))()).toEqual(E.left(failed))
  })

  it("names the revision that another writer took meanwhile", async () => {
    const source = await storeWith({ stream: "a", size: 1 })
    const target = memoryStore()
    const raced: EventStore = {
      ...target,
      append:
        (...append) =>
        async () => {
          await must(target.append("a", "any", [{ id: "theirs", type: "Happened", leaf: new Uint8Array([1]) }]))
          return target.append(...append)()
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
})

describe("a comparison of logs", () => {
  it("reports a longer and a shorter log as different, with summaries of both", async () => {
    const shorter = await storeWith({ stream: "a", size: 1 })
    const longer = await storeWith({ stream: "a", size: 2 })
    const progress: Array<number> = []
    expect(await must(compareLogs(longer, shorter, hashChain, (n) => progress.push(n)))).toMatchObject({
      same: false,
      source: { events: 2, streams: new Map([["a", 1]]) },
      target: { events: 1, streams: new Map([["a", 0]]) },
      mismatch: { index: 1, aspect: "end" },
    })
    expect(progress).toEqual([1, 2])
  })

  it("summarizes each log by the hash of its leaves", async () => {
    const store = await storeWith({ stream: "a", size: 2 }, { stream: "b", size: 1 })
    const hash = hashChain()
    for (const { leaf } of await readAll(store)) hash.add(leaf)
    const { source, target } = await must(compareLogs(store, await storeWith(), hashChain))
    expect(source.root).toEqual(hash.root())
    expect(target.root).toEqual(hashChain().root())
  })

  it("reports different roots even if all events are equal", async () => {
    const store = await storeWith({ stream: "a", size: 1 })
    let hashes = 0
    const differing = (): LogHash => {
      const root = new Uint8Array([hashes++])
      return { add: () => {}, root: () => root }
    }
    expect(await must(compareLogs(store, store, differing))).toMatchObject({ same: false, mismatch: undefined })
  })

  it("names the side that failed, as does a copy", async () => {
    const closed = await storeWith({ stream: "a", size: 1 })
    const open = memoryStore()
    await closed.close()
    const error = { _tag: "Closed" }
    expect(await copyLog(closed, open)()).toEqual(E.left({ _tag: "SourceFailed", error }))
    expect(await copyLog(open, closed)()).toEqual(E.left({ _tag: "TargetFailed", error }))
    expect(await compareLogs(closed, open, hashChain)()).toEqual(E.left({ _tag: "SourceFailed", error }))
    expect(await compareLogs(open, closed, hashChain)()).toEqual(E.left({ _tag: "TargetFailed", error }))
  })
})
