import { describe, expect, it } from "vitest"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { right } from "@shifan/testkit/basics"
import { lawReader } from "../src/index.js"
import { accepted, enact, interpretation, serviceOver } from "./fixtures.js"

describe("the law", () => {
  it("is that of all events, for callers who ask while a read is under way, and as it ends", async () => {
    const inner = memoryStore()
    let late = true
    // Its first read ends before the events are committed, so that the next ones find all of them.
    const store: EventStore = {
      ...inner,
      readAll: (options) => (late ? memoryStore() : inner).readAll(options),
    }
    const { handle } = serviceOver(inner)
    for (const request of [enact, interpretation(1), interpretation(2)]) await accepted(handle, request)
    const reader = lawReader(store, "130300", [qinhuangdao2020])
    const first = reader.now()
    late = false
    const second = reader.now()
    expect(right(await first).basis).toEqual([])
    const third = reader.now()
    const whole = right(await lawReader(inner, "130300", [qinhuangdao2020]).now())
    expect(whole.basis).toMatchObject([{ revision: 2 }])
    expect([right(await second), right(await third)]).toEqual([whole, whole])
  })
})
