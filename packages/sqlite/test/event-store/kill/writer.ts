/** A process that carries out a plan, and writes down each verdict the moment it has it, until it is killed. */
import { once } from "node:events"
import { openSync, writeSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { leafLog, openSqliteStore } from "../../../src/event-store/index.js"
import { depth, lanes, planOf, type Asked } from "./plan.js"
import type { Since, Told } from "./writer-process.js"

const [file = "", synchronous, seed = "", run = "", path = ""] = process.argv.slice(2)
/** A file outlives this process: no line is lost in a pipe. */
const verdicts = openSync(path, "w")

const tell = (since: Since): void => void process.stdout.write(`${since}\n`)
let silent = true

await once(process.stdin, "data")
tell("begun")
const opened = await openSqliteStore({
  file,
  create: true,
  synchronous: synchronous === "NORMAL" ? "NORMAL" : "FULL",
  alongside: leafLog,
})()
if (E.isLeft(opened)) throw new Error(JSON.stringify(opened.left))
const store = opened.right

const ask = async (lane: number, n: number, { stream, expected, events }: Asked): Promise<void> => {
  const answer = await store.append(stream, expected, events)()
  const told: Told = { run: Number(run), lane, n, answer }
  writeSync(verdicts, `${JSON.stringify(told)}\n`)
  if (silent) tell("told")
  silent = false
}

const carryOut = async (lane: number): Promise<void> => {
  const underWay: Array<Promise<void>> = []
  let n = 0
  for (const asked of planOf(seed, Number(run), lane)) {
    if (underWay.length === depth) await underWay.shift()
    underWay.push(ask(lane, n++, asked))
  }
}

await Promise.all(Array.from({ length: lanes }, (_, lane) => carryOut(lane)))
