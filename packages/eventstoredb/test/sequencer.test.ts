/** The sequencer among rivals, faults and kills: nothing doubled, nothing passed over. */
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { leafHash } from "@shifan/event-store"
import { must } from "@shifan/testkit"
import { describe, expect, it, vi } from "vitest"
import { logStream } from "../src/stored-events.js"
import type { EventStoreDbStore } from "../src/index.js"
import { all, append, event, follow, seen, idsOf, tagOf } from "./appending.js"
import { newNode, storeAt } from "./store.js"
import type { FakeLog } from "./fake/log.js"
import type { Fault, Method } from "./fake/fault-plan.js"

/** What the entries say, as they stand in the stream. */
const entriesIn = (log: FakeLog): ReadonlyArray<string> => {
  const there = log.stream(logStream)
  return typeof there === "string" ? [] : there.map(({ data }) => new TextDecoder().decode(data))
}

/** One for each event, in the order of everything, as canonical JSON. */
const expected = async (store: EventStoreDbStore): Promise<ReadonlyArray<string>> =>
  (await all(store)).map(
    ({ stream, revision, id, leaf }) =>
      `{"hash":"${Buffer.from(leafHash(leaf)).toString("hex")}","id":"${id}","revision":${revision},"stream":"${stream}"}`,
  )

const many = async (store: EventStoreDbStore, n: number, stream = "s"): Promise<void> => {
  for (let left = n; left > 0; left -= 100)
    await append(store, stream, "any", ...Array.from({ length: Math.min(left, 100) }, () => event()))
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
    numRuns: 15,
  })("among rivals and faults, killed and begun again, logs each event once and in order", async (rounds) => {
    const node = await newNode()
    const writer = storeAt([node])
    for (const [n, plans] of rounds) {
      if (n > 0) await append(writer, `s-${n}`, "any", ...Array.from({ length: n }, () => event()))
      const stored = (await all(writer)).length
      const rivals = [storeAt([node]), storeAt([node])]
      for (const { method, fault } of plans) node.faults.plan(method, fault)
      const caught = rivals.map(({ sequencer }) => sequencer.catchUp())
      // One is killed in the midst, wherever it is; the other is let finish, whatever comes of it.
      await append(writer, "t", "any")
      await rivals[0]?.close()
      const sizes = (await Promise.all(caught)).filter(E.isRight).map(({ right }) => right)
      node.faults.clear()
      // Whoever says that it has caught up has passed over nothing.
      expect(sizes.filter((size) => size < stored || size > entriesIn(node.log).length)).toEqual([])
    }
    expect(await must(storeAt([node]).sequencer.catchUp)).toBe((await all(writer)).length)
    expect(entriesIn(node.log)).toEqual(await expected(writer))
  })

  it("follows what comes, over cut connections, several at once", async () => {
    const node = await newNode()
    const writer = storeAt([node])
    const running = [storeAt([node]), storeAt([node])].map(({ sequencer }) => sequencer.follow())
    for (let i = 0; i < 8; i++) {
      await many(writer, 3, `s-${i % 2}`)
      if (i % 3 === 1) node.cut()
    }
    const whole = await expected(writer)
    await vi.waitFor(() => expect(entriesIn(node.log)).toEqual(whole), { timeout: 4000, interval: 5 })
    await Promise.all(running.map(({ close }) => close()))
    expect(await Promise.all(running.map(({ ended }) => ended))).toEqual([E.right(undefined), E.right(undefined)])
  })

  it("takes page after page, and goes on from the tail in one of few calls", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await many(store, 600)
    expect(await must(store.sequencer.catchUp)).toBe(600)
    await many(store, 1)
    const again = storeAt([node])
    const before = node.faults.count("read")
    expect(await must(again.sequencer.catchUp)).toBe(601)
    expect(node.faults.count("read") - before).toBeLessThan(10)
    expect(entriesIn(node.log)).toEqual(await expected(store))
  })

  it("that is stale writes nothing over, whether it has the same to say or not", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await many(store, 3)
    node.faults.plan("append", { kind: "doneInSilence" })
    expect(await must(store.sequencer.catchUp)).toBe(3)
    expect(entriesIn(node.log)).toEqual(await expected(store))
  })

  it.each<[string, (log: FakeLog) => void, string]>([
    ["was deleted on the server", (log) => log.deleteSoftly(logStream), "deleted"],
    ["was deleted for good", (log) => log.tombstone(logStream), "deleted"],
    ["names an event that is gone", (log) => log.deleteSoftly("s"), "gone"],
  ])("does not go on where the log %s", async (_, harm, reason) => {
    const node = await newNode()
    const store = storeAt([node])
    await many(store, 3)
    await must(store.sequencer.catchUp)
    harm(node.log)
    await append(store, "t", "noStream")
    const corrupt = { left: { _tag: "Corrupt", reason: expect.stringContaining(reason) } }
    expect(await storeAt([node]).sequencer.catchUp()).toMatchObject(corrupt)
    expect(await storeAt([node]).sequencer.follow().ended).toMatchObject(corrupt)
  })

  it("of a store that is closed ends with that", async () => {
    const store = storeAt([await newNode()])
    const { ended } = store.sequencer.follow()
    await store.close()
    expect(await ended).toEqual(E.left({ _tag: "Closed" }))
    expect(await store.sequencer.catchUp()).toEqual(E.left({ _tag: "Closed" }))
  })
})

describe("the log's stream", () => {
  it("is no stream of the store: not read, not followed, not written by others", async () => {
    const node = await newNode()
    const store = storeAt([node])
    const follower = follow(store)
    await many(store, 3)
    await must(store.sequencer.catchUp)
    await many(store, 1)
    const events = await all(store)
    expect(events).toHaveLength(4)
    await seen(follower, idsOf(events))
    expect(tagOf(await append(store, logStream, "any"))).toBe("NotAcceptable")
    for await (const one of store.readStream(logStream)) expect(tagOf(one)).toBe("StreamNotFound")
    await must(store.sequencer.catchUp)
    expect(entriesIn(node.log)).toEqual(await expected(store))
  })

  it("with an entry too many, or of something else, is corrupt from there on", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await many(store, 2)
    await must(store.sequencer.catchUp)
    const [first] = (node.log.stream(logStream) as ReadonlyArray<{ readonly data: Uint8Array }>) ?? []
    const forged = { id: crypto.randomUUID(), type: "Leaf", contentType: "application/octet-stream" }
    const metadata = new Uint8Array()
    node.log.append(logStream, 1, [{ ...forged, data: first?.data ?? metadata, metadata }])
    node.log.append(logStream, 2, [{ ...forged, data: new TextEncoder().encode("[]"), metadata }])
    const read = []
    for await (const one of store.log.read(1, 4)) read.push(one)
    expect(read.map(tagOf)).toEqual(["Corrupt"])
    expect(read[0]).toMatchObject({ left: { where: "tlog@2" } })
  })
})
