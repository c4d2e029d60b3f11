/** Appending to SQLite, alone and in company, against the insert by hand. */
import { randomUUID } from "node:crypto"
import type { DatabaseSync } from "node:sqlite"
import type { NewEvent } from "@shifan/event-store"
import { bareDatabase, inFolder, storeIn } from "../databases.js"
import { orThrow } from "../history.js"
import type { Result } from "../result.js"
import { race } from "../measurement.js"

const leafBytes = 600
const inFlight = 64

const eventOf = (): NewEvent => ({ id: randomUUID(), type: "SpotChecked", leaf: new Uint8Array(leafBytes).fill(97) })

const handWritten = (db: DatabaseSync) => {
  const [begin, commit] = [db.prepare("BEGIN IMMEDIATE"), db.prepare("COMMIT")]
  const last = db.prepare("SELECT max(revision) AS last FROM event WHERE stream = ?")
  const insert = db.prepare("INSERT INTO event (id, stream, revision, type, leaf) VALUES (?, ?, ?, ?, ?)")
  /** With the expected revision checked, as ours is. */
  const one = (stream: string, expected: number): void => {
    if (Number(last.get(stream)?.["last"] ?? -1) !== expected) throw new Error(stream)
    const { id, type, leaf } = eventOf()
    insert.run(id, stream, expected + 1, type, leaf)
  }
  return {
    each: (appends: ReadonlyArray<readonly [string, number]>): void => {
      for (const [stream, expected] of appends) {
        begin.run()
        one(stream, expected)
        commit.run()
      }
    },
    together: (appends: ReadonlyArray<readonly [string, number]>): void => {
      begin.run()
      for (const [stream, expected] of appends) one(stream, expected)
      commit.run()
    },
  }
}

export const measureAppends = (): Promise<ReadonlyArray<Result>> =>
  inFolder(async (folder) => {
    const store = await storeIn(folder)
    using db = bareDatabase(folder)
    const { each, together } = handWritten(db)
    const append = async (stream: string, expected: number): Promise<void> => {
      orThrow(await store.append(stream, expected < 0 ? "noStream" : expected, [eventOf()])())
    }
    const count = 512
    let turn = 0
    const fresh = (): string => `s-${turn++}`
    const waves = (n: number): ReadonlyArray<ReadonlyArray<readonly [string, number]>> => {
      const streams = Array.from({ length: inFlight }, fresh)
      return Array.from({ length: n / inFlight }, (_, i) => streams.map((stream) => [stream, i - 1] as const))
    }
    const flown = async (): Promise<void> => {
      for (const wave of waves(count)) await Promise.all(wave.map(([stream, expected]) => append(stream, expected)))
    }
    const results = [
      await race({
        work: "append one event with expected revision, FULL",
        baseline: "the same insert by hand on node:sqlite",
        count,
        target: { ratio: "faster", bound: "atLeast", value: 0.6 },
        ours: async () => {
          const stream = fresh()
          for (let i = 0; i < count; i++) await append(stream, i - 1)
        },
        theirs: () => {
          const stream = fresh()
          each(Array.from({ length: count }, (_, i) => [stream, i - 1] as const))
        },
      }),
      await race({
        work: "64 commands in flight: their appends, FULL",
        baseline: "one commit each, by hand",
        count,
        target: { ratio: "faster", bound: "atLeast", value: 5 },
        ours: flown,
        theirs: () => waves(count).forEach(each),
      }),
      await race({
        work: "64 commands in flight: their appends, FULL",
        baseline: "group commit by hand: 64 inserts in one transaction",
        count,
        target: null,
        ours: flown,
        theirs: () => waves(count).forEach(together),
      }),
    ]
    await store.close()
    return results
  })
