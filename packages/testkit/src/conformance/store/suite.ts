import { afterEach, beforeEach, describe } from "vitest"
import type { EventStore } from "@shifan/event-store"
import { closing } from "./closing.js"
import type { StoreAdapter, StoreCase } from "./adapter.js"
import { expectations, repeats } from "./appends.js"
import { fidelity } from "./fidelity.js"
import { order } from "./order.js"
import { progress } from "./progress.js"
import { anotherProcess, killedProcesses, racingProcesses } from "./processes.js"
import { races } from "./races.js"
import { subscribers } from "./subscribers.js"
import { windows } from "./windows.js"

/** The conformance suite of stores. Registers its cases with vitest; call it in a test file. */
export const storeConformance = (name: string, adapter: StoreAdapter): void =>
  describeStore(name, adapter, (subject) => {
    describe("expected revisions", () => expectations(subject))
    describe("repeated appends", () => repeats(subject))
    describe("order of the store", () => order(subject))
    describe("races", () => races(subject, 20))
    describe("windows", () => windows(subject))
    describe("fidelity", () => fidelity(subject))
    describe("subscribers", () => subscribers(subject))
    describe("closing", () => closing(subject))
    if (adapter.workers !== false) describe("another process", () => anotherProcess(subject))
  })

/**
 * The cases that take many seconds, for a separate test file: long races, also between processes, and processes killed
 * while they append. `SHIFAN_KILLS` sets the number of kills (5).
 */
export const longStoreConformance = (name: string, adapter: StoreAdapter): void =>
  describeStore(name, adapter, (subject) => {
    describe("long races", () => races(subject, 200))
    if (adapter.workers === false) return
    describe("racing processes", () => racingProcesses(subject, 200))
    describe("killed processes", () => killedProcesses(subject))
  })

const describeStore = (name: string, adapter: StoreAdapter, cases: (subject: StoreCase) => void): void => {
  describe(name, () => {
    let stores: Array<EventStore> = []
    let stuck: string | undefined

    beforeEach(async ({ skip }) => {
      skip(stuck !== undefined, `a case of "progress" failed: ${stuck}`)
      stores = [await adapter.open()]
    })

    afterEach(async () => {
      await Promise.all(stores.map((store) => store.close()))
      await adapter.destroy()
    })

    const subject: StoreCase = {
      adapter,
      store: () => {
        const [first] = stores
        if (first === undefined) throw new Error("a store is open during a case only")
        return first
      },
      another: async () => {
        if (typeof adapter.reopen !== "function") throw new Error("this adapter cannot be reopened")
        const store = await adapter.reopen()
        stores.push(store)
        return store
      },
    }

    describe("progress", () =>
      progress(subject, (title) => {
        stuck = title
      }))
    cases(subject)
  })
}
