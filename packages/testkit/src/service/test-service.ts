import { civilDate, instantAt, type Aggregates, type Instant, type Registry } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { handler, memoryVault, type Handle, type Target, type Vault } from "@shifan/service"
import { bureau } from "../lifecycle/applicable-law.js"

/** The store, and the start of the clock. */
export interface TestServiceOptions {
  readonly store?: EventStore
  /** First value of the clock; each reading advances it by a millisecond. */
  readonly startAt?: Instant
}

/** A service with access to its store and vault. */
export interface TestService<R extends Registry> {
  readonly store: EventStore
  readonly vault: Vault
  readonly handle: Handle<R>
}

/** Milliseconds by which any service's clock has advanced. */
let latest = 0

/**
 * A bureau's service over an in-memory store and vault. Keys are always the same, and so is the clock, unless a store is
 * given: another service may have written it or its original, and time must not go back.
 */
export function testService<R extends Registry>(options: TestServiceOptions & { readonly registry: R }): TestService<R>
export function testService(options?: TestServiceOptions & { readonly registry?: never }): TestService<Aggregates>
export function testService<R extends Registry>({
  store,
  registry,
  startAt = instantAt(Date.parse("2026-12-01T01:00:00.000Z")),
}: TestServiceOptions & { readonly registry?: R } = {}): TestService<R> | TestService<Aggregates> {
  const vault = memoryVault()
  const events = store ?? memoryStore()
  let elapsed = store === undefined ? 0 : latest
  const dependencies = {
    store: events,
    vault,
    division: bureau.code,
    library: [qinhuangdao2020],
    clock: () => {
      const now = Date.parse(startAt) + elapsed++
      latest = Math.max(latest, elapsed)
      return instantAt(now)
    },
    random: (size: number) => new Uint8Array(size).fill(7),
  }
  return registry === undefined
    ? { store: events, vault, handle: handler(dependencies) }
    : { store: events, vault, handle: handler({ ...dependencies, registry }) }
}

/** The regulation is in force for two years from 2020-11-12. */
export const enactTarget: Target = {
  aggregate: "instrument",
  key: "qinhuangdao-2020-2",
  command: {
    type: "Enact",
    data: {
      regulation: qinhuangdao2020.id,
      documentNumber: qinhuangdao2020.documentNumber,
      effectiveFrom: civilDate("2020-11-12"),
      validityYears: 2,
    },
  },
}

/** The call of 2020 is open from 2020-11-20 to 2020-12-20. */
export const openCallTarget: Target = {
  aggregate: "call",
  key: "2020",
  command: {
    type: "OpenCall",
    data: { year: 2020, opensOn: civilDate("2020-11-20"), closesOn: civilDate("2020-12-20"), document: "示例" },
  },
}
