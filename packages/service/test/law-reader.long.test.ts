import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { qinhuangdao2020, ruleStatusOn, civilDate as day } from "@shifan/core"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { lawReader, type Request } from "../src/index.js"
import { apply, bureau, enact, officeOver, openCall, request } from "./test-service.js"

/** A store that counts the events it was read for. */
const counting = (): { readonly store: EventStore; readonly read: () => number } => {
  const store = memoryStore()
  let count = 0
  return {
    read: () => count,
    store: {
      ...store,
      readAll: (options) => {
        const events = store.readAll(options)
        return (async function* () {
          for await (const one of events) {
            count++
            yield one
          }
        })()
      },
    },
  }
}

const interpretation = (n: number): Request =>
  request(
    {
      aggregate: "instrument",
      key: qinhuangdao2020.id,
      command: {
        type: "Interpret",
        data: {
          reading: "growth.steady",
          option: n % 2 === 0 ? "nonDecreasing" : "strictTwoIntervals",
          document: `示例${n}号`,
          appliesFrom: day("2020-11-20"),
          retroactive: false,
        },
      },
    },
    day("2020-11-20"),
    bureau,
  )

/** Milliseconds: each of a thousand commands reads a stream that grows to a thousand events. */
const aWhile = 60_000

describe("the law, with a thousand instrument and call events", () => {
  it(
    "is folded once: a command reads no more of it than what is new",
    async () => {
      const { store, read } = counting()
      const { handle } = officeOver(store)
      for (const one of [enact, openCall]) await handle(one)
      for (let n = 0; n < 998; n++) {
        const done = await handle(interpretation(n))
        if (E.isLeft(done)) throw new Error(JSON.stringify(done.left))
      }
      const toBuild = read()
      expect(toBuild).toBeLessThanOrEqual(1000)
      for (let n = 0; n < 50; n++) await handle({ ...apply(), dryRun: true })
      expect(read() - toBuild).toBeLessThanOrEqual(1)
      const afresh = lawReader(store, "130300", [qinhuangdao2020])
      const before = read()
      const known = await afresh.now()
      expect(read() - before).toBe(1000)
      await afresh.now()
      expect(read() - before).toBe(1000)
      const standing = E.isRight(known) ? ruleStatusOn(known.right.applicable, day("2020-12-01")) : undefined
      expect(standing).toMatchObject({ rule: { readings: { "growth.steady": "strictTwoIntervals" } } })
    },
    aWhile,
  )
})
