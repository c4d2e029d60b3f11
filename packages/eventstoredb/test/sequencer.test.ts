import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { leafHash } from "@shifan/event-store"
import { must } from "@shifan/testkit"
import { newEvent, idsOf, readAll, outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it, vi } from "vitest"
import type { EventStoreDbStore } from "../src/index.js"
import { logStream } from "../src/stored-events.js"
import type { FakeLog } from "./fake/log.js"
import type { Fault, Method } from "./fake/fault-plan.js"
import { append, follow, newNode, storeAt, waitForIds } from "./store.js"

/** The text of the entries in the log's stream. */
const entriesIn = (log: FakeLog): ReadonlyArray<string> => {
  const records = log.stream(logStream)
  return typeof records === "string" ? [] : records.map(({ data }) => new TextDecoder().decode(data))
}

/** The expected entries: one for each event, in the order of `$all`, as canonical JSON. */
const expectedEntries = async (store: EventStoreDbStore): Promise<ReadonlyArray<string>> =>
  (await readAll(store)).map(
    ({ stream, revision, id, leaf }) =>
      `{"hash":"${Buffer.from(leafHash(leaf)).toString("hex")}","id":"${id}","revision":${revision},"stream":"${stream}"}`,
  )

const appendMany = async (store: EventStoreDbStore, n: number, stream = "s"): Promise<void> => {
  for (let left = n; left > 0; left -= 100)
    await append(store, stream, "any", ...Array.from({ length: Math.min(left, 100) }, () => newEvent()))
}

const faults: ReadonlyArray<Fault> = [
  { kind: "status", code: 14, details: "Server Is Not Ready" },
  { kind: "doneWithStatus", code: 14, details: "Server Is Not Ready" },
  { kind: "doneThenKilled" },
  { kind: "killed", after: 1 },
  { kind: "cleanEnd", after: 1 },
  { kind: "duplicates" },
]

const plan = fc.record({ method: fc.constantFrom<Method>("append", "read"), fault: fc.constantFrom(...faults) })

