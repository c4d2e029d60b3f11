/** Quirks of client and server that the adapter absorbs, numbered as in docs/eventstoredb.md: appends. */
import { newEvent, idsOf, readAll, outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it, vi } from "vitest"
import { clientPool } from "../../src/client-pool.js"
import { FakeLog } from "../fake/log.js"
import { append, connectionTo, follow, newNode, storeAt, untilFollowed, waitForIds } from "../store.js"

describe("hazard 1: the client keeps the pending batch appends of a process in one map", () => {
  it("the adapter sends no batch appends, and a broken connection does not affect another store's appends", async () => {
    const broken = await newNode()
    const sound = await newNode()
    broken.faults.plan("append", { kind: "doneThenKilled" }, 5)
    const toBroken = storeAt([broken])
    const toSound = storeAt([sound])
    const onBroken = Array.from({ length: 20 }, () => append(toBroken, "s", "any"))
    const onSound = Array.from({ length: 20 }, (_, i) => append(toSound, `s-${i}`, "noStream"))
    expect((await Promise.all(onSound)).map(outcomeOf)).toEqual(onSound.map(() => "made"))
    expect(sound.faults.count("append")).toBe(20)
    await Promise.all(onBroken)
    expect(broken.faults.count("batchAppend") + sound.faults.count("batchAppend")).toBe(0)
  })
})

describe("hazard 2: the client does not end an append that is never answered", () => {
  it("the adapter gives up such an append and reports its outcome as unknown", async () => {
    const node = await newNode()
    node.faults.plan("append", { kind: "silence" }, Infinity)
    const store = storeAt([node], { timeout: 50, patience: 200 })
    // The client's own deadline may come first.
    expect(await append(store, "s", "noStream")).toMatchObject({ left: { _tag: "OutcomeUnknown" } })
  })
})

describe("hazard 3: JSON that cannot be serialised makes the client's promise never settle", () => {
  it("the adapter passes only bytes to the client", async () => {
    const node = await newNode()
    const store = storeAt([node])
    for (const text of ["NaN", "{", '{"a":1}', ""])
      expect(outcomeOf(await append(store, "s", "any", newEvent(text)))).toBe("made")
    expect(new Set(node.log.records.map(({ contentType }) => contentType))).toEqual(
      new Set(["application/octet-stream"]),
    )
  })
})

describe("hazard 4: the client remembers a failed fetch of the server's capabilities for good", () => {
  it("an append does not fetch the capabilities", async () => {
    const node = await newNode()
    node.faults.plan("features", { kind: "status", code: 7, details: "Access Denied" }, Infinity)
    expect(outcomeOf(await append(storeAt([node]), "s", "noStream"))).toBe("made")
    expect(node.faults.count("features")).toBe(0)
  })

  it("a client with such a failure is replaced, while calls under way keep the old client", async () => {
    const pool = clientPool(connectionTo([await newNode()]))
    const first = pool.lease()
    const second = pool.lease()
    expect(second.client).toBe(first.client)
    first.replace()
    const third = pool.lease()
    expect(third.client).not.toBe(first.client)
    second.replace()
    expect(pool.lease().client).toBe(third.client)
    const close = vi.spyOn(first.client, "close")
    first.release()
    expect(close).not.toHaveBeenCalled()
    second.release()
    expect(close).toHaveBeenCalledOnce()
    await pool.close()
  })

  it("an append succeeds after access was denied once", async () => {
    const node = await newNode()
    const store = storeAt([node])
    node.faults.plan("append", { kind: "status", code: 7, details: "Access Denied", exception: "access-denied" })
    expect(outcomeOf(await append(store, "s", "noStream"))).toBe("Unavailable")
    expect(outcomeOf(await append(store, "s", "noStream"))).toBe("made")
  })

  it.each([
    ["append", "该用户无权写入s", "no right to append to s"],
    ["read", "该用户无权读取s", "no right to read s"],
  ] as const)(
    "a missing right (%s) is reported with its stream, and the next append searches for the leader again",
    async (...row) => {
      const [method, zh, en] = row
      const nodes = [await newNode(), await newNode()]
      const [leader] = nodes
      const searches = (): number => nodes.reduce((sum, { faults }) => sum + faults.count("gossip"), 0)
      const store = storeAt(nodes)
      await append(store, "s", "noStream")
      const before = searches()
      await append(store, "s", 0)
      expect(searches()).toBe(before)
      for (const { faults } of nodes)
        faults.plan(method, { kind: "status", code: 7, details: "Access Denied", exception: "access-denied" })
      const refused = await append(store, "s", 1)
      const says = { zh: expect.stringContaining(zh), en: expect.stringContaining(en) }
      expect(refused).toMatchObject({ left: { _tag: "Unavailable", says } })
      expect(leader?.faults.count(method)).toBeGreaterThan(0)
      for (const { faults } of nodes) faults.clear()
      expect(outcomeOf(await append(store, "s", 1))).toBe("made")
      expect(searches()).toBeGreaterThan(before)
    },
  )
})

