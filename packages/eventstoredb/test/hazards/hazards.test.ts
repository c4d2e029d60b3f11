/** The measured behaviour of the client and the server that the adapter absorbs, by its numbers in the documentation. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { setTimeout } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import { collect } from "@shifan/event-store"
import { describe, expect, it, vi } from "vitest"
import { clientPool } from "../../src/client-pool.js"
import { failureOf } from "../../src/event-mapper.js"
import { all, append, event, follow, idsOf, seen, tagOf } from "../appending.js"
import { newNode, storeAt, urlOf } from "../store.js"
import { FakeLog } from "../fake/log.js"

const unavailable = { kind: "status", code: 14, details: "Server Is Not Ready" } as const

describe("hazard 1: pending batch appends of a whole process lie in one map", () => {
  it("so none is sent, and one client's broken connection leaves another's appends alone", async () => {
    const [broken, sound] = [await newNode(), await newNode()]
    const [theirs, ours] = [storeAt([broken]), storeAt([sound])]
    const there = Array.from({ length: 20 }, () => append(theirs, "s", "any"))
    const here = Array.from({ length: 20 }, (_, i) => append(ours, `s-${i}`, "noStream"))
    for (let cuts = 0; cuts < 5; cuts++) {
      broken.cut()
      await setTimeout(10)
    }
    expect((await Promise.all(here)).map(tagOf)).toEqual(here.map(() => "made"))
    expect(sound.faults.count("append")).toBe(20)
    await Promise.all(there)
    expect(broken.faults.count("batchAppend") + sound.faults.count("batchAppend")).toBe(0)
  })
})

describe("hazard 2: the client does not end an append that is never answered", () => {
  it("so the adapter gives it up, and says that its outcome is unknown", async () => {
    const node = await newNode()
    node.faults.plan("append", { kind: "silence" }, Infinity)
    const store = storeAt([node], { timeout: 50, patience: 200 })
    expect(await append(store, "s", "noStream")).toEqual(
      E.left({ _tag: "OutcomeUnknown", reason: "no answer within 50 ms" }),
    )
  })
})

describe("hazard 3: JSON that cannot be serialised leaves a promise that never settles", () => {
  it("so only bytes are handed to the client", async () => {
    const node = await newNode()
    const store = storeAt([node])
    for (const text of ["NaN", "{", '{"a":1}', ""])
      expect(tagOf(await append(store, "s", "any", event(text)))).toBe("made")
    expect(new Set(node.log.records.map(({ contentType }) => contentType))).toEqual(
      new Set(["application/octet-stream"]),
    )
  })
})

describe("hazard 4: a failed fetch of the server's capabilities is remembered for good", () => {
  it("so an append does without it", async () => {
    const node = await newNode()
    node.faults.plan("features", { kind: "status", code: 7, details: "Access Denied" }, Infinity)
    expect(tagOf(await append(storeAt([node]), "s", "noStream"))).toBe("made")
    expect(node.faults.count("features")).toBe(0)
  })

  it("and a client that fails otherwise than for want of a leader or a connection is replaced, others' calls kept", async () => {
    const node = await newNode()
    const endpoint = { address: "127.0.0.1", port: node.port }
    const timing = { tls: { insecure: true }, credentials: undefined, name: "test", timeout: 100 }
    const clients = clientPool({ endpoints: [endpoint], ...timing })
    const [first, second] = [clients.lease(), clients.lease()]
    expect(second.client).toBe(first.client)
    first.replace()
    const third = clients.lease()
    expect(third.client).not.toBe(first.client)
    second.replace()
    expect(clients.lease().client).toBe(third.client)
    const close = vi.spyOn(first.client, "close")
    first.release()
    expect(close).not.toHaveBeenCalled()
    second.release()
    expect(close).toHaveBeenCalledOnce()
    await clients.close()
  })

  it("and access denied once is not denied for ever", async () => {
    const node = await newNode()
    const store = storeAt([node])
    node.faults.plan("append", { kind: "status", code: 7, details: "Access Denied", exception: "access-denied" })
    expect(tagOf(await append(store, "s", "noStream"))).toBe("Unavailable")
    expect(tagOf(await append(store, "s", "noStream"))).toBe("made")
  })
})

describe("hazard 5: reads have no deadline, and leaving one does not cancel it", () => {
  it("so a silent read is given up and cancelled, and another made", async () => {
    const node = await newNode()
    const store = storeAt([node], { timeout: 100 })
    await append(store, "s", "any")
    node.faults.plan("read", { kind: "silence" }, 2)
    expect(await all(store)).toHaveLength(1)
    await vi.waitFor(() => expect(node.faults.underWay).toBe(0))
  })

  it("so a loop that is left has no call under way", async () => {
    const node = await newNode()
    const store = storeAt([node])
    for (let i = 0; i < 30; i++) await append(store, "s", "any", ...Array.from({ length: 20 }, () => event()))
    for await (const one of store.readAll()) if (E.isRight(one)) break
    await vi.waitFor(() => expect(node.faults.underWay).toBe(0))
  })
})

describe("hazard 6: a read begins when it is made, and an error nobody listens for ends the process", () => {
  it("so a refused connection is an answer", async () => {
    const node = await newNode()
    await node.shut()
    const store = storeAt([node], { patience: 100 })
    const thrown = vi.fn<(error: unknown) => void>()
    process.on("uncaughtException", thrown).on("unhandledRejection", thrown)
    const answers = [
      await collect(store.readAll()),
      await collect(store.readStream("s")),
      await append(store, "s", "any"),
    ]
    await setTimeout(50)
    process.off("uncaughtException", thrown).off("unhandledRejection", thrown)
    expect(answers.map(tagOf)).toEqual(["Unavailable", "Unavailable", "Unavailable"])
    expect(thrown).not.toHaveBeenCalled()
    await node.reopen()
  })

  it("so is a cluster of which no node answers, whoever asks at the same time", async () => {
    const nodes = [await newNode(), await newNode()]
    const store = storeAt(nodes, { patience: 1500 })
    await append(store, "s", "any")
    const thrown = vi.fn<(error: unknown) => void>()
    process.on("uncaughtException", thrown).on("unhandledRejection", thrown)
    for (const node of nodes) await node.shut()
    const answers = await Promise.all([1, 2, 3, 4].map(() => collect(store.readAll())))
    await setTimeout(1200)
    process.off("uncaughtException", thrown).off("unhandledRejection", thrown)
    expect(answers.map(tagOf)).toEqual(answers.map(() => "Unavailable"))
    expect(thrown).not.toHaveBeenCalled()
    for (const node of nodes) await node.reopen()
  })
})

describe("hazard 7: confirmations overtake events, a handler that throws stalls, any checkpoint is taken", () => {
  it("so checkpoints go up, a batch at a time, while events come twice and out of order", async () => {
    const node = await newNode()
    node.faults.plan("subscribe", { kind: "duplicates" }, Infinity)
    node.faults.plan("read", { kind: "duplicates" }, Infinity)
    const store = storeAt([node])
    const checkpoints: Array<string> = []
    const ids: Array<string> = []
    store.subscribe({}, async (batch) => {
      checkpoints.push(batch.checkpoint)
      await setTimeout(5)
      ids.push(...idsOf(batch.events))
    })
    for (let i = 0; i < 10; i++) await append(store, "s", "any", event(), event())
    await seen(
      { ids },
      node.log.records.map(({ id }) => id),
    )
    expect(checkpoints).toEqual([...new Set(checkpoints)].toSorted())
  })

  it("so a handler that throws ends its subscription, and the others go on", async () => {
    const node = await newNode()
    const store = storeAt([node])
    const failing = store.subscribe({}, () => {
      throw new Error("no")
    })
    const follower = follow(store)
    await append(store, "s", "any")
    expect(tagOf(await failing.ended)).toBe("Unavailable")
    await append(store, "s", "any")
    await seen(
      follower,
      node.log.records.map(({ id }) => id),
    )
  })

  const most = "9223372036854775807"
  it.each([
    ["the greatest position, which the server takes for the end", `${most}-${most}`],
    ["one the store has not reached", "0000000000000900000-0000000000000900000"],
    ["one that no log can have", "0000000000000000001-0000000000000000002"],
    ["one of another store", "0000000000000001"],
    ["nothing at all", ""],
  ])("so %s is refused as a checkpoint", async (_, after) => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "any")
    expect(tagOf(await store.subscribe({ after }, async () => {}).ended)).toBe("Corrupt")
    expect(tagOf(await collect(store.readAll({ after })))).toBe("Corrupt")
  })

  it("so is one from before a backup was brought back", async () => {
    const node = await newNode()
    const store = storeAt([node])
    for (let i = 0; i < 5; i++) await append(store, "s", "any")
    const after = (await all(store)).at(-1)?.position ?? ""
    node.log.forgetAllBut(3)
    expect(tagOf(await store.subscribe({ after }, async () => {}).ended)).toBe("Corrupt")
  })
})

describe("hazard 8: a server that ends a subscription in good order ends the loop, and nothing subscribes again", () => {
  it.each([0, 1, 3])(
    "so after %i events there is another subscription, nothing missed and nothing twice",
    async (after) => {
      const node = await newNode()
      node.faults.plan("subscribe", { kind: "cleanEnd", after }, 3)
      const store = storeAt([node], { interval: 60_000 })
      const follower = follow(store)
      // What is appended between two subscriptions is seen by neither, so that three may take more than nine.
      for (let i = 0; i < 200 && node.faults.count("subscribe") < 4; i++) {
        await append(store, "s", "any")
        await setTimeout(10)
      }
      await seen(
        follower,
        node.log.records.map(({ id }) => id),
      )
      await vi.waitFor(() => expect(node.faults.count("subscribe")).toBe(4), { timeout: 4000 })
    },
  )
})

describe("hazard 9: a follower refuses, and only the next call goes to the leader", () => {
  it("so each call requires the leader, and the refused one is made again", async () => {
    const log = new FakeLog()
    const leader = await newNode({ log })
    const follower = await newNode({ log, follows: { host: "127.0.0.1", port: leader.port } })
    const store = storeAt([follower])
    const subscriber = follow(store)
    const one = event()
    expect(await append(store, "s", "noStream", one)).toMatchObject({ right: { revision: 0, repeated: false } })
    expect(idsOf(await all(store))).toEqual([one.id])
    await seen(subscriber, [one.id])
    const asked = [...leader.faults.asked, ...follower.faults.asked]
    expect(asked.filter(({ requiresLeader }) => !requiresLeader)).toEqual([])
    expect(leader.faults.count("append")).toBe(1)
  })

  it("so an append during an election waits for its end", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream")
    node.faults.plan("append", { kind: "notLeader", host: "127.0.0.1", port: node.port }, 3)
    expect(await append(store, "s", 0)).toMatchObject({ right: { revision: 1, repeated: false } })
  })
})

describe("hazard 10: after a timeout, a cancellation and what is unavailable or unknown the outcome is unknown", () => {
  const statuses = [
    ["cancelled", 1],
    ["unknown", 2],
    ["deadline exceeded", 4],
    ["timed out", 10],
    ["unavailable", 14],
  ] as const

  it.each(statuses)("so an append that was made, and then %s, is found made", async (details, code) => {
    const node = await newNode()
    node.faults.plan("append", { kind: "doneWithStatus", code, details })
    const one = event()
    const store = storeAt([node])
    expect(await append(store, "s", "noStream", one)).toMatchObject({ right: { revision: 0, repeated: false } })
    expect(node.log.records.map(({ id }) => id)).toEqual([one.id])
  })

  it.each(statuses)(
    "so one that was not made, and %s, is made again with the same ids in the same place",
    async (details, code) => {
      const node = await newNode()
      const store = storeAt([node])
      await append(store, "s", "noStream")
      node.faults.plan("append", { kind: "status", code, details }, 2)
      const one = event()
      expect(await append(store, "s", "any", one)).toMatchObject({ right: { revision: 1, repeated: false } })
      expect(node.log.records.map(({ id }) => id).filter((id) => id === one.id)).toHaveLength(1)
    },
  )

  it("so what nobody could find out is said to be unknown, and can be asked again", async () => {
    const node = await newNode()
    const store = storeAt([node], { patience: 300, timeout: 50 })
    const one = event()
    await append(store, "t", "noStream")
    node.faults.plan("append", { kind: "doneWithStatus", code: 14, details: "gone" })
    node.faults.plan("read", unavailable, Infinity)
    // The place is known from here on, so the first thing asked is the append itself.
    expect(tagOf(await append(store, "t", 0, one))).toBe("OutcomeUnknown")
    node.faults.clear()
    expect(await append(store, "t", 0, one)).toMatchObject({ right: { revision: 1, repeated: true } })
  })
})

describe("hazard 11: at a stream's end the server looks at no id, and below it at ids only", () => {
  it("so an id that stands in the stream is refused at its end", async () => {
    const store = storeAt([await newNode()])
    const one = event()
    await append(store, "s", "noStream", one, event())
    for (const expected of [1, "any", "streamExists"] as const)
      expect(tagOf(await append(store, "s", expected, event(), one))).toBe("NotAcceptable")
    expect(await all(store)).toHaveLength(2)
  })

  it("so the same id with other bytes, written meanwhile by somebody else, is a conflict and no success", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream")
    const one = event('{"by":"us"}')
    const theirs = { ...one, contentType: "application/octet-stream", metadata: new Uint8Array() }
    node.log.append("s", 0, [{ ...theirs, data: new TextEncoder().encode('{"by":"them"}') }])
    expect(await append(store, "s", 0, one)).toMatchObject({ left: { _tag: "WrongExpectedRevision", actual: 1 } })
    expect(node.log.records).toHaveLength(2)
  })

  it("so the same id with the same bytes, written meanwhile by somebody else, is a repetition", async () => {
    const node = await newNode()
    const [ours, theirs] = [storeAt([node]), storeAt([node])]
    await append(ours, "s", "noStream")
    const one = event()
    await append(theirs, "s", 0, one)
    expect(await append(ours, "s", 0, one)).toMatchObject({ right: { revision: 1, repeated: true } })
  })
})

describe("hazard 12: the classes of errors are not one's own, and some errors have none", () => {
  const reason = "why"
  it.each([
    [{ type: "not-leader", message: reason }, "NotLeader"],
    [{ type: "stream-not-found" }, "Missing"],
    [{ type: "stream-deleted" }, "Deleted"],
    [{ type: "access-denied" }, "Denied"],
    [{ type: "unavailable", code: 14 }, "Unclear"],
    [{ type: "timeout" }, "Unclear"],
    [{ type: "cancelled" }, "Unclear"],
    [{ type: "unknown", code: 2 }, "Unclear"],
    [{ type: "unknown", code: 7 }, "Denied"],
    [{ code: 14 }, "Unclear"],
    [Object.assign(new Error("14 UNAVAILABLE: No connection established. Last error: …"), { code: 14 }), "Unreached"],
    [new Error("Failed to discover after 10 attempts."), "Unreached"],
    [undefined, "Unclear"],
    ["a text", "Unclear"],
  ])("so %o is told by what it says: %s", (thrown, tag) => {
    expect(failureOf(thrown)._tag).toBe(tag)
  })

  it("so are its details", () => {
    expect(failureOf({ type: "wrong-expected-version", actualVersion: 7n })).toEqual({ _tag: "Conflict", actual: 7 })
    const missing = { type: "wrong-expected-version", actualVersion: "no_stream" }
    expect(failureOf(missing)).toEqual({ _tag: "Conflict", actual: "noStream" })
    const large = { type: "maximum-append-size-exceeded", maxAppendSize: 9 }
    expect(failureOf(large)).toEqual({ _tag: "Oversize", limit: 9 })
  })

  it("so a refused connection, which is sure to have done nothing, leaves no doubt", async () => {
    const node = await newNode()
    const store = storeAt([node], { patience: 200 })
    await node.shut()
    expect(tagOf(await append(store, "s", "noStream"))).toBe("Unavailable")
    await node.reopen()
    await vi.waitFor(async () => expect(tagOf(await append(store, "s", "noStream"))).toBe("made"), { timeout: 4000 })
  })
})

describe("hazard 13: a softly deleted stream takes an append as if there were none, and goes on behind its old end", () => {
  it.each(["noStream", "any", "streamExists"] as const)(
    "so one expecting %s is refused, and adds nothing",
    async (expected) => {
      const node = await newNode()
      await append(storeAt([node]), "s", "noStream", event(), event())
      node.log.deleteSoftly("s")
      const { length } = node.log.records
      const refusal = await append(storeAt([node]), "s", expected)
      expect(refusal).toEqual(E.left({ _tag: "Corrupt", where: "s", reason: "the stream was deleted on the server" }))
      expect(node.log.records).toHaveLength(length)
    },
  )

  it("so one to a stream that was deleted since it was last seen is refused too", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream")
    node.log.deleteSoftly("s")
    expect(tagOf(await append(store, "s", "noStream"))).toBe("Corrupt")
  })

  it("and one deleted for good, or cut, is told from one that was never there", async () => {
    const node = await newNode()
    const store = storeAt([node])
    for (const stream of ["gone", "cut"]) await append(store, stream, "noStream", event(), event())
    node.log.tombstone("gone")
    node.log.truncateBefore("cut", 1)
    for (const stream of ["gone", "cut"]) {
      expect(tagOf(await append(storeAt([node]), stream, 1))).toBe("Corrupt")
      expect(tagOf(await collect(store.readStream(stream)))).toBe("Corrupt")
      expect(tagOf(await collect(store.readStream(stream, { direction: "backwards" })))).toBe("Corrupt")
    }
    expect(tagOf(await collect(store.readStream("never")))).toBe("StreamNotFound")
  })
})

describe("hazard 15: the process does not exit by itself", () => {
  it("so closing a store lets it, whatever was begun", { timeout: 20_000 }, async () => {
    const node = await newNode()
    const flags = [
      "--conditions=source",
      "--import",
      new URL("../../../testkit/src/conformance/store/sources.ts", import.meta.url).href,
    ]
    const script = new URL("leaving.ts", import.meta.url).pathname
    const child = spawn(process.execPath, [...flags, script, urlOf([node])], { stdio: ["ignore", "pipe", "inherit"] })
    const said: Array<string> = []
    child.stdout.on("data", (chunk) => said.push(String(chunk)))
    const exit = await Promise.race([once(child, "exit"), setTimeout(10_000, ["still there"], { ref: false })])
    child.kill("SIGKILL")
    expect([...exit, said.join("")]).toEqual([0, null, "closed\n"])
  })
})
