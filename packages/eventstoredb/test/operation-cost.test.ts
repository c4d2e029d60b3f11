/** The cost of operations in calls to the server: docs/decisions/0066-the-calls-of-an-append.md. */
import { must } from "@shifan/testkit"
import { newEvent, newEvents, outcomeOf, readAll } from "@shifan/testkit/events"
import { collect } from "@shifan/event-store"
import { describe, expect, it, vi } from "vitest"
import type { FakeNode } from "./fake/server.js"
import { append, newNode, storeAt, type StoreAt } from "./store.js"

/** The calls made while `work` runs, without the subscription that a store keeps. */
const callsOf = async (node: FakeNode, work: () => Promise<unknown>): Promise<ReadonlyArray<string>> => {
  const before = node.faults.calls.length
  await work()
  return node.faults.calls.slice(before).map(({ method }) => method)
}

/** A store whose subscription is confirmed, as it usually is soon after the first append. */
const warmStore = async (node: FakeNode): Promise<StoreAt> => {
  const store = storeAt([node])
  await append(store, "warm", "noStream")
  await vi.waitFor(async () => {
    expect(await callsOf(node, () => append(store, "warm", "any"))).toEqual(["read", "append"])
  })
  return store
}

describe("an append", () => {
  it("to a known stream takes two calls, whatever it expects and however many events it has", async () => {
    const node = await newNode()
    const store = await warmStore(node)
    await append(store, "s", "noStream")
    for (const expected of ["any", "streamExists", 2] as const)
      expect(await callsOf(node, () => append(store, "s", expected))).toEqual(["read", "append"])
    expect(await callsOf(node, () => append(store, "s", "any", ...newEvents(20)))).toEqual(["read", "append"])
  })

  it("to a new stream takes three calls, the first two at the same time", async () => {
    const node = await newNode()
    const store = await warmStore(node)
    node.faults.plan("read", { kind: "held" }, 2)
    const before = node.faults.calls.length
    const appending = append(store, "s", "noStream")
    await vi.waitFor(() => expect(node.faults.held).toBe(2))
    node.faults.release()
    expect(outcomeOf(await appending)).toBe("made")
    const calls = node.faults.calls.slice(before).map(({ method }) => method)
    expect(calls).toEqual(["read", "read", "append"])
  })

  it("waits for earlier appends of its store to the same stream, so that none is refused", async () => {
    const node = await newNode()
    const store = await warmStore(node)
    await append(store, "s", "noStream")
    const calls = await callsOf(node, async () => {
      const answers = await Promise.all(newEvents(30).map((event) => append(store, "s", "any", event)))
      expect(answers.map(outcomeOf)).toEqual(answers.map(() => "made"))
    })
    expect(calls.filter((method) => method === "append")).toHaveLength(30)
    expect(calls).toHaveLength(60)
  })
})

describe("a filtered read from an earlier position", () => {
  it("asks the server only for the filtered streams, from that position on", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "law-1", "noStream", ...newEvents(3))
    for (let i = 0; i < 40; i++) await append(store, `unit-${i}`, "noStream", ...newEvents(20))
    const filter = { streamPrefixes: ["law-"] }
    const first = await must(() => collect(store.readAll({ filter })))
    expect(first).toHaveLength(3)
    const after = first.at(-1)?.position ?? ""
    await append(store, "law-1", 2)
    const sent = node.faults.sent
    const calls = await callsOf(node, async () => {
      const again = await must(() => collect(store.readAll({ filter, after })))
      expect(again).toMatchObject([{ stream: "law-1", revision: 3 }])
    })
    expect(calls.length).toBeLessThanOrEqual(3)
    expect(node.faults.sent - sent).toBeLessThanOrEqual(4)
  })

  it("reports a lost revision, as a filtered read from the beginning does", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "law-1", "noStream", ...newEvents(3))
    const filter = { streamPrefixes: ["law-"] }
    const first = await must(() => collect(store.readAll({ filter })))
    await append(store, "law-1", 2, newEvent(), newEvent())
    // The fourth event is lost, and no setting says so.
    node.log.lose("law-1", 3)
    const again = await collect(store.readAll({ filter, after: first.at(-1)?.position ?? "" }))
    expect(again).toMatchObject({ left: { _tag: "Corrupt", where: "law-1@3" } })
    expect(outcomeOf(await collect(storeAt([node]).readAll({ filter })))).toBe("Corrupt")
  })

  it.each([
    ["was truncated", (log: FakeNodeLog) => log.set("law-1", { $maxCount: 9 })],
    [
      "was tombstoned and scavenged",
      (log: FakeNodeLog) => {
        log.tombstone("law-1")
        log.scavenge()
      },
    ],
  ])("reports a stream that %s", async (_, harm) => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "law-1", "noStream", ...newEvents(3))
    await append(store, "unit-1", "noStream")
    harm(node.log)
    const filter = { streamPrefixes: ["law-"] }
    expect(await collect(store.readAll({ filter }))).toMatchObject({ left: { _tag: "Corrupt", where: "law-1@0" } })
    expect(outcomeOf(await collect(store.readAll()))).toBe("Corrupt")
  })
})

describe("a read of all events", () => {
  it("reports any event that is lost though the log has an entry for it", async () => {
    const node = await newNode()
    const store = storeAt([node])
    for (let i = 0; i < 5; i++) await append(store, `s-${i}`, "noStream", ...newEvents(3))
    await must(store.sequencer.catchUp)
    const whole = await readAll(store)
    for (const { stream, revision, position } of whole) {
      const spoilt = node.log.copy()
      spoilt.lose(stream, revision)
      const other = storeAt([await newNode({ log: spoilt })])
      expect(await collect(other.readAll())).toMatchObject({
        left: { _tag: "Corrupt", where: `${stream}@${revision}` },
      })
      // A reader that begins in the middle notices events lost after its start.
      const before = whole.findLast((event) => event.position < position)
      if (before === undefined) continue
      const on = await collect(other.readAll({ after: before.position }))
      expect(on).toMatchObject({ left: { _tag: "Corrupt", where: expect.stringContaining(`${stream}@`) } })
    }
  })

  it("reports an event that differs from its hash in the log", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream", ...newEvents(3))
    await must(store.sequencer.catchUp)
    node.log.overwrite("s", 1, new TextEncoder().encode("{}"))
    expect(await collect(store.readAll())).toMatchObject({ left: { _tag: "Corrupt", where: "s@1" } })
  })
})

type FakeNodeLog = Awaited<ReturnType<typeof newNode>>["log"]
