import { memoryStore } from "@shifan/event-store"
import { afterEach, beforeEach, describe } from "vitest"
import { checkpoints, exactlyOnce } from "./exactly-once.js"
import type { OpenedReadModels, ReadModelAdapter, ReadModelCase } from "./journal.js"
import { stopping } from "./stopping.js"
import { versions } from "./versions.js"

export {
  anyCrashingRuns,
  crashAfter,
  processDied,
  runThroughCrashes,
  waitUntil,
  type Crashing,
  type CrashingRun,
  type CrashPoint,
} from "./crashing.js"
export {
  anyFilter,
  appendTestEvents,
  expectedLines,
  journalLine,
  testEvent,
  type OpenedReadModels,
  type ReadModelAdapter,
  type TestEvents,
} from "./journal.js"

/** The conformance suite of read models. Registers its cases with vitest; call it in a test file. */
export const readModelConformance = <M>(name: string, adapter: ReadModelAdapter<M>): void => {
  describe(name, () => {
    let opened: Array<OpenedReadModels<M>> = []
    let store = memoryStore()

    beforeEach(async () => {
      store = memoryStore()
      opened = [await adapter.open()]
    })

    afterEach(async () => {
      await Promise.all(opened.map(({ models }) => models.close()))
      await adapter.destroy()
    })

    const subject: ReadModelCase<M> = {
      adapter,
      store: () => store,
      opened: () => {
        const [first] = opened
        if (first === undefined) throw new Error("read models are open during a case only")
        return first
      },
      another: async () => {
        const again = await adapter.reopen()
        opened.push(again)
        return again
      },
    }

    describe("each event has its effect once", () => exactlyOnce(subject))
    describe("a checkpoint", () => checkpoints(subject))
    describe("versions", () => versions(subject))
    describe("a projection stops", () => stopping(subject))
  })
}
