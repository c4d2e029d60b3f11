import * as E from "fp-ts/lib/Either.js"
import { instantAt, type Uscc } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, decodeEvents, memoryStore, type EventStore, type StoredEvent } from "@shifan/event-store"
import { must } from "@shifan/testkit/basics"
import {
  decrypt,
  disclosuresOf,
  handler,
  matchesCommitment,
  memoryVault,
  type Handle,
  type Vault,
} from "../../src/index.js"
import { eventsIn } from "../fixtures.js"

/** State that survives the death of a process. */
export interface PersistedState {
  readonly store: EventStore
  readonly vault: Vault
}

export const emptyState = (): PersistedState => ({ store: memoryStore(), vault: memoryVault() })

/** Copies the state to a new store and vault. */
export const copyOf = async ({ store, vault }: PersistedState, unit: Uscc): Promise<PersistedState> => {
  const copy = emptyState()
  for (const { stream, revision, ...event } of await eventsIn(store))
    await must(copy.store.append(stream, revision === 0 ? "noStream" : revision - 1, [event]))
  for (const name of await must(vault.keys())) {
    const key = await must(vault.key(name))
    if (key !== undefined) await must(copy.vault.ensureKey(name, key))
  }
  await must(copy.vault.put(await must(vault.values(unit))))
  return copy
}

/** Later than every day of a generated history, since acts dated after their recording are refused. */
const firstClock = Date.parse("2200-01-01T01:00:00.000Z")

/** A process on that state. Processes with different numbers have different clocks and random bytes. */
export const processOn = ({ store, vault }: PersistedState, number = 0): Handle =>
  handler({
    store,
    vault,
    division: "130300",
    library: [qinhuangdao2020],
    clock: () => instantAt(firstClock + number * 3_600_000),
    random: (size) => new Uint8Array(size).fill(number + 7),
  })

export const leavesIn = async ({ store }: PersistedState): Promise<ReadonlyArray<string>> =>
  (await eventsIn(store)).map(({ leaf }: StoredEvent) => new TextDecoder().decode(leaf))

/** The decrypted values of a unit in the vault; `undefined` for those that no key opens. */
export const vaultContent = async ({ vault }: PersistedState, unit: Uscc) =>
  Promise.all(
    (await must(vault.values(unit))).map(async (value) => {
      const key = await must(vault.key(value))
      return { commandId: value.commandId, path: value.path, text: key && decrypt(key, value) }
    }),
  )

/** Number of commitments in the log for which the vault has a matching value. */
export const disclosedCount = async (state: PersistedState, unit: Uscc): Promise<number> => {
  const paths = [...new Set((await vaultContent(state, unit)).map(({ path }) => path))]
  const filter = { streamPrefixes: ["designation-"] }
  const decoded = await must(() => collect(decodeEvents(state.store.readAll({ filter }))))
  const history = decoded.map(({ envelope }) => envelope)
  return (await must(() => disclosuresOf(state.vault, unit, history, paths))).filter(matchesCommitment).length
}

/** An answer without `repeated`, which depends on crashes. */
export const verdictOf = (answer: Awaited<ReturnType<Handle>>) =>
  E.isLeft(answer) ? answer : E.right({ stream: answer.right.stream, events: answer.right.events })
