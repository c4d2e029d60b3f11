/** The conformance suite of read models: what every adapter must survive. */
import { afterEach, beforeEach, describe } from "vitest"
import { memoryStore } from "@shifan/event-store"
import type { OpenedReadModels, ReadModelAdapter, ReadModelCase } from "./journal.js"
import { checkpoints } from "./checkpoints.js"
import { once } from "./once.js"
import { stopping } from "./stopping.js"
import { versions } from "./versions.js"

/** Registers the cases with vitest; to be called in a test file. */
export const readModelConformance = <M>(name: string, adapter: ReadModelAdapter<M>): void => {
  describe(name, () => {
    let all: Array<OpenedReadModels<M>> = []
    let store = memoryStore()

    beforeEach(async () => {
      store = memoryStore()
      all = [await adapter.open()]
    })

    afterEach(async () => {
      await Promise.all(all.map(({ models }) => models.close()))
      await adapter.destroy()
    })

    const subject: ReadModelCase<M> = {
      adapter,
      store: () => store,
      opened: () => {
        const [first] = all
        if (first === undefined) throw new Error("read models are there during a case only")
        return first
      },
      another: async () => {
        const one = await adapter.reopen()
        all.push(one)
        return one
      },
    }

    describe("each event has its effect once", () => once(subject))
    describe("a checkpoint", () => checkpoints(subject))
    describe("versions", () => versions(subject))
    describe("a projection stops", () => stopping(subject))
  })
}
