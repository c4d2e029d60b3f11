import { randomUUID } from "node:crypto"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { leafLog, type Synchronous } from "../../../src/event-store/index.js"
import { newFolder, storeAt } from "../store.js"
import { askAgain, expectSound, expectTrue, lanesOf, lineOf, made, streamOf } from "./surviving-file.js"
import { digestOf } from "./plan.js"
import { writerOf, type Stage, type Told } from "./writer-process.js"

/** How many writers are killed: a thousand to be sure. */
const kills = Number(process.env["SHIFAN_KILLS"] ?? 50)

/** Printed when it fails, to see that again as far as the machine lets it. */
const seed = process.env["SHIFAN_SEED"] ?? randomUUID()

/** Kills one file lives through, so that it grows but can be looked at whole each time. */
const perFile = 10

/** Milliseconds left to a writer at most. */
const longest = 50

/** Milliseconds for a process to start, work and be looked after. */
const aProcess = 10_000

/** Opens what the killed left, in which everything `kept` must be still, and gives all it holds, a line each. */
const lookAfter = async (
  stage: Stage,
  kept: ReadonlyArray<string>,
  runs: ReadonlyArray<number>,
  told: ReadonlyArray<Told>,
): Promise<ReadonlyArray<string>> => {
  const { file, synchronous } = stage
  const store = await storeAt(file, { synchronous, alongside: leafLog })
  const events = await expectSound(store, file)
  expect(kept.filter((line, i) => line !== lineOf(events[i]))).toEqual([])
  const before = runs.flatMap((run) => lanesOf(stage, run, told))
  const asking = before.map((lane) => {
    const there = streamOf(events, lane)
    const done = made(there, lane.asked)
    expectTrue(there, lane, done)
    return askAgain(store, lane.asked, done)
  })
  await Promise.all(asking)
  const after = await expectSound(store, file)
  for (const lane of before)
    expect(made(streamOf(after, lane), lane.asked).size).toBe(lane.asked.filter(({ sound }) => sound).length)
  await store.close()
  return after.map(lineOf)
}

/** Gives the number of verdicts. Half of the writers are killed on what another killed one left, before anybody looks. */
const liveThrough = async (stage: Stage, times: number): Promise<number> => {
  let [kept, runs, told]: [ReadonlyArray<string>, Array<number>, Array<Told>] = [[], [], []]
  let verdicts = 0
  let next = writerOf(stage, 0)
  onTestFinished(() => next.kill())
  for (let run = 0; run < times; run++) {
    const digest = digestOf(stage.seed, "kill", run)
    const since = digest.readUInt8(3) % 2 === 0 ? "begun" : "told"
    const writer = next
    if (run < times - 1) next = writerOf(stage, run + 1)
    told.push(...(await writer.live(since, (digest.readUInt16BE(0) / 0x1_0000) * longest)))
    runs.push(run)
    if (digest.readUInt8(2) < 128 && run < times - 1) continue
    kept = await lookAfter(stage, kept, runs, told)
    verdicts += told.length
    ;[runs, told] = [[], []]
  }
  if (process.env["SHIFAN_KILLS"] !== undefined)
    console.info(`${stage.synchronous}: ${times} kills, ${verdicts} verdicts, ${kept.length} events`)
  return verdicts
}

describe(`after each of ${kills} kills`, () => {
  const files = Array.from({ length: Math.ceil(kills / perFile) }, (_, i): [Synchronous, number, number] => [
    i % 2 === 0 ? "FULL" : "NORMAL",
    i,
    Math.min(perFile, kills - i * perFile),
  ])

  it.each(files)(
    "under %s, file %i, every verdict was true, no append is there in part, and asked again nothing doubles",
    { timeout: perFile * aProcess },
    async (synchronous, i, times) => {
      const stage: Stage = { file: join(newFolder(), "events.db"), synchronous, seed: `${seed}.${i}` }
      try {
        expect(await liveThrough(stage, times)).toBeGreaterThan(0)
      } catch (thrown) {
        throw new Error(`SHIFAN_SEED=${seed}`, { cause: thrown })
      }
    },
  )
})
