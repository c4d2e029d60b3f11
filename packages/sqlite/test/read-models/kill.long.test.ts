import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { openSqliteStore } from "../../src/event-store/index.js"
import type { EventStore } from "@shifan/event-store"
import { must, nodeFlags } from "@shifan/testkit"
import { describe, expect, it, onTestFinished } from "vitest"
import { modelsAt, newFolder } from "./files.js"
import { append, expected, linesOf } from "./journal.js"

/** How many processes are killed: a hundred to be sure. */
const kills = Number(process.env["SHIFAN_KILLS"] ?? 5)

/** Milliseconds for a process to start, work and be looked after. */
const aProcess = 10_000

const stage = async () => {
  const folder = newFolder()
  const [events, file] = [join(folder, "events.db"), join(folder, "read.db")]
  const store = await must(openSqliteStore({ file: events, create: true }))
  onTestFinished(() => store.close())
  return { events, file, store }
}

/** Starts a worker, and kills it without a chance to tidy up at some instant of its work. */
const killed = async (args: ReadonlyArray<string>, within: number): Promise<void> => {
  const script = new URL("worker.ts", import.meta.url).pathname
  const child = spawn(process.execPath, [...nodeFlags, script, ...args], { stdio: ["ignore", "pipe", "inherit"] })
  const over = once(child, "close")
  await once(child.stdout, "data")
  await new Promise((resolve) => setTimeout(resolve, Math.random() * within))
  child.kill("SIGKILL")
  await over
}

const beginningOf = (goal: ReadonlyArray<string>, lines: ReadonlyArray<string>): void => {
  expect(lines).toEqual(goal.slice(0, lines.length))
}

const position = async (file: string): Promise<number> => {
  const models = await modelsAt(file)
  const standings = await models.status("journal")()
  await models.close()
  return E.isRight(standings) ? Number(standings.right.live?.checkpoint ?? 0) : -1
}

const inFile = async (file: string): Promise<ReadonlyArray<string> | undefined> => {
  const models = await modelsAt(file)
  const lines = await linesOf(models)
  await models.close()
  return lines
}

const appendSome = async (store: EventStore, run: number, streams: number, count: number): Promise<void> => {
  for (let i = 0; i < streams; i++) await append(store, `s-${run}-${i}`, count)
}

describe(`after each of ${kills} kills`, () => {
  it(
    "the journal holds each event up to its checkpoint once, in order, and goes on from there",
    { timeout: (kills + 3) * aProcess },
    async () => {
      const { events, file, store } = await stage()
      for (let kill = 0; kill < kills; kill++) {
        await appendSome(store, kill, 6, 400)
        await killed([events, file], 80)
        const goal = await expected(store)
        const [lines, checkpoint] = [(await inFile(file)) ?? [], await position(file)]
        beginningOf(goal, lines)
        expect(checkpoint).toBe(lines.length)
      }
      await appendSome(store, kills, 1, 1)
      const goal = await expected(store)
      while (((await inFile(file)) ?? []).length < goal.length) await killed([events, file], 300)
      expect(await inFile(file)).toEqual(goal)
    },
  )

  it(
    "of a rebuild readers see the old journal or the new one, whole",
    { timeout: (kills + 3) * aProcess },
    async () => {
      const { events, file, store } = await stage()
      await appendSome(store, 0, 6, 1000)
      while ((await inFile(file)) === undefined) await killed([events, file], 400)
      const goal = await expected(store)
      for (let kill = 0; kill < kills; kill++) {
        await killed([events, file, "rebuild", String(kill + 2)], 120)
        expect(await inFile(file)).toEqual(goal)
        expect(await position(file)).toBe(goal.length)
      }
    },
  )
})
