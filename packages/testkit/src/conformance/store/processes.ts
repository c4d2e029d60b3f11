/** Several processes on the same data, some of them killed. */
import { expect, it, vi } from "vitest"
import type { EventStore, Position, StoredEvent } from "@shifan/event-store"
import type { StoreCase, WorkerModule } from "./adapter.js"
import { append, event, idsOf, inAll, inStream, outcome } from "./events.js"
import { streamsRaced } from "./races.js"
import { startWorker } from "./worker-process.js"
import type { Acknowledged, Raced } from "./worker-messages.js"

/** How many writers are killed: fifty in continuous integration, a thousand to be sure. */
const kills = Number(process.env["SHIFAN_KILLS"] ?? 5)

/** Milliseconds for a process to start, work and be looked after. */
const aProcess = 10_000

const isRaced = (line: unknown): line is Raced => typeof line === "object" && line !== null && "outcome" in line

const isAcknowledged = (line: unknown): line is Acknowledged =>
  typeof line === "object" && line !== null && "revision" in line

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** A writer at work, killed at some instant after its first acknowledgement; what it was told of by then. */
const killed = async (worker: WorkerModule): Promise<ReadonlyArray<Acknowledged>> => {
  const writer = await startWorker("load", 8, worker)
  writer.go()
  await vi.waitFor(() => expect(writer.lines()).toBeGreaterThan(0), { timeout: aProcess, interval: 1 })
  await pause(Math.random() * 60)
  writer.kill()
  return (await writer.told).filter(isAcknowledged)
}

const expectWhole = (all: ReadonlyArray<StoredEvent>, acknowledged: ReadonlyArray<Acknowledged>): void => {
  const streams = Map.groupBy(all, ({ stream }) => stream)
  const lost = acknowledged.filter(({ stream, revision, ids }) => {
    const there = streams.get(stream)?.slice(revision, revision + ids.length) ?? []
    return idsOf(there).join(" ") !== ids.join(" ")
  })
  expect(lost).toEqual([])
  for (const [stream, events] of streams) {
    expect(events.length % 3, `an append to ${stream} is there in part`).toBe(0)
    expect(events.map(({ revision }) => revision)).toEqual(events.map((_, i) => i))
    const leaves = events.map((_, i) => `{"stream":"${stream}","revision":${i}}`)
    expect(events.map(({ leaf }) => new TextDecoder().decode(leaf))).toEqual(leaves)
  }
}

export const processes = ({ adapter, store, another }: StoreCase): void => {
  const { workers } = adapter
  if (workers === undefined || adapter.reopen === undefined) return

  it(
    "of four processes that create the same stream one succeeds, over 200 streams",
    { timeout: 4 * aProcess },
    async () => {
      const racers = await Promise.all([1, 2, 3, 4].map(() => startWorker("race", streamsRaced, workers())))
      for (const racer of racers) racer.go()
      const told = (await Promise.all(racers.map((racer) => racer.told))).flat().filter(isRaced)
      expect(told).toHaveLength(racers.length * streamsRaced)
      const others = told.filter((line) => line.outcome !== "made")
      expect(new Set(others.map((line) => line.outcome))).toEqual(new Set(["WrongExpectedRevision"]))
      const winners = new Map(told.filter((line) => line.outcome === "made").map(({ stream, id }) => [stream, id]))
      expect(told.length - others.length).toBe(streamsRaced)
      const all = await inAll(store())
      expect(new Map(all.map(({ stream, id }) => [stream, id]))).toEqual(winners)
      expect(all).toHaveLength(streamsRaced)
    },
  )

  it(
    "a subscriber here sees what a process there appends, in order and once, as does a reader",
    { timeout: aProcess },
    async () => {
      const ids: Array<string> = []
      store().subscribe({}, async (batch) => void ids.push(...idsOf(batch.events)))
      const writer = await startWorker("race", 20, workers())
      writer.go()
      const told = (await writer.told).filter(isRaced)
      expect(told.map((line) => line.outcome)).toEqual(told.map(() => "made"))
      await vi.waitFor(() => expect(ids).toEqual(told.map(({ id }) => id)), { timeout: 5000, interval: 5 })
      expect(idsOf(await inAll(store()))).toEqual(ids)
    },
  )

  it(
    `after each of ${kills} kills every acknowledged append is there and none is there in part`,
    { timeout: (kills + 2) * aProcess },
    async () => {
      await store().close()
      const acknowledged: Array<Acknowledged> = []
      let checked: Position | undefined
      for (let kill = 0; kill < kills; kill++) {
        const told = await killed(workers())
        const survivor: EventStore = await another()
        const added = await inAll(survivor, checked === undefined ? {} : { after: checked })
        expectWhole(added, told)
        checked = added.at(-1)?.position ?? checked
        acknowledged.push(...told)
        await survivor.close()
      }
      const survivor = await another()
      expectWhole(await inAll(survivor), acknowledged)
      expect(outcome(await append(survivor, "after", "noStream", [event()]))).toBe("made")
      expect(await inStream(survivor, "after")).toHaveLength(1)
    },
  )
}
