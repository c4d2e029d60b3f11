import { join } from "node:path"
import { unitMapHead } from "@shifan/audit"
import { makeStatement, proveEvent, verifyStatement, writeUnitMap, type StatementOptions } from "@shifan/bundle"
import { newNodeFolder, nodeFolder } from "@shifan/bundle/node"
import { civilDate, type UnitStanding } from "@shifan/core"
import { decodeEvents, memoryStore, type EventStore } from "@shifan/event-store"
import { rosterDigest, rostersAt, type PointList } from "@shifan/roster"
import { samplesFor, usccOf } from "@shifan/testkit"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { nodeHasher } from "@shifan/tlog/node"
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { inFolder } from "../databases.js"
import { division, fillStore, handleOver, orThrow } from "../history.js"
import { median, race, type Result } from "../measurement.js"
import { signStore } from "./bundle.js"
import { replayStore } from "./replay.js"

const units = 100_000
const asOf = civilDate("2020-12-01")

/** The list and the map of all units, from everything in the store. */
const computeList = async (store: EventStore): Promise<PointList & { readonly logSize: number }> => {
  const computed: Array<PointList> = []
  const roster = rostersAt([{ asOf, logSize: Infinity, division }], (_, at) => computed.push(at))
  let logSize = 0
  for await (const next of decodeEvents(store.readAll())) {
    const { envelope, event } = orThrow(next)
    roster.take(envelope, logSize++, event.leaf)
  }
  roster.end(Infinity)
  const [list] = computed
  if (list === undefined) throw new Error("no list")
  return { ...list, logSize }
}

interface StoredList extends Omit<StatementOptions, "uscc"> {
  readonly policy: Uint8Array
  readonly standings: ReadonlyArray<UnitStanding>
}

/** Publishes the store's list on the record, signs the log, and writes the map of all units to disk. */
const publish = async (store: EventStore, folder: string): Promise<StoredList> => {
  const computed = await computeList(store)
  const standings = computed.standings()
  const heads = unitMapHead(standings, nodeHasher)
  const { bureau } = samplesFor(qinhuangdao2020, usccOf(0))
  const data = { asOf, logSize: computed.logSize, ...rosterDigest(computed.list), medium: "示例", units: heads }
  const commandId = v5("publish", "5d3c7b0e-1f7a-5c0e-9a55-0d6f4b3a2c11")
  const target = { aggregate: "roster", key: "", command: { type: "PublishRoster", data } } as const
  orThrow(await handleOver(store)({ commandId, actor: bureau, effectiveOn: asOf, target }))
  const { checkpoint, policy } = await signStore(store)
  let list = new Uint8Array()
  async function* leaves() {
    for await (const event of store.readAll()) {
      list = new Uint8Array(orThrow(event).leaf)
      yield E.right(list)
    }
  }
  const isWanted = (envelope: { readonly commandId: string }): boolean => envelope.commandId === commandId
  const proof = orThrow(await proveEvent<never>({ leaves, checkpoint, isWanted, hasher: nodeHasher })()).file
  const path = join(folder, "units")
  const kept = orThrow(await newNodeFolder(path)())
  orThrow(await writeUnitMap(kept, standings, nodeHasher))
  orThrow(await kept.publish())
  return {
    division,
    units: heads,
    map: nodeFolder(path),
    list,
    proof,
    hasher: nodeHasher,
    policy: new TextEncoder().encode(policy),
    standings,
  }
}

const inARound = 40

/** Alternates units of the log with unknown ones. */
const asked = Array.from({ length: inARound }, (_, i) => usccOf(i % 2 === 0 ? i * 2477 : units + i))

const measured = (work: string, unit: Result["unit"], perRound: ReadonlyArray<number>, atMost: number): Result => {
  const ours = median(perRound)
  const ofOne = unit === "ms" ? ours / inARound : ours
  const target = { ratio: "size", bound: "atMost", value: atMost } as const
  const count = unit === "ms" ? inARound : 1
  return { work, baseline: "—", count, rounds: perRound.length, ours, theirs: null, unit, ratio: ofOne, target }
}

const rounds = 7

const statementsOf = async (stored: StoredList): Promise<ReadonlyArray<Result>> => {
  const times = { made: new Array<number>(), verified: new Array<number>() }
  let files: Array<Uint8Array> = []
  for (let round = 0; round < rounds + 1; round++) {
    files = []
    const start = performance.now()
    for (const uscc of asked) files.push(orThrow(await makeStatement({ ...stored, uscc })).file)
    const made = performance.now()
    for (const statement of files) {
      const { faults } = await verifyStatement({ statement, policy: stored.policy, hasher: nodeHasher })
      if (faults.length > 0) throw new Error(JSON.stringify(faults))
    }
    if (round === 0) continue
    times.made.push(made - start)
    times.verified.push(performance.now() - made)
  }
  const largest = Math.max(...files.map(({ length }) => length)) / 1000
  return [
    measured("a statement about one unit of 100,000: the largest file", "kB", [largest], 10),
    measured("the same, made from a map on disk, and verified but for its signatures", "ms", times.made, 50),
    measured("the same, verified with the signature", "ms", times.verified, 20),
  ]
}

/** The hypothetical cost of a map per checkpoint, and the actual cost per list. */
export const measureStatements = (): Promise<ReadonlyArray<Result>> =>
  inFolder(async (folder) => {
    const store = memoryStore()
    await fillStore(store, units, units)
    const stored = await publish(store, folder)
    const wholeLog = { rounds: 3, warmUp: 0, count: units, target: null } as const
    return [
      ...(await statementsOf(stored)),
      await race({
        ...wholeLog,
        work: "the list and the map of all units, from a log of 100,000 units",
        baseline: "replay into states and roster",
        ours: async () => void unitMapHead((await computeList(store)).standings(), nodeHasher),
        theirs: async () => void (await replayStore(store)),
      }),
      await race({
        ...wholeLog,
        work: "the root of the map alone, from 100,000 standings at hand",
        baseline: "hashing every leaf of that log, and signing its head",
        ours: () => void unitMapHead(stored.standings, nodeHasher),
        theirs: async () => void (await signStore(store)),
      }),
    ]
  })
