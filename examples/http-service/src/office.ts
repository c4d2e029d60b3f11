/** An opened bureau: deciding, reading, and closing everything. */
import { randomBytes } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import { instantAt, shanghaiDate, type CivilDate, type Instant, type Regulation } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, type EventStore } from "@shifan/event-store"
import { explainStopped, handler, memoryReadModels, runProjections, type Handle, type Vault } from "@shifan/service"
import type { Roster } from "@shifan/roster"
import { leafLog, openSqliteStore } from "@shifan/sqlite/event-store"
import { openSqliteVault } from "@shifan/sqlite/vault"
import type { Environment } from "./environment.js"
import { rosterChanges, rosterProjection, type RosterChanges } from "./roster-projection.js"

export interface Office {
  readonly regulation: Regulation
  readonly division: string
  readonly store: EventStore
  readonly handle: Handle
  /** The current list; `undefined` until it has been built for the first time. */
  readonly roster: () => Roster | undefined
  readonly changes: RosterChanges
  /** The current day in Shanghai. */
  readonly today: () => CivilDate
  /** Aborted when the service stops, to end endless responses. */
  readonly stopping: AbortController
  readonly close: () => Promise<void>
}

export const openOffice = async (environment: Pick<Environment, "store" | "vault">): Promise<Office> => {
  const store = await openStore(environment.store)
  const [first] = must(await collect(store.readAll({ maxCount: 1 })))
  // The vault is made together with its store, never as a second one for an existing store.
  const vault = must(
    await openSqliteVault({ file: environment.vault, create: first === undefined, store: first?.id ?? null }),
  )
  return officeOver(store, vault)
}

/** @param now the clock, in milliseconds since 1970 */
export const officeOver = (store: EventStore, vault: Vault, now: () => number = Date.now): Office => {
  const regulation = qinhuangdao2020
  const division = regulation.territory.bureau.code
  const clock = (): Instant => instantAt(now())
  const models = memoryReadModels<Roster>()
  const changes = rosterChanges()
  const runner = runProjections(store, models, [rosterProjection(division, changes)])
  return {
    regulation,
    division,
    store,
    handle: handler({ store, vault, division, library: [regulation], clock, random: randomBytes }),
    roster: () => models.read("roster"),
    changes,
    today: () => shanghaiDate(clock()),
    stopping: new AbortController(),
    close: async () => {
      for (const stopped of await runner.close()) console.error(explainStopped(stopped).en)
      await store.close()
      await vault.close()
    },
  }
}

/** A file by default, or a cluster by its address. The cluster client is slow to load, so it is imported only on demand. */
const openStore = async (address: string): Promise<EventStore> => {
  if (!address.startsWith("eventstoredb:"))
    return must(await openSqliteStore({ file: address, create: true, alongside: leafLog })())
  const { openEventStoreDb } = await import("@shifan/eventstoredb")
  const cluster = must(await openEventStoreDb(address)())
  // Assigns every event its index in the log, until the store is closed.
  cluster.sequencer.follow()
  return cluster
}

/** Nothing works without it, so the program ends with the reason. */
const must = <L extends object, A>(opened: E.Either<L, A>): A => {
  if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left))
  return opened.right
}
