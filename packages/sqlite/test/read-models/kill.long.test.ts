import { spawn } from "node:child_process"
import { once } from "node:events"
import type { EventStore } from "@shifan/event-store"
import { nodeFlags } from "@shifan/testkit"
import { observed } from "@shifan/testkit/basics"
import { right } from "@shifan/testkit/events"
import { appendTestEvents, expectedLines } from "@shifan/testkit/read-models"
import { describe, expect, it, onTestFinished } from "vitest"
import { newFile } from "../database.js"
import { storeAt } from "../event-store/store.js"
import { linesOf } from "./journal.js"
import { modelsAt } from "./models.js"

/** Number of processes to kill. Set it to a hundred to be sure. */
const kills = Number(process.env["SHIFAN_KILLS"] ?? 5)

/** Timeout in milliseconds for a process to start, work and be checked: five times what two busy cores need. */
const perKill = 30_000

const filesAndStore = async () => {
  const events = newFile()
  return { events, file: newFile("read.db"), store: await storeAt(events) }
}

/** Starts a worker and kills it at a random time, at most `longest` milliseconds after it began to work. */
const startAndKill = async (args: ReadonlyArray<string>, longest: number): Promise<void> => {
  const script = new URL("worker.ts", import.meta.url).pathname
  const child = spawn(process.execPath, [...nodeFlags, script, ...args], { stdio: ["ignore", "pipe", "inherit"] })
  onTestFinished(() => void child.kill("SIGKILL"))
  const closed = once(child, "close")
  await Promise.race([once(child.stdout, "data"), closed])
  await new Promise((resolve) => setTimeout(resolve, Math.random() * longest))
  child.kill("SIGKILL")
  await closed
}

/** The lines and the checkpoint left by a killed worker. */
const stateOf = async (file: string) => {
  const models = await modelsAt(file)
  const lines = await linesOf(models)
  const { live } = right(await models.status("journal")())
  await models.close()
  return { lines, checkpoint: Number(live?.checkpoint ?? 0) }
}

const appendStreams = async (store: EventStore, run: number, streams: number, count: number): Promise<void> => {
  for (let i = 0; i < streams; i++) await appendTestEvents(store, { stream: `s-${run}-${i}`, count })
}

describe(`after each of ${kills} kills`, () => {
  const timeout = (kills + 3) * perKill

  it(
    "the journal holds each event up to its checkpoint once and in order, and continues from there",
    { timeout },
    async () => {
      const { events, file, store } = await filesAndStore()
      for (let kill = 0; kill < kills; kill++) {
        await appendStreams(store, kill, 6, 400)
        await startAndKill([events, file], 80)
        const { lines = [], checkpoint } = await stateOf(file)
        expect(lines).toEqual((await expectedLines(store)).slice(0, lines.length))
        expect(checkpoint).toBe(lines.length)
      }
      await appendStreams(store, kills, 1, 1)
      const expected = await expectedLines(store)
      while (((await stateOf(file)).lines ?? []).length < expected.length) await startAndKill([events, file], 300)
      expect((await stateOf(file)).lines).toEqual(expected)
      observed("killedReadModels", { kills, events: expected.length })
    },
  )

  it("readers see either the whole old journal or the whole new journal of a rebuild", { timeout }, async () => {
    const { events, file, store } = await filesAndStore()
    await appendStreams(store, 0, 6, 1000)
    while ((await stateOf(file)).lines === undefined) await startAndKill([events, file], 400)
    const expected = await expectedLines(store)
    for (let kill = 0; kill < kills; kill++) {
      await startAndKill([events, file, "rebuild", String(kill + 2)], 120)
      expect(await stateOf(file)).toEqual({ lines: expected, checkpoint: expected.length })
    }
    observed("killedReadModels", { kills, events: expected.length })
  })
})
