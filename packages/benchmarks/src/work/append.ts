import { randomUUID } from "node:crypto"
import type { DatabaseSync } from "node:sqlite"
import type { NewEvent } from "@shifan/event-store"
import { bareDatabase, inFolder, storeIn } from "../databases.js"
import { orThrow } from "../history.js"
import { race, type Result } from "../measurement.js"

const leafBytes = 600
const inFlight = 64

const newEvent = (): NewEvent => ({ id: randomUUID(), type: "SpotChecked", leaf: new Uint8Array(leafBytes).fill(97) })

/** An append: a stream and its expected revision, -1 for none. */
type Append = readonly [stream: string, expected: number]

/** Checks the expected revision, like the store, and nothing else. */
const handWritten = (db: DatabaseSync) => {
  const begin = db.prepare("BEGIN IMMEDIATE")
  const commit = db.prepare("COMMIT")
  const last = db.prepare("SELECT max(revision) AS last FROM event WHERE stream = ?")
  const insert = db.prepare("INSERT INTO event (id, stream, revision, type, leaf) VALUES (?, ?, ?, ?, ?)")
  const append = ([stream, expected]: Append): void => {
    if (Number(last.get(stream)?.["last"] ?? -1) !== expected) throw new Error(stream)
    const { id, type, leaf } = newEvent()
    insert.run(id, stream, expected + 1, type, leaf)
  }
  return {
    oneByOne: (appends: ReadonlyArray<Append>): void => {
      for (const next of appends) {
        begin.run()
        append(next)
        commit.run()
      }
    },
    inOneTransaction: (appends: ReadonlyArray<Append>): void => {
      begin.run()
      appends.forEach(append)
      commit.run()
    },
  }
}

export const measureAppends = (): Promise<ReadonlyArray<Result>> =>
  inFolder(async (folder) => {
    const store = await storeIn(folder)
    using db = bareDatabase(folder)
    const { oneByOne, inOneTransaction } = handWritten(db)
    const append = async ([stream, expected]: Append): Promise<void> => {
      orThrow(await store.append(stream, expected < 0 ? "noStream" : expected, [newEvent()])())
    }
    const count = 512
    let streams = 0
    const newStream = (): string => `s-${streams++}`
    const inARow = (): ReadonlyArray<Append> => {
      const stream = newStream()
      return Array.from({ length: count }, (_, i) => [stream, i - 1] as const)
    }
    /** Each wave has one append to each of `inFlight` streams. */
    const waves = (): ReadonlyArray<ReadonlyArray<Append>> => {
      const names = Array.from({ length: inFlight }, newStream)
      return Array.from({ length: count / inFlight }, (_, i) => names.map((stream) => [stream, i - 1] as const))
    }
    const appendWaves = async (): Promise<void> => {
      for (const wave of waves()) await Promise.all(wave.map(append))
    }
    const results = [
      await race({
        work: "append one event with expected revision, FULL",
        baseline: "the same insert by hand on node:sqlite",
        count,
        target: { ratio: "faster", bound: "atLeast", value: 0.6 },
        ours: async () => {
          for (const next of inARow()) await append(next)
        },
        theirs: () => oneByOne(inARow()),
      }),
      await race({
        work: "64 commands in flight: their appends, FULL",
        baseline: "one commit each, by hand",
        count,
        target: { ratio: "faster", bound: "atLeast", value: 5 },
        ours: appendWaves,
        theirs: () => waves().forEach(oneByOne),
      }),
      await race({
        work: "64 commands in flight: their appends, FULL",
        baseline: "group commit by hand: 64 inserts in one transaction",
        count,
        target: null,
        ours: appendWaves,
        theirs: () => waves().forEach(inOneTransaction),
      }),
    ]
    await store.close()
    return results
  })
