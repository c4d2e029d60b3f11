/** Quirks of client and server that the adapter absorbs, numbered as in docs/eventstoredb.md: reads. */
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import { collect } from "@shifan/event-store"
import { newEvent, idsOf, readAll, outcomeOf } from "@shifan/testkit/events"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import type { Method } from "../fake/fault-plan.js"
import { append, follow, newNode, storeAt, waitForIds } from "../store.js"

/** The one subscription that a store keeps after its first append. */
const subscription = 1

const eventually = { timeout: 20_000, interval: 5 }

describe("hazard 5: reads have no deadline, and leaving one does not cancel it", () => {
  it("a read that is not answered is cancelled and repeated", async () => {
    const node = await newNode()
    await append(storeAt([node]), "s", "any")
    node.faults.plan("read", { kind: "silence" }, 2)
    expect(await readAll(storeAt([node], { timeout: 100 }))).toHaveLength(1)
    await vi.waitFor(() => expect(node.faults.underWay).toBe(subscription), eventually)
  })

  it("a loop that is left early leaves no call under way", async () => {
    const node = await newNode()
    const store = storeAt([node])
    for (let i = 0; i < 6; i++) await append(store, "s", "any", ...Array.from({ length: 100 }, () => newEvent()))
    for await (const answer of store.readAll()) if (E.isRight(answer)) break
    await vi.waitFor(() => expect(node.faults.underWay).toBe(subscription), eventually)
  })
})

describe("hazard 6: a read begins when it is created, and an error without a listener ends the process", () => {
  const watchProcess = () => {
    const thrown = vi.fn<(error: unknown) => void>()
    process.on("uncaughtException", thrown).on("unhandledRejection", thrown)
    onTestFinished(() => void process.off("uncaughtException", thrown).off("unhandledRejection", thrown))
    return thrown
  }

  it("a refused connection is returned as an answer and throws nothing", async () => {
    const node = await newNode()
    await node.shut()
    const store = storeAt([node], { patience: 100 })
    const thrown = watchProcess()
    const answers = [
      await collect(store.readAll()),
      await collect(store.readStream("s")),
      await append(store, "s", "any"),
    ]
    await store.close()
    await setImmediate()
    expect(answers.map(outcomeOf)).toEqual(["Unavailable", "Unavailable", "Unavailable"])
    expect(thrown).not.toHaveBeenCalled()
    await node.reopen()
  })

  it("a cluster without a responding node is returned as an answer to all concurrent reads and throws nothing", async () => {
    const nodes = [await newNode(), await newNode()]
    const store = storeAt(nodes, { patience: 100 })
    await append(store, "s", "any")
    const thrown = watchProcess()
    for (const node of nodes) await node.shut()
    const answers = await Promise.all([1, 2, 3, 4].map(() => collect(store.readAll())))
    await store.close()
    await setImmediate()
    expect(answers.map(outcomeOf)).toEqual(answers.map(() => "Unavailable"))
    expect(thrown).not.toHaveBeenCalled()
    for (const node of nodes) await node.reopen()
  })

  it("a subscription that is lost while the client searches for a leader in vain throws nothing", async () => {
    const nodes = [await newNode(), await newNode()]
    const calls = (method: Method): number => nodes.reduce((sum, { faults }) => sum + faults.count(method), 0)
    const plan = (method: Method, details: string, times: number): void => {
      for (const { faults } of nodes) faults.plan(method, { kind: "status", code: 14, details }, times)
    }
    const store = storeAt(nodes, { patience: 100 })
    const thrown = watchProcess()
    follow(store)
    await append(store, "s", "any")
    await vi.waitFor(() => expect(calls("subscribe")).toBe(1), eventually)
    const gossip = calls("gossip")
    plan("gossip", "Server Is Not Ready", Infinity)
    // After this error the client drops its channel, but the adapter keeps the client.
    plan("append", "No connection established", 1)
    const appending = append(store, "s", "any")
    await vi.waitFor(() => expect(calls("gossip")).toBeGreaterThan(gossip), eventually)
    for (const node of nodes) node.cut()
    expect(outcomeOf(await appending)).toBe("Unavailable")
    // Settles once the client has given up its search for the leader.
    await store.close()
    await setImmediate()
    expect(thrown).not.toHaveBeenCalled()
  })
})

describe("hazard 7: confirmations overtake events, a handler that throws stalls, and any checkpoint is accepted", () => {
  it("a subscriber gets each event once, with increasing checkpoints, though the server sends events twice", async () => {
    const node = await newNode()
    node.faults.plan("subscribe", { kind: "duplicates" }, Infinity)
    node.faults.plan("read", { kind: "duplicates" }, Infinity)
    const store = storeAt([node])
    const checkpoints: Array<string> = []
    const ids: Array<string> = []
    store.subscribe({}, async (batch) => {
      checkpoints.push(batch.checkpoint)
      await setImmediate()
      ids.push(...idsOf(batch.events))
    })
    for (let i = 0; i < 10; i++) await append(store, "s", "any", newEvent(), newEvent())
    await waitForIds({ ids }, idsOf(node.log.records))
    expect(checkpoints).toEqual([...new Set(checkpoints)].toSorted())
  })

  it("a handler that throws ends its own subscription, and other subscriptions continue", async () => {
    const node = await newNode()
    const store = storeAt([node])
    const failing = store.subscribe({}, () => {
      throw new Error("no")
    })
    const follower = follow(store)
    await append(store, "s", "any")
    expect(outcomeOf(await failing.ended)).toBe("Unavailable")
    await append(store, "s", "any")
    await waitForIds(follower, idsOf(node.log.records))
  })

  const greatest = "9223372036854775807"
  it.each([
    ["the greatest position, which the server takes for the end", `${greatest}-${greatest}`],
    ["a position that the store has not reached", "0000000000000900000-0000000000000900000"],
    ["a position that no log can have", "0000000000000000001-0000000000000000002"],
    ["a checkpoint of another kind of store", "0000000000000001"],
    ["an empty text", ""],
  ])("%s is refused as a checkpoint", async (_, after) => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "any")
    expect(outcomeOf(await store.subscribe({ after }, async () => {}).ended)).toBe("Corrupt")
    expect(outcomeOf(await collect(store.readAll({ after })))).toBe("Corrupt")
  })

  it("a checkpoint from before an older backup was restored is refused", async () => {
    const node = await newNode()
    const store = storeAt([node])
    for (let i = 0; i < 5; i++) await append(store, "s", "any")
    const after = (await readAll(store)).at(-1)?.position ?? ""
    node.log.forgetAllBut(3)
    expect(outcomeOf(await store.subscribe({ after }, async () => {}).ended)).toBe("Corrupt")
  })
})

describe("hazard 8: a subscription that the server ends without an error ends the client's loop, and nothing subscribes again", () => {
  it.each([0, 1, 3])("the adapter subscribes again after %i events and delivers each event once", async (after) => {
    const node = await newNode()
    node.faults.plan("subscribe", { kind: "cleanEnd", after }, 3)
    const store = storeAt([node], { interval: 600_000 })
    const follower = follow(store)
    // No subscription sees an event appended between two of them, so it may take more than nine to end three of them.
    await vi.waitFor(async () => {
      await append(store, "s", "any")
      expect(node.faults.count("subscribe")).toBe(4)
    }, eventually)
    await waitForIds(follower, idsOf(node.log.records))
  })
})
