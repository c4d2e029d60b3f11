/** Servers that have fewer events than before, briefly or for good, and appends that are only partly visible. */
import { collect } from "@shifan/event-store"
import { idsOf, newEvent, newEvents, outcomeOf, readAll } from "@shifan/testkit/events"
import { describe, expect, it, vi } from "vitest"
import { openEventStoreDb } from "../../src/index.js"
import { authorityFile, nodeCredentials } from "../fake/certificates.js"
import { append, follow, newNode, storeAt, waitForIds } from "../store.js"

const eventually = { timeout: 20_000, interval: 5 }

/**
 * The store has five events, but a former leader that was paused has only two. It answers the first ten calls; after that,
 * the present leader answers.
 */
const leaderOfThePast = async () => {
  const today = await newNode()
  await append(storeAt([today]), "s", "noStream", newEvent(), newEvent())
  const past = await newNode({ log: today.log.copy() })
  await append(storeAt([today]), "s", 1, ...newEvents(3))
  await past.shut()
  const store = storeAt([past, today], { staleness: 30_000 })
  const comeBack = async (): Promise<void> => {
    await today.shut()
    await past.reopen()
  }
  const giveWay = async (): Promise<void> => {
    const { length } = past.faults.calls
    await vi.waitFor(() => expect(past.faults.calls.length).toBeGreaterThan(length + 9), eventually)
    await past.shut()
    await today.reopen()
  }
  return { store, today, comeBack, giveWay }
}

describe("a former leader that was paused and answers with old data", () => {
  it("is asked again, by a store that knows of newer events, until it gives way", async () => {
    const { store, comeBack, giveWay } = await leaderOfThePast()
    expect(outcomeOf(await append(store, "s", 4))).toBe("made")
    await comeBack()
    const appending = append(store, "s", 5)
    await giveWay()
    expect(await appending).toMatchObject({ right: { revision: 6, repeated: false } })
  })

  it("does not make an append at the true end fail, though only the caller knows that end", async () => {
    const { store, comeBack, giveWay } = await leaderOfThePast()
    await comeBack()
    const appending = append(store, "s", 4)
    await giveWay()
    expect(await appending).toMatchObject({ right: { revision: 5 } })
  })

  it("does not end a subscription with a newer checkpoint", async () => {
    const { store, today, comeBack, giveWay } = await leaderOfThePast()
    const events = await readAll(store)
    await comeBack()
    const ids: Array<string> = []
    const after = events.at(-1)?.position ?? ""
    store.subscribe({ after }, async (batch) => void ids.push(...idsOf(batch.events)))
    await giveWay()
    const appended = newEvent()
    await append(storeAt([today]), "s", "any", appended)
    await vi.waitFor(() => expect(ids).toEqual([appended.id]), eventually)
  })
})

describe("a server restored from an older backup", () => {
  const restored = async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream", ...newEvents(5))
    const after = (await readAll(store)).at(-1)?.position ?? ""
    node.log.forgetAllBut(2)
    return { node, store, after }
  }

  it.each(["any", "noStream", "streamExists", 4] as const)(
    "is reported by a store that knows of newer events when an append expects %s",
    async (expected) => {
      const { node, store } = await restored()
      const refusal = await append(store, "s", expected)
      expect(refusal).toMatchObject({
        left: { _tag: "Corrupt", where: "s@4", reason: expect.stringContaining("went back") },
      })
      expect(node.log.records).toHaveLength(2)
    },
  )

  it("is reported when the checkpoint now lies within a record", async () => {
    const { node, store, after } = await restored()
    await append(storeAt([node]), "other", "noStream", newEvent(`{"long":"${"x".repeat(2000)}"}`), ...newEvents(5))
    const corrupt = { left: { _tag: "Corrupt", where: "checkpoint" } }
    expect(await collect(store.readAll({ after }))).toMatchObject(corrupt)
    expect(await store.subscribe({ after }, async () => {}).ended).toMatchObject(corrupt)
  })
})

describe("an append of which only the first event is visible", () => {
  it("is not a conflict when the visible event is its own", async () => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream")
    node.faults.plan("append", { kind: "doneWithStatus", code: 14, details: "gone" })
    node.faults.plan("read", { kind: "none" })
    node.faults.plan("read", { kind: "cleanEnd", after: 2 })
    expect(await append(store, "s", 0, newEvent(), newEvent())).toMatchObject({
      right: { revision: 2, repeated: false },
    })
    expect(node.log.records).toHaveLength(3)
  })
})

describe("a stream that was truncated entirely", () => {
  it.each(["any", "noStream", "streamExists", 1] as const)(
    "is Corrupt for an append that expects %s",
    async (expected) => {
      const node = await newNode()
      const knowing = storeAt([node])
      await append(knowing, "s", "noStream", ...newEvents(2))
      node.log.truncateBefore("s", 2)
      for (const store of [storeAt([node]), knowing])
        expect(await append(store, "s", expected)).toMatchObject({
          left: { _tag: "Corrupt", where: expect.stringMatching(/^s@[01]$/) },
        })
      expect(outcomeOf(await collect(knowing.readStream("s")))).toBe("Corrupt")
    },
  )
})

describe("an id or a name that no server accepts", () => {
  it("is refused without a call to the server: the nil UUID and the empty name", async () => {
    const node = await newNode()
    const store = storeAt([node])
    const nil = { ...newEvent(), id: "00000000-0000-0000-0000-000000000000" }
    expect(outcomeOf(await append(store, "s", "noStream", nil))).toBe("NotAcceptable")
    expect(outcomeOf(await collect(store.readStream("")))).toBe("StreamNotFound")
    expect(node.faults.calls).toEqual([])
  })
})

describe("a subscription that is never confirmed", () => {
  it("is given up after one timeout and replaced", async () => {
    const node = await newNode()
    node.faults.plan("subscribe", { kind: "silence" })
    const store = storeAt([node], { timeout: 200, interval: 600_000 })
    const follower = follow(store)
    await vi.waitFor(() => expect(node.faults.count("subscribe")).toBeGreaterThan(1), eventually)
    await append(storeAt([node]), "s", "noStream")
    await waitForIds(follower, idsOf(node.log.records))
  })
})

describe("a user without the right to read everything", () => {
  it("is told in both languages that the right to read $all is missing", async () => {
    const users = { plain: { password: "secret", isAdmin: false } }
    const { port } = await newNode({ credentials: nodeCredentials(), users })
    const opened = await openEventStoreDb(`eventstoredb://plain:secret@localhost:${port}?tlsCaFile=${authorityFile}`)()
    const says = { zh: expect.stringContaining("无权读取$all"), en: expect.stringContaining("no right to read $all") }
    expect(opened).toMatchObject({ left: { _tag: "Unavailable", says } })
    expect(JSON.stringify(opened)).not.toContain("secret")
  })
})
