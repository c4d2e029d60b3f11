import { randomUUID } from "node:crypto"
import type { DatabaseSync } from "node:sqlite"
import * as E from "fp-ts/lib/Either.js"
import { civilDate, decide, evolve, initialState, type CommandOf, type Uscc } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import {
  collect,
  designationStream,
  isDesignationEvent,
  type Envelope,
  type EventStore,
  type KnownLaw,
} from "@shifan/event-store"
import type { Request } from "@shifan/service"
import { document, samplesFor, usccOf } from "@shifan/testkit"
import { bareDatabase, inFolder, storeIn } from "../databases.js"
import { beginLifecycles, division, enactLaw, handleOver, orThrow } from "../history.js"
import { race, type Result } from "../measurement.js"

const inFlight = 64
/** One command per unit in a round, and other units in the next: streams stay as short as in practice. */
const count = inFlight
const unitsWithTitle = 16 * inFlight
/** Every unit has been met by the end of the warm-up. */
const warmUp = unitsWithTitle / inFlight
const on = civilDate("2020-12-01")

const spotCheck: CommandOf<"SpotCheck"> = {
  type: "SpotCheck",
  data: { regular: true, findings: "示例", falsificationFound: false, evidence: [document] },
}

const actorFor = (unit: Uscc) => samplesFor(qinhuangdao2020, unit).bureau

const requestFor = (unit: Uscc): Request => ({
  commandId: randomUUID(),
  actor: actorFor(unit),
  effectiveOn: on,
  target: { aggregate: "designation", key: unit, command: spotCheck },
})

/** Applies, recommends and certifies each unit: three events per stream. */
const certifyAll = async (store: EventStore): Promise<KnownLaw> => {
  const law = await enactLaw(store)
  await beginLifecycles(store, law, { from: 0, to: unitsWithTitle, commands: 3 })
  return law
}

/**
 * The shortest program that makes the same decisions: reads the rows, parses, folds, decides and inserts, without hashes,
 * content-based ids, basis, retries or a vault.
 */
const handWritten = (db: DatabaseSync, { applicable: law }: KnownLaw) => {
  const begin = db.prepare("BEGIN IMMEDIATE")
  const commit = db.prepare("COMMIT")
  const select = db.prepare("SELECT leaf FROM event WHERE stream = ? ORDER BY revision")
  const insert = db.prepare("INSERT INTO event (id, stream, revision, type, leaf) VALUES (?, ?, ?, ?, ?)")
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  return (unit: Uscc): void => {
    const stream = designationStream(division, unit)
    begin.run()
    const history = select.all(stream).map(({ leaf }): Envelope => JSON.parse(decoder.decode(bytesOf(leaf))))
    const state = history.filter(isDesignationEvent).reduce(evolve, initialState(unit))
    const decided = decide({ actor: actorFor(unit), effectiveOn: on, recordedOn: on, law })(spotCheck)(state)
    for (const [i, event] of orThrow(decided).entries()) {
      const revision = history.length + i
      const id = randomUUID()
      const leaf = encoder.encode(JSON.stringify({ ...event, id, stream, revision, schemaVersion: 1 }))
      insert.run(id, stream, revision, event.type, leaf)
    }
    commit.run()
  }
}

const bytesOf = (value: unknown): Uint8Array => (value instanceof Uint8Array ? value : new Uint8Array())

export const measureCommands = (rounds = 31): Promise<ReadonlyArray<Result>> =>
  inFolder(async (folder) => {
    const store = await storeIn(folder)
    const law = await certifyAll(store)
    using db = bareDatabase(folder)
    const copy = db.prepare("INSERT INTO event (id, stream, revision, type, leaf) VALUES (?, ?, ?, ?, ?)")
    db.exec("BEGIN")
    for (const { id, stream, revision, type, leaf } of orThrow(await collect(store.readAll())))
      copy.run(id, stream, revision, type, leaf)
    db.exec("COMMIT")
    const handle = handleOver(store)
    const decideByHand = handWritten(db, law)
    const roundsDone = { ours: 0, theirs: 0 }
    const nextUnits = (side: keyof typeof roundsDone): ReadonlyArray<Uscc> => {
      const from = (roundsDone[side]++ * inFlight) % unitsWithTitle
      return Array.from({ length: inFlight }, (_, i) => usccOf(from + i))
    }
    const spotCheckUnit = async (unit: Uscc): Promise<void> => {
      const result = await handle(requestFor(unit))
      if (E.isLeft(result)) throw new Error(JSON.stringify(result.left))
    }
    const theirs = (): void => nextUnits("theirs").forEach(decideByHand)
    const results = [
      await race({
        work: "load–decide–append cycle, one at a time, FULL",
        baseline: "hand-written select + decide + insert",
        count,
        rounds,
        warmUp,
        target: { ratio: "faster", bound: "atLeast", value: 0.7 },
        ours: async () => {
          for (const unit of nextUnits("ours")) await spotCheckUnit(unit)
        },
        theirs,
      }),
      await race({
        work: "64 load–decide–append cycles in flight, FULL",
        baseline: "one commit each, by hand",
        count,
        rounds,
        warmUp,
        target: { ratio: "faster", bound: "atLeast", value: 5 },
        ours: async () => void (await Promise.all(nextUnits("ours").map(spotCheckUnit))),
        theirs,
      }),
    ]
    await store.close()
    return results
  })