describe("a sequencer", () => {
  test.prop([fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.array(plan, { maxLength: 4 })), { maxLength: 6 })], {
    numRuns: 12,
  })("logs each event once and in order, despite rivals, faults and restarts", async (rounds) => {
    const node = await newNode()
    const writer = storeAt([node])
    for (const [n, plans] of rounds) {
      if (n > 0) await append(writer, `s-${n}`, "any", ...Array.from({ length: n }, () => newEvent()))
      const stored = (await readAll(writer)).length
      const rivals = [storeAt([node]), storeAt([node])]
      for (const { method, fault } of plans) node.faults.plan(method, fault)
      const catchingUp = rivals.map(({ sequencer }) => sequencer.catchUp())
      // Close one of them at some point of its work. The other may finish with any result.
      await append(writer, "t", "any")
      await rivals[0]?.close()
      const sizes = (await Promise.all(catchingUp)).filter(E.isRight).map(({ right }) => right)
      node.faults.clear()
      // A sequencer that claims to have caught up has skipped nothing.
      expect(sizes.filter((size) => size < stored || size > entriesIn(node.log).length)).toEqual([])
    }
    expect(await must(storeAt([node]).sequencer.catchUp)).toBe((await readAll(writer)).length)
    expect(entriesIn(node.log)).toEqual(await expectedEntries(writer))
  })

  it("follows new events over cut connections, beside another sequencer", async () => {
    const node = await newNode()
    const writer = storeAt([node])
    const running = [storeAt([node]), storeAt([node])].map(({ sequencer }) => sequencer.follow())
    for (let i = 0; i < 8; i++) {
      await appendMany(writer, 3, `s-${i % 2}`)
      if (i % 3 === 1) node.cut()
    }
    const whole = await expectedEntries(writer)
    await vi.waitFor(() => expect(entriesIn(node.log)).toEqual(whole), { timeout: 20_000, interval: 5 })
    await Promise.all(running.map(({ close }) => close()))
    expect(await Promise.all(running.map(({ ended }) => ended))).toEqual([E.right(undefined), E.right(undefined)])
  })

  it("catches up page by page, and continues from the end of the log with few calls", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await appendMany(store, 600)
    expect(await must(store.sequencer.catchUp)).toBe(600)
    await appendMany(store, 1)
    const again = storeAt([node])
    const before = node.faults.count("read")
    expect(await must(again.sequencer.catchUp)).toBe(601)
    expect(node.faults.count("read") - before).toBeLessThan(14)
    expect(entriesIn(node.log)).toEqual(await expectedEntries(store))
  })

  it("sends fewer entries at a time when the server's limit is low, and reports a limit below one entry", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await appendMany(store, 300)
    node.log.largestAppend = 2000
    expect(await must(store.sequencer.catchUp)).toBe(300)
    expect(entriesIn(node.log)).toEqual(await expectedEntries(store))
    await append(store, "t", "noStream")
    node.log.largestAppend = 100
    expect(await store.sequencer.catchUp()).toMatchObject({
      left: { _tag: "Unavailable", reason: expect.stringMatching(/t@0.*100 at a time \(MaxAppendSize\)/) },
    })
  })

  it("names the log's stream if its user may not append there", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await appendMany(store, 1)
    node.faults.plan("append", { kind: "status", code: 7, details: "Access Denied", exception: "access-denied" })
    expect(await store.sequencer.catchUp()).toMatchObject({
      left: {
        _tag: "Unavailable",
        says: {
          zh: expect.stringContaining(`无权写入${logStream}`),
          en: expect.stringContaining(`no right to append to ${logStream}`),
        },
      },
    })
  })

  it("does not write an entry twice when its append was made but not answered", async () => {
    const node = await newNode()
    const store = storeAt([node], { timeout: 200 })
    await appendMany(store, 3)
    node.faults.plan("append", { kind: "doneInSilence" })
    expect(await must(store.sequencer.catchUp)).toBe(3)
    expect(entriesIn(node.log)).toEqual(await expectedEntries(store))
  })

  it.each<[string, (log: FakeLog) => void, string]>([
    ["was softly deleted on the server", (log) => void log.deleteSoftly(logStream), "deleted"],
    ["was tombstoned", (log) => log.tombstone(logStream), "deleted"],
    ["names an event that no longer exists", (log) => log.deleteSoftly("s"), "no longer has"],
  ])("does not continue when the log %s", async (_, harm, reason) => {
    const node = await newNode()
    const store = storeAt([node])
    await appendMany(store, 3)
    await must(store.sequencer.catchUp)
    harm(node.log)
    await append(store, "t", "noStream")
    const corrupt = { left: { _tag: "Corrupt", reason: expect.stringContaining(reason) } }
    expect(await storeAt([node]).sequencer.catchUp()).toMatchObject(corrupt)
    expect(await storeAt([node]).sequencer.follow().ended).toMatchObject(corrupt)
  })

  it("of a closed store answers Closed", async () => {
    const store = storeAt([await newNode()])
    const { ended } = store.sequencer.follow()
    await store.close()
    expect(await ended).toEqual(E.left({ _tag: "Closed" }))
    expect(await store.sequencer.catchUp()).toEqual(E.left({ _tag: "Closed" }))
  })
})

describe("the log's stream", () => {
  it("is hidden from readers and subscribers of the store, which refuses appends to it", async () => {
    const node = await newNode()
    const store = storeAt([node])
    const follower = follow(store)
    await appendMany(store, 3)
    await must(store.sequencer.catchUp)
    await appendMany(store, 1)
    const events = await readAll(store)
    expect(events).toHaveLength(4)
    await waitForIds(follower, idsOf(events))
    expect(outcomeOf(await append(store, logStream, "any"))).toBe("NotAcceptable")
    for await (const answer of store.readStream(logStream)) expect(outcomeOf(answer)).toBe("StreamNotFound")
    await must(store.sequencer.catchUp)
    expect(entriesIn(node.log)).toEqual(await expectedEntries(store))
  })

  it.each<[string, (first: Uint8Array) => Uint8Array]>([
    ["a repeated entry", (first) => first],
    ["data that is not an entry", () => new TextEncoder().encode("[]")],
  ])("with %s makes a read that reaches it Corrupt there", async (_, dataAfter) => {
    const node = await newNode()
    const store = storeAt([node])
    await appendMany(store, 2)
    await must(store.sequencer.catchUp)
    const [first] = (node.log.stream(logStream) as ReadonlyArray<{ readonly data: Uint8Array }>) ?? []
    const metadata = new Uint8Array()
    const data = dataAfter(first?.data ?? metadata)
    const forged = { id: crypto.randomUUID(), type: "Leaf", contentType: "application/octet-stream", data, metadata }
    node.log.append(logStream, 1, [forged])
    const read = []
    for await (const answer of store.log.read(1, 3)) read.push(answer)
    expect(read.map(outcomeOf)).toEqual(["Corrupt"])
    expect(read[0]).toMatchObject({ left: { where: "tlog@2" } })
  })
})
