import { expect, onTestFinished, vi } from "vitest"
import type { EventStore, Position, StoredEvent } from "@shifan/event-store"
import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { itGiven, patience, type StoreAdapter, type StoreCase, type WorkerModule } from "./adapter.js"
import { append, newEvent, idsOf, readAll, readStream, outcomeOf } from "./events.js"
import type { Acknowledged, Raced } from "./worker.js"
import { observed } from "../../observed.js"
import { nodeFlags } from "../../values.js"

/** Number of writers to kill; run with a thousand to be sure. */
const kills = Number(process.env["SHIFAN_KILLS"] ?? 5)

/** In milliseconds, to start, work and be checked: five times the need on two busy cores. */
const perProcess = 30_000

const isRaced = (line: unknown): line is Raced => typeof line === "object" && line !== null && "outcome" in line

const isAcknowledged = (line: unknown): line is Acknowledged =>
  typeof line === "object" && line !== null && "revision" in line

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Killed at the end of the test if still running. */
const start = async (task: "race" | "load", times: number, { workers }: StoreAdapter): Promise<WorkerProcess> => {
  if (typeof workers !== "function") throw new Error("this adapter has no workers")
  const worker = await startWorker(task, times, workers())
  onTestFinished(worker.kill)
  return worker
}

/** Kills a writer at a random instant after its first acknowledgement. Returns the acknowledgements it had by then. */
const killWriter = async (adapter: StoreAdapter): Promise<ReadonlyArray<Acknowledged>> => {
  const writer = await start("load", 8, adapter)
  writer.go()
  await vi.waitFor(() => expect(writer.lines()).toBeGreaterThan(0), { timeout: perProcess, interval: 1 })
  await pause(Math.random() * 60)
  writer.kill()
  return (await writer.messages).filter(isAcknowledged)
}

const expectWhole = (all: ReadonlyArray<StoredEvent>, acknowledged: ReadonlyArray<Acknowledged>): void => {
  const streams = Map.groupBy(all, ({ stream }) => stream)
  const lost = acknowledged.filter(({ stream, revision, ids }) => {
    const stored = streams.get(stream)?.slice(revision, revision + ids.length) ?? []
    return idsOf(stored).join(" ") !== ids.join(" ")
  })
  expect(lost).toEqual([])
  for (const [stream, events] of streams) {
    expect(events.length % 3, `an append to ${stream} is there in part`).toBe(0)
    expect(events.map(({ revision }) => revision)).toEqual(events.map((_, i) => i))
    const leaves = events.map((_, i) => `{"stream":"${stream}","revision":${i}}`)
    expect(events.map(({ leaf }) => new TextDecoder().decode(leaf))).toEqual(leaves)
  }
}

export const anotherProcess = ({ adapter, store }: StoreCase): void => {
  const title = "appends events that a subscriber and a reader here see in order and once"
  const body = async (): Promise<void> => {
    const ids: Array<string> = []
    store().subscribe({}, async (batch) => void ids.push(...idsOf(batch.events)))
    const writer = await start("race", 20, adapter)
    writer.go()
    const raced = (await writer.messages).filter(isRaced)
    expect(raced.map((line) => line.outcome)).toEqual(raced.map(() => "made"))
    await vi.waitFor(() => expect(ids).toEqual(raced.map(({ id }) => id)), { timeout: 4 * patience, interval: 5 })
    expect(idsOf(await readAll(store()))).toEqual(ids)
  }
  itGiven(adapter.workers, "workers")(title, body, { timeout: perProcess })
}

export const racingProcesses = ({ adapter, store }: StoreCase, streams: number): void => {
  itGiven(adapter.workers, "workers")(
    `of four that create the same stream exactly one succeeds, over ${streams} streams`,
    async () => {
      const racers = await Promise.all([1, 2, 3, 4].map(() => start("race", streams, adapter)))
      for (const racer of racers) racer.go()
      const raced = (await Promise.all(racers.map((racer) => racer.messages))).flat().filter(isRaced)
      expect(raced).toHaveLength(racers.length * streams)
      const losers = raced.filter((line) => line.outcome !== "made")
      expect(new Set(losers.map((line) => line.outcome))).toEqual(new Set(["WrongExpectedRevision"]))
      const winners = new Map(raced.filter((line) => line.outcome === "made").map(({ stream, id }) => [stream, id]))
      expect(raced.length - losers.length).toBe(streams)
      const all = await readAll(store())
      expect(new Map(all.map(({ stream, id }) => [stream, id]))).toEqual(winners)
      expect(all).toHaveLength(streams)
      observed("racingProcesses", { processes: racers.length, streams, attempts: raced.length, created: all.length })
    },
    { timeout: 4 * perProcess },
  )
}

export const killedProcesses = ({ adapter, store, another }: StoreCase): void => {
  itGiven(typeof adapter.reopen === "function" ? adapter.workers : adapter.reopen, "workers` and `reopen")(
    `leave every acknowledged append and none in part, after each of ${kills} kills`,
    async () => {
      await store().close()
      const acknowledged: Array<Acknowledged> = []
      let checked: Position | undefined
      for (let kill = 0; kill < kills; kill++) {
        const appends = await killWriter(adapter)
        const survivor: EventStore = await another()
        const added = await readAll(survivor, checked === undefined ? {} : { after: checked })
        expectWhole(added, appends)
        checked = added.at(-1)?.position ?? checked
        acknowledged.push(...appends)
        await survivor.close()
      }
      const survivor = await another()
      expectWhole(await readAll(survivor), acknowledged)
      expect(outcomeOf(await append(survivor, "after", "noStream", [newEvent()]))).toBe("made")
      expect(await readStream(survivor, "after")).toHaveLength(1)
      observed("killedProcesses", { kills, acknowledged: acknowledged.length })
    },
    { timeout: (kills + 2) * perProcess },
  )
}

interface WorkerProcess {
  /** Starts the task. Several workers can thus start at the same time. */
  readonly go: () => void
  /** Sends SIGKILL. */
  readonly kill: () => void
  /** The parsed lines of its output, once it has ended. Omits a line truncated by a kill. */
  readonly messages: Promise<ReadonlyArray<unknown>>
  /** Number of lines so far. */
  readonly lines: () => number
}

const inSources = import.meta.url.endsWith(".ts")
const beside = (name: string): string => new URL(`${name}.${inSources ? "ts" : "js"}`, import.meta.url).href

/** Resolves when the worker's store is open. */
const startWorker = async (
  task: "race" | "load",
  times: number,
  { module, argument }: WorkerModule,
): Promise<WorkerProcess> => {
  const script = new URL(beside("worker")).pathname
  const child = spawn(process.execPath, [...nodeFlags, script, task, module.href, argument, String(times)], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const messages: Array<unknown> = []
  const ready = Promise.withResolvers<void>()
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line === '"ready"') ready.resolve()
    else if (line.endsWith("}")) messages.push(JSON.parse(line))
  })
  const over = ended(child)
  void over.then(() => ready.reject(new Error("the worker ended before it was ready")))
  await ready.promise
  return {
    go: () => child.stdin.write("go\n"),
    kill: () => void child.kill("SIGKILL"),
    messages: over.then(() => messages),
    lines: () => messages.length,
  }
}

/** Resolves when all output has been read, which may be after the exit. */
const ended = (child: ChildProcess): Promise<unknown> => once(child, "close")
