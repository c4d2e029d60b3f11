import { createHash } from "node:crypto"
import { mkdtempSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { replay } from "@shifan/audit"
import { evolve, initialState, type State } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import {
  type Envelope,
  type EventStore,
  isDesignationEvent,
  memoryStore,
  parseStream,
  readEnvelope,
} from "@shifan/event-store"
import { openSqliteStore, type SqliteStore } from "@shifan/sqlite/event-store"
import { rosterUnder } from "@shifan/roster"
import { emptyRange, extendRange, rangeRoot, rfc6962, treeHasher } from "@shifan/tlog"
import { fillStore, orThrow } from "../history.js"
import { storeIn } from "../databases.js"
import { race, type Result } from "../measurement.js"

/** The state folded by both our replay and the hand-written one: every unit's state, and the roster. */
const statesAndRoster = () => {
  const states = new Map<string, State>()
  const roster = rosterUnder()
  return {
    apply: (envelope: Envelope): void => {
      roster.apply(envelope)
      if (!isDesignationEvent(envelope)) return
      const { stream } = envelope
      const known = states.get(stream)
      const name = known === undefined ? parseStream(stream) : undefined
      const state = known ?? (name?.aggregate === "designation" ? initialState(name.key) : undefined)
      if (state !== undefined) states.set(stream, evolve(state, envelope))
    },
    sizes: (): readonly [number, number] => [states.size, roster.list().length],
  }
}

/** Returns the number of events. Calls `sample` every thousand events, and at the end while all states are still in memory. */
export const replayStore = async (store: EventStore, sample: (ended: boolean) => void = () => {}): Promise<number> => {
  const { apply, sizes } = statesAndRoster()
  let events = 0
  for await (const event of store.readAll()) {
    apply(orThrow(readEnvelope(orThrow(event).leaf)))
    if (++events % 1000 === 0) sample(false)
  }
  sample(true)
  if (sizes()[0] === 0) throw new Error("nothing was folded")
  return events
}

const scanFile = (file: string): void => {
  using db = new DatabaseSync(file, { readOnly: true })
  const { apply, sizes } = statesAndRoster()
  const decoder = new TextDecoder()
  for (const { leaf } of db.prepare("SELECT leaf FROM event ORDER BY position").iterate())
    apply(JSON.parse(decoder.decode(leaf instanceof Uint8Array ? leaf : new Uint8Array())))
  if (sizes()[0] === 0) throw new Error("nothing was folded")
}

/** Writes a store with this many events to a new folder. Returns its file. */
export const writeHistory = async (folder: string, events: number, units: number): Promise<string> => {
  const own = mkdtempSync(join(folder, "history-"))
  const store = await storeIn(own, { synchronous: "NORMAL" })
  await fillStore(store, events, units)
  await store.close()
  return join(own, "ours.db")
}

const redecideAll = async (store: EventStore): Promise<void> => {
  const { faultCount, faults } = await replay(store.readAll(), { library: [qinhuangdao2020] })
  if (faultCount > 0) throw new Error(JSON.stringify(faults[0]))
}

const rounds = { rounds: 3, warmUp: 0 } as const

const measureReplayOfFile = (store: EventStore, file: string, count: number): Promise<Result> =>
  race({
    ...rounds,
    work: "replay into states and roster, SQLite",
    baseline: "hand-written scan + JSON.parse + fold",
    count,
    target: { ratio: "faster", bound: "atLeast", value: 0.8 },
    ours: async () => void (await replayStore(store)),
    theirs: () => scanFile(file),
  })

const measureRedeciding = (store: EventStore, count: number): Promise<Result> =>
  race({
    ...rounds,
    work: "audit verify, every event decided again",
    baseline: "replay into states and roster",
    count,
    target: { ratio: "slower", bound: "atMost", value: 3 },
    ours: () => redecideAll(store),
    theirs: async () => void (await replayStore(store)),
  })

/** With the leaves in memory, so that only hashing is measured. */
const measureHashing = async (store: EventStore, count: number): Promise<Result> => {
  const leaves: Array<Uint8Array> = []
  for await (const event of store.readAll()) leaves.push(orThrow(event).leaf)
  const native = treeHasher((bytes) => createHash("sha256").update(bytes).digest())
  return race({
    ...rounds,
    work: "audit verify, hashes only: the root of all leaves",
    baseline: "SHA-256 of the same bytes",
    count,
    target: { ratio: "slower", bound: "atMost", value: 2 },
    ours: () => {
      let range = emptyRange
      for (const leaf of leaves) range = extendRange(range, native.leaf(leaf), native)
      if (rangeRoot(range, native).length !== rfc6962.empty.length) throw new Error("no root")
    },
    theirs: () => {
      for (const leaf of leaves) createHash("sha256").update(leaf).digest()
    },
  })
}

const measureReplayInMemory = async (stored: EventStore, count: number): Promise<Result> => {
  const store = memoryStore()
  const leaves: Array<Uint8Array> = []
  for await (const event of stored.readAll({ maxCount: count })) {
    const { stream, revision, id, type, leaf } = orThrow(event)
    orThrow(await store.append(stream, revision === 0 ? "noStream" : revision - 1, [{ id, type, leaf }])())
    leaves.push(leaf)
  }
  const decoder = new TextDecoder()
  return race({
    work: "replay into states and roster, store in memory",
    baseline: "JSON.parse + fold over an array",
    count: leaves.length,
    target: null,
    ours: async () => void (await replayStore(store)),
    theirs: () => {
      const { apply } = statesAndRoster()
      for (const leaf of leaves) apply(JSON.parse(decoder.decode(leaf)))
    },
  })
}

/** Over a long history, and over a shorter one where an event takes longer. */
export const measureReplays = async (
  [longer, events]: readonly [string, number],
  [shorter, fewer]: readonly [string, number],
): Promise<ReadonlyArray<Result>> => {
  const long = await openReadOnly(longer)
  const short = await openReadOnly(shorter)
  const results = [
    await measureReplayOfFile(long, longer, events),
    await measureReplayInMemory(short, fewer),
    await measureHashing(long, events),
    await measureRedeciding(short, fewer),
  ]
  await long.close()
  await short.close()
  return results
}

export const openReadOnly = async (file: string): Promise<SqliteStore> =>
  orThrow(await openSqliteStore({ file, readOnly: true })())
