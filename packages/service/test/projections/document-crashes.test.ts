import { test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { memoryStore } from "@shifan/event-store"
import { anyCrashingRuns, anyFilter, expectedLines, runThroughCrashes } from "@shifan/testkit/read-models"
import { documentReadModels } from "../../src/index.js"
import { crashingEngine, memoryEngine } from "./document-engine.js"
import { documentJournal, type Journal } from "./journal.js"

describe("a projection into documents without transactions, whenever its runner dies", () => {
  test.prop([anyFilter, anyCrashingRuns(40)])("applies every event once and in order", async (filter, runs) => {
    const engine = memoryEngine<Journal>()
    const store = memoryStore()
    const isWhole = async () => engine.read("journal", "all")?.join() === (await expectedLines(store, filter)).join()
    await runThroughCrashes(
      store,
      documentJournal(filter),
      runs,
      (point) => {
        const { port, isDead } = crashingEngine(engine, point)
        return { port: documentReadModels(port), isDead }
      },
      isWhole,
    )
    const lines = await expectedLines(store, filter)
    expect(engine.read("journal", "all")).toEqual(lines)
    for (const stream of ["a-1", "a-2", "b-1"])
      expect(engine.read("journal", stream) ?? []).toEqual(lines.filter((line) => line.startsWith(stream)))
  })
})
