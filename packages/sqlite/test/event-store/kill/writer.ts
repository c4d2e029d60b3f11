/** Runs in its own process: makes the planned appends and records each answer at once, until it is killed. */
import { once } from "node:events"
import { openSync, writeSync } from "node:fs"
import { must } from "@shifan/testkit/events"
import { leafLog, openSqliteStore } from "../../../src/event-store/index.js"
import { depth, lanes, planOf, type PlannedAppend } from "./plan.js"
import type { Milestone, RecordedAnswer } from "./writer-process.js"

const [file = "", synchronous, seed = "", run = "", path = ""] = process.argv.slice(2)
/** A file, since lines in a pipe would be lost with the process. */
const answers = openSync(path, "w")

const report = (milestone: Milestone): void => void process.stdout.write(`${milestone}\n`)
let isAnswered = false

await once(process.stdin, "data")
report("started")
const store = await must(
  openSqliteStore({
    file,
    create: true,
    synchronous: synchronous === "NORMAL" ? "NORMAL" : "FULL",
    alongside: leafLog,
  }),
)

const append = async (lane: number, n: number, { stream, expected, events }: PlannedAppend): Promise<void> => {
  const answer = await store.append(stream, expected, events)()
  const record: RecordedAnswer = { run: Number(run), lane, n, answer }
  writeSync(answers, `${JSON.stringify(record)}\n`)
  if (!isAnswered) report("answered")
  isAnswered = true
}

const runLane = async (lane: number): Promise<void> => {
  const underWay: Array<Promise<void>> = []
  let n = 0
  for (const planned of planOf(seed, Number(run), lane)) {
    if (underWay.length === depth) await underWay.shift()
    underWay.push(append(lane, n++, planned))
  }
}

await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)))
