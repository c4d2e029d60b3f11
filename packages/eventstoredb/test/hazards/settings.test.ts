/** Settings that an administrator gives a stream while a store that knows the stream stays open. */
import { newEvents, outcomeOf } from "@shifan/testkit/events"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it, vi } from "vitest"
import type { Recorded } from "../../src/driver.js"
import type { Read } from "../../src/reading.js"
import { revisionCache } from "../../src/revision-cache.js"
import { append, newNode, storeAt, untilFollowed } from "../store.js"

/** All of them leave the last event that the store knows, so that an append does not run into a gap. */
const settings = [{ $tb: 1 }, { $maxCount: 100 }, { $maxAge: 86_400 }]

/** Appends until one is refused, and returns the refusal. */
const refusal = (store: ReturnType<typeof storeAt>) =>
  vi.waitFor(
    async () => {
      const answer = await append(store, "s", "any")
      expect(outcomeOf(answer)).toBe("Corrupt")
      return answer
    },
    { timeout: 20_000, interval: 20 },
  )

describe("settings that let the server hide or drop events", () => {
  it.each(settings)("%j are noticed by the next appends of a store that knows the stream", async (json) => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream", ...newEvents(5))
    await untilFollowed(node, store, "s")
    node.log.set("s", json)
    expect(await refusal(store)).toMatchObject({ left: { where: "s@0", reason: expect.stringContaining("settings") } })
    node.log.set("s", {})
    await vi.waitFor(async () => expect(outcomeOf(await append(store, "s", "any"))).toBe("made"), { timeout: 20_000 })
  })

  it.each(settings)("%j are noticed if they were given while the connection was lost", async (json) => {
    const node = await newNode()
    const store = storeAt([node])
    await append(store, "s", "noStream", ...newEvents(5))
    await untilFollowed(node, store, "s")
    await node.shut()
    node.log.set("s", json)
    await node.reopen()
    expect(await refusal(store)).toMatchObject({ left: { where: "s@0" } })
  })
})

describe("the cache of revisions", () => {
  const event = (stream: string): Recorded => ({
    stream,
    revision: 0,
    id: stream,
    type: "T",
    leaf: new Uint8Array(),
    json: undefined,
    attempt: undefined,
    position: { commit: 0n, prepare: 0n },
  })

  /** Streams with one event each. `asked`: the streams read, settings too. */
  const reader = (during: (stream: string) => void = () => {}) => {
    const asked: Array<string> = []
    const read: Read = ({ of }) => {
      const stream = "stream" in of ? of.stream : "$all"
      asked.push(stream)
      during(stream)
      return Promise.resolve(
        stream.startsWith("$") ? E.left({ _tag: "StreamNotFound", stream }) : E.right([event(stream)]),
      )
    }
    return { read, asked }
  }

  it("drops the stream that was asked for longest ago, beyond its limit", async () => {
    const { read, asked } = reader()
    const cache = revisionCache(2)
    for (const stream of ["a", "b", "a", "c", "a", "b"]) await cache.refresh(read, stream, Infinity)
    expect(asked.filter((stream) => stream.startsWith("$$"))).toEqual(["$$a", "$$b", "$$c", "$$b"])
  })

  it("reads a stream anew that was distrusted while it was read", async () => {
    const cache = revisionCache()
    const { read, asked } = reader((stream) => {
      if (stream === "$$a" && asked.length < 6) cache.distrust("a")
    })
    for (let i = 0; i < 4; i++) {
      if (i === 1) cache.distrust("a")
      await cache.refresh(read, "a", Infinity)
    }
    const first = ["$$a", "a", "$$a", "a"]
    expect(asked).toEqual([...first, "a", "$$a", "a", "a", "a"])
  })
})
