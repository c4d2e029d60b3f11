import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { memoryStore } from "@shifan/event-store"
import type { CrashPoint } from "@shifan/testkit/read-models"
import { documentReadModels, runProjections } from "../../src/index.js"
import {
  appendTestEvents,
  batch,
  inSmallBatches,
  documentJournal,
  expectedLines,
  filter,
  waitUntil,
} from "./journal.js"
import { engineInMemory, crashingEngine } from "./crashing-engine.js"

const fate: fc.Arbitrary<CrashPoint> = fc.record({
  calls: fc.integer({ min: 0, max: 40 }),
  dies: fc.constantFrom("before", "behind"),
})

/** A life of the runner: it may die of `fate` at any call of the engine, and new events come while it lives. */
const lives = fc.array(fc.record({ fate, before: fc.array(batch, { maxLength: 3 }), during: batch }), { maxLength: 6 })

describe("by documents without transactions, also between two of one event,", () => {
  test.prop([filter, lives])("each event is applied once, in order, and none is missed", async (wanted, all) => {
    const engine = engineInMemory<ReadonlyArray<string>>()
    const store = memoryStore()
    const projection = documentJournal(wanted)
    const isWhole = async () => engine.read("journal", "all")?.join() === (await expectedLines(store, wanted)).join()
    for (const life of all) {
      for (const some of life.before) await appendTestEvents(store, some)
      const { one, isDead } = crashingEngine(engine, life.fate)
      const runner = runProjections(inSmallBatches(store, 2, 2), documentReadModels(one), [projection], { pause: 1 })
      await appendTestEvents(store, life.during)
      await waitUntil(async () => isDead() || isWhole())
      expect(await runner.close()).toEqual([])
    }
    const runner = runProjections(inSmallBatches(store, 3, 2), documentReadModels(engine), [projection], { pause: 1 })
    await waitUntil(isWhole).catch(() => undefined)
    await runner.close()
    const goal = await expectedLines(store, wanted)
    expect(engine.read("journal", "all")).toEqual(goal)
    for (const stream of ["a-1", "a-2", "b-1"])
      expect(engine.read("journal", stream) ?? []).toEqual(goal.filter((line) => line.startsWith(stream)))
  })
})
