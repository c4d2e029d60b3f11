/** What a long store costs: a command on it, compared with a short one, and the leaf hashes that every read compares. */
import { copyFile, mkdir } from "node:fs/promises"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { readEnvelope } from "@shifan/event-store"
import type { SqliteStore } from "@shifan/sqlite/event-store"
import { samplesFor, usccOf } from "@shifan/testkit"
import { officeIn, submitLines, type Line, type Office, type Run } from "../command-line.js"
import { inFolder } from "../databases.js"
import { beginLifecycles, fillStore, orThrow } from "../history.js"
import { race, type Result } from "../measurement.js"
import { openReadOnly } from "./replay.js"
import { applicationOf } from "./submit.js"

const rounds = { rounds: 7, warmUp: 1 } as const
/** Units that a county has recommended, one for the certification of each round. */
const recommended = { from: 10_000, to: 10_000 + rounds.rounds + rounds.warmUp, commands: 2 } as const

/** A store with this many events, 50 of each unit. */
const officeWith = async (folder: string, events: number): Promise<Office> => {
  const own = join(folder, String(events))
  await mkdir(own)
  return officeIn(own, async (store) => {
    const law = await fillStore(store, events, events / 50)
    await beginLifecycles(store, law, recommended)
  })
}

/** The certification of a recommended unit, which asks for all numbers of certificates in the store. */
const certificationOf = (index: number): Line => {
  const unit = usccOf(index)
  const appraisal = { date: "2020-12-01", members: ["PS-01"], opinion: "示例" }
  return {
    type: "Certify",
    unit,
    actor: samplesFor(qinhuangdao2020, unit).bureau,
    effectiveOn: "2020-12-01",
    data: { certificateNumber: `示例-${index}`, appraisal, findings: [], waivers: [] },
  }
}

/** Every command opens the store and the vault, as a program of its own would. */
const measureCommand = (
  run: Run,
  work: string,
  [long, short]: readonly [Office, Office],
  [many, few]: readonly [number, number],
  lineOf: (index: number) => Line,
): Promise<Result> => {
  const submitNext = (office: Office): (() => Promise<void>) => {
    let next: number = recommended.from
    return async () => submitLines(run, office, [lineOf(next++)])
  }
  return race({
    ...rounds,
    work: `${work}, on a store of ${many} events`,
    baseline: `the same on a store of ${few} events`,
    count: 1,
    target: null,
    ours: submitNext(long),
    theirs: submitNext(short),
  })
}

/** The same file without its leaf hashes. */
const withoutLeafHashes = async (file: string): Promise<string> => {
  const copy = `${file}.bare`
  await copyFile(file, copy)
  using db = new DatabaseSync(copy)
  db.exec("DROP TABLE leaf")
  return copy
}

const parseAll = async (store: SqliteStore, least: number): Promise<void> => {
  let events = 0
  for await (const event of store.readAll()) {
    orThrow(readEnvelope(orThrow(event).leaf))
    events++
  }
  if (events < least) throw new Error(`${events} events`)
}

const measureLeafHashes = async (file: string, count: number): Promise<Result> => {
  const hashed = await openReadOnly(file)
  const bare = await openReadOnly(await withoutLeafHashes(file))
  const result = await race({
    rounds: 3,
    warmUp: 0,
    work: "read and parse every event of a file, its leaf hash compared",
    baseline: "the same on a file without leaf hashes",
    count,
    target: null,
    ours: () => parseAll(hashed, count),
    theirs: () => parseAll(bare, count),
  })
  await hashed.close()
  await bare.close()
  return result
}

export const measureLongStore = (run: Run, many = 100_000, few = 1000): Promise<ReadonlyArray<Result>> =>
  inFolder(async (folder) => {
    const offices = [await officeWith(folder, many), await officeWith(folder, few)] as const
    const sizes = [many, few] as const
    return [
      await measureCommand(run, "an application", offices, sizes, (index) => applicationOf(index + many)),
      await measureCommand(run, "a certification, the first of its process", offices, sizes, certificationOf),
      await measureLeafHashes(offices[0].store, many),
    ]
  })
