import { describe, expect, it } from "vitest"
import { civilDate as day, ruleStatusOn } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { right } from "@shifan/testkit/basics"
import { lawReader } from "../src/index.js"
import { accepted, apply, interpretation, openService } from "./fixtures.js"

/** A store that counts the events returned by `readAll`. */
const countingStore = (): { readonly store: EventStore; readonly reads: () => number } => {
  const store = memoryStore()
  let reads = 0
  return {
    reads: () => reads,
    store: {
      ...store,
      readAll: (options) => {
        const events = store.readAll(options)
        return (async function* () {
          for await (const event of events) {
            reads++
            yield event
          }
        })()
      },
    },
  }
}

describe("the law, with a thousand instrument and call events", () => {
  it("is folded once, so that a command reads only what is new", async () => {
    const { store, reads } = countingStore()
    const { handle } = await openService(store)
    for (let n = 0; n < 998; n++) await accepted(handle, interpretation(n))
    const readsOfCommands = reads()
    expect(readsOfCommands).toBeLessThanOrEqual(1000)
    for (let n = 0; n < 50; n++) await handle({ ...apply(), dryRun: true })
    expect(reads() - readsOfCommands).toBeLessThanOrEqual(1)
    const before = reads()
    const reader = lawReader(store, "130300", [qinhuangdao2020])
    const law = right(await reader.now())
    expect(reads() - before).toBe(1000)
    await reader.now()
    expect(reads() - before).toBe(1000)
    expect(ruleStatusOn(law.applicable, day("2020-12-01"))).toMatchObject({
      rule: { readings: { "growth.steady": "strictTwoIntervals" } },
    })
  })
})
