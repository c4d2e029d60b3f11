/** The conformance suite of stores: what every adapter must survive. */
import { afterEach, beforeEach, describe } from "vitest"
import type { EventStore } from "@shifan/event-store"
import type { StoreAdapter, StoreCase } from "./adapter.js"
import { closing } from "./closing.js"
import { expectations } from "./expectations.js"
import { fidelity } from "./fidelity.js"
import { anotherProcess, killedProcesses, racingProcesses } from "./processes.js"
import { races } from "./races.js"
import { repeats } from "./repeats.js"
import { subscribers } from "./subscribers.js"
import { windows } from "./windows.js"

/** Registers the cases with vitest; to be called in a test file. */
export const storeConformance = (name: string, adapter: StoreAdapter): void =>
  describeStore(name, adapter, (subject) => {
    describe("expected revisions", () => expectations(subject))
    describe("repeated appends", () => repeats(subject))
    describe("races", () => races(subject, 20))
    describe("windows", () => windows(subject))
    describe("fidelity", () => fidelity(subject))
    describe("subscribers", () => subscribers(subject))
    describe("closing", () => closing(subject))
    if (hasWorkers(adapter)) describe("another process", () => anotherProcess(subject))
  })

/**
 * What takes many seconds, in a test file of its own: long races, also between processes, and processes that are killed in
 * the midst of their appends. Set `SHIFAN_KILLS` for more than five kills.
 */
export const longStoreConformance = (name: string, adapter: StoreAdapter): void =>
  describeStore(name, adapter, (subject) => {
    describe("long races", () => races(subject, 200))
    if (!hasWorkers(adapter)) return
    describe("racing processes", () => racingProcesses(subject, 200))
    describe("killed processes", () => killedProcesses(subject))
  })

const hasWorkers = ({ workers, reopen }: StoreAdapter): boolean => workers !== undefined && reopen !== undefined

const describeStore = (name: string, adapter: StoreAdapter, cases: (subject: StoreCase) => void): void => {
  describe(name, () => {
    let stores: Array<EventStore> = []

    beforeEach(async () => {
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
        if (first === undefined) throw new Error("a store is there during a case only")
        return first
      },
      another: async () => {
        if (adapter.reopen === undefined) throw new Error("this adapter cannot be reopened")
        const store = await adapter.reopen()
        stores.push(store)
        return store
      },
    }

    cases(subject)
  })
}
