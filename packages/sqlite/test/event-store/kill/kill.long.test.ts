import { randomUUID } from "node:crypto"
import { observed } from "@shifan/testkit/basics"
import { describe, expect, it, onTestFinished } from "vitest"
import { leafLog, type Synchronous } from "../../../src/event-store/index.js"
import { newFile } from "../../database.js"
import { storeAt } from "../store.js"
import { digestOf } from "./plan.js"
import {
  expectSound,
  expectTrueAnswers,
  lanesOf,
  lineOf,
  repeatAppends,
  storedAppends,
  streamOf,
} from "./surviving-file.js"
import { startWriter, type KillSettings, type RecordedAnswer } from "./writer-process.js"

/** Number of writers to kill. Set it to a thousand to be sure. */
const kills = Number(process.env["SHIFAN_KILLS"] ?? 50)

/** Printed when a test fails. Repeats the same plan, but the times of the kills only roughly. */
const seed = process.env["SHIFAN_SEED"] ?? randomUUID()

/** Kills per file: few enough to check the whole file each time. */
const killsPerFile = 10

/** Longest life of a writer in milliseconds. */
const longestLife = 50

/** Timeout in milliseconds for a process to start, work and be checked: five times what two busy cores need. */
const perKill = 30_000

/** Answers to writers since the last check of the file. */
interface Unchecked {
  readonly runs: ReadonlyArray<number>
  readonly answers: ReadonlyArray<RecordedAnswer>
}

/** Opens and checks the file, which must still contain `before`. Returns a line for each event in it. */
const check = async (
  settings: KillSettings,
  before: ReadonlyArray<string>,
  { runs, answers }: Unchecked,
): Promise<ReadonlyArray<string>> => {
  const { file, synchronous } = settings
  const store = await storeAt(file, { synchronous, alongside: leafLog })
  const events = await expectSound(store, file)
  expect(before.filter((line, i) => line !== lineOf(events[i]))).toEqual([])
  const lanes = runs.flatMap((run) => lanesOf(settings, run, answers))
  const repeating = lanes.map((lane) => {
    const stream = streamOf(events, lane)
    const stored = storedAppends(stream, lane.planned)
    expectTrueAnswers(stream, lane, stored)
    return repeatAppends(store, lane.planned, stored)
  })
  await Promise.all(repeating)
  const after = await expectSound(store, file)
  for (const lane of lanes)
    expect(storedAppends(streamOf(after, lane), lane.planned).size).toBe(
      lane.planned.filter(({ isRight }) => isRight).length,
    )
  await store.close()
  return after.map(lineOf)
}

/**
 * Kills writers and returns the number of answers they got. Half of them work on a file that an earlier writer was killed on
 * and that nobody has opened since.
 */
const killWriters = async (settings: KillSettings, times: number): Promise<number> => {
  let lines: ReadonlyArray<string> = []
  let unchecked: Unchecked = { runs: [], answers: [] }
  let total = 0
  let next = startWriter(settings, 0)
  onTestFinished(() => next.kill())
  for (let run = 0; run < times; run++) {
    const digest = digestOf(settings.seed, "kill", run)
    const milestone = digest.readUInt8(3) % 2 === 0 ? "started" : "answered"
    const writer = next
    if (run < times - 1) next = startWriter(settings, run + 1)
    const answers = await writer.killAfter(milestone, (digest.readUInt16BE(0) / 0x1_0000) * longestLife)
    unchecked = { runs: [...unchecked.runs, run], answers: [...unchecked.answers, ...answers] }
    if (digest.readUInt8(2) < 128 && run < times - 1) continue
    lines = await check(settings, lines, unchecked)
    total += unchecked.answers.length
    unchecked = { runs: [], answers: [] }
  }
  observed("killedWriters", { kills: times, acknowledged: total, events: lines.length })
  return total
}

describe(`after each of ${kills} kills`, () => {
  const files = Array.from({ length: Math.ceil(kills / killsPerFile) }, (_, i): [Synchronous, number, number] => [
    i % 2 === 0 ? "FULL" : "NORMAL",
    i,
    Math.min(killsPerFile, kills - i * killsPerFile),
  ])

  it.each(files)(
    "under %s in file %i every answer was true, and no append is stored in part, or twice when it is repeated",
    { timeout: killsPerFile * perKill },
    async (synchronous, i, times) => {
      const settings: KillSettings = { file: newFile(), synchronous, seed: `${seed}.${i}` }
      try {
        expect(await killWriters(settings, times)).toBeGreaterThan(0)
      } catch (thrown) {
        throw new Error(`SHIFAN_SEED=${seed}`, { cause: thrown })
      }
    },
  )
})
