/** What a command reads of other streams: only what was added since the last command, and only of the streams concerned. */
import { memoryStore, type EventStore, type ReadAllOptions } from "@shifan/event-store"
import { describe, expect, it } from "vitest"
import { aboutUnit, accepted, apply, interpretation, openService, serviceOver } from "./fixtures.js"

const observed = () => {
  const reads: Array<ReadAllOptions> = []
  const store = memoryStore()
  const readAll: EventStore["readAll"] = (options = {}) => {
    reads.push(options)
    return store.readAll(options)
  }
  return { reads, store: { ...store, readAll } }
}

describe("a command", () => {
  it("reads the law by its streams, and from where it was last known", async () => {
    const { reads, store } = observed()
    const { handle } = await openService(store)
    await accepted(handle, interpretation(0))
    reads.splice(0)
    await accepted(handle, apply())
    await accepted(handle, interpretation(1))
    expect(reads.length).toBeGreaterThan(0)
    for (const { filter, after } of reads) {
      expect(filter?.streamPrefixes).toEqual(["instrument-130300", "call-130300"])
      expect(after).toBeDefined()
    }
  })

  it("that changed no law moves the place from which the law is read next", async () => {
    const { reads, store } = observed()
    const { handle } = await openService(store)
    await accepted(handle, apply())
    await accepted(handle, aboutUnit({ type: "Withdraw", data: { reason: "示例" } }))
    await accepted(handle, apply())
    const [before = "", last = ""] = reads.slice(-2).map(({ after }) => after)
    expect(last > before).toBe(true)
  })

  it("reads everything once after a restart", async () => {
    const { reads, store } = observed()
    await openService(store)
    reads.splice(0)
    await accepted(serviceOver(store).handle, apply())
    expect(reads.filter(({ after }) => after === undefined)).toHaveLength(1)
  })
})