describe("hazard 9: a follower refuses, and the client sends only the next call to the leader", () => {
  it("each call of the adapter requires the leader, and a refused call is repeated", async () => {
    const log = new FakeLog()
    const leader = await newNode({ log })
    const follower = await newNode({ log, follows: { host: "127.0.0.1", port: leader.port } })
    const store = storeAt([follower])
    const subscriber = follow(store)
    const appended = newEvent()
    expect(await append(store, "s", "noStream", appended)).toMatchObject({ right: { revision: 0, repeated: false } })
    expect(idsOf(await readAll(store))).toEqual([appended.id])
    await waitForIds(subscriber, [appended.id])
    const calls = [...leader.faults.calls, ...follower.faults.calls]
    expect(calls.filter(({ requiresLeader }) => !requiresLeader)).toEqual([])
    expect(leader.faults.count("append")).toBe(1)
  })

  it("an append during an election waits until the election ends", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream")
    node.faults.plan("append", { kind: "notLeader", host: "127.0.0.1", port: node.port }, 3)
    expect(await append(store, "s", 0)).toMatchObject({ right: { revision: 1, repeated: false } })
  })
})

describe("hazard 10: after a timeout, a cancellation, UNAVAILABLE or UNKNOWN the outcome is unknown", () => {
  const statuses = [
    ["cancelled", 1],
    ["unknown", 2],
    ["deadline exceeded", 4],
    ["timed out", 10],
    ["unavailable", 14],
  ] as const

  it.each(statuses)("an append that was made and then answered with %s is found to be made", async (details, code) => {
    const node = await newNode()
    node.faults.plan("append", { kind: "doneWithStatus", code, details })
    const appended = newEvent()
    const store = storeAt([node])
    expect(await append(store, "s", "noStream", appended)).toMatchObject({ right: { revision: 0, repeated: false } })
    expect(idsOf(node.log.records)).toEqual([appended.id])
  })

  it.each(statuses)(
    "an append that was not made and answered with %s is repeated with the same ids at the same revision",
    async (details, code) => {
      const node = await newNode()
      const store = storeAt([node])
      await append(store, "s", "noStream")
      node.faults.plan("append", { kind: "status", code, details }, 2)
      const appended = newEvent()
      expect(await append(store, "s", "any", appended)).toMatchObject({ right: { revision: 1, repeated: false } })
      expect(idsOf(node.log.records).filter((id) => id === appended.id)).toHaveLength(1)
    },
  )

  it("an append whose outcome cannot be found out is OutcomeUnknown, and can be repeated", async () => {
    const node = await newNode()
    const store = storeAt([node], { patience: 300 })
    const appended = newEvent()
    await untilFollowed(node, store, "t")
    const last = node.log.records.filter(({ stream }) => stream === "t").length - 1
    node.faults.plan("append", { kind: "doneWithStatus", code: 14, details: "gone" })
    // The check before the append still succeeds; every read after it fails.
    node.faults.plan("read", { kind: "none" })
    node.faults.plan("read", { kind: "status", code: 14, details: "Server Is Not Ready" }, Infinity)
    expect(outcomeOf(await append(store, "t", last, appended))).toBe("OutcomeUnknown")
    node.faults.clear()
    expect(await append(store, "t", last, appended)).toMatchObject({ right: { revision: last + 1, repeated: true } })
  })
})
