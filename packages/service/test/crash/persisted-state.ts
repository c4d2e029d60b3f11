/** What outlives a process: the log and the vault. */
import * as E from "fp-ts/lib/Either.js"
import { instantAt, qinhuangdao2020, type Uscc } from "@shifan/core"
import {
  collect,
  memoryStore,
  readEnvelope,
  type Envelope,
  type EventStore,
  type StoredEvent,
} from "@shifan/event-store"
import { must } from "@shifan/testkit"
import {
  decrypt,
  handler,
  memoryVault,
  disclosuresOf,
  matchesCommitment,
  type Handle,
  type Vault,
} from "../../src/index.js"

export interface World {
  readonly store: EventStore
  readonly vault: Vault
}

export const emptyWorld = (): World => ({ store: memoryStore(), vault: memoryVault() })

export const logOf = ({ store }: World): Promise<ReadonlyArray<StoredEvent>> => must(() => collect(store.readAll()))

export const historyIn = async (world: World): Promise<ReadonlyArray<Envelope>> =>
  (await logOf(world)).flatMap(({ leaf }) => {
    const envelope = readEnvelope(leaf)
    return E.isRight(envelope) ? [envelope.right] : []
  })

/** Another world in the same state. */
export const copyOf = async (world: World, unit: Uscc): Promise<World> => {
  const copy = emptyWorld()
  for (const { stream, revision, ...event } of await logOf(world))
    await must(copy.store.append(stream, revision === 0 ? "noStream" : revision - 1, [event]))
  for (const name of await must(world.vault.keys())) {
    const key = await must(world.vault.key(name))
    if (key !== undefined) await must(copy.vault.ensureKey(name, key))
  }
  await must(copy.vault.put(await must(world.vault.values(unit))))
  return copy
}

/** Processes differ in their hour and in their dice; of one number they do not. */
export const processIn = ({ store, vault }: World, number = 0): Handle =>
  handler({
    store,
    vault,
    division: "130300",
    library: [qinhuangdao2020],
    clock: () => instantAt(Date.parse("2026-01-01T01:00:00.000Z") + number * 3_600_000),
    random: (size) => new Uint8Array(size).fill(number + 7),
  })

/** What the vault keeps of a unit, opened; `undefined` for what no key matchesCommitment. */
export const keptIn = async ({ vault }: World, unit: Uscc) =>
  Promise.all(
    (await must(vault.values(unit))).map(async (value) => {
      const key = await must(vault.key(value))
      return { commandId: value.commandId, path: value.path, text: key && decrypt(key, value) }
    }),
  )

/** How many of the values that the log holds commitments of are opened by the vault, each against its commitment. */
export const openedIn = async (world: World, unit: Uscc): Promise<number> => {
  const paths = [...new Set((await keptIn(world, unit)).map(({ path }) => path))]
  const history = (await historyIn(world)).filter(({ stream }) => stream.startsWith("designation-"))
  return (await must(() => disclosuresOf(world.vault, unit, history, paths))).filter(matchesCommitment).length
}
