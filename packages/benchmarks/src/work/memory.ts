/** Memory of a process that replays a file or verifies a bundle: the streams are as many, the events are not. */
import { memoryUsage } from "node:process"
import { openSqliteStore } from "@shifan/sqlite/event-store"
import { orThrow } from "../history.js"
import type { Memory } from "../result.js"
import { replayStore } from "./replay.js"
import { verify, type Bundle } from "./bundle.js"

const collectGarbage = (): void => {
  if (typeof globalThis.gc === "function") globalThis.gc()
}

/** For a process of its own, started with `--expose-gc`. `go` calls back now and then, and at its end. */
const memoryOf = async (
  work: string,
  streams: number,
  go: (every: (ended: boolean) => void) => Promise<number>,
): Promise<Memory> => {
  let [peakRss, heapUsed] = [memoryUsage.rss(), 0]
  const since = performance.now()
  const events = await go((ended) => {
    peakRss = Math.max(peakRss, memoryUsage.rss())
    if (!ended) return
    collectGarbage()
    heapUsed = memoryUsage().heapUsed
  })
  return { work, events, streams, milliseconds: performance.now() - since, peakRss, heapUsed }
}

export const memoryOfReplay = async (file: string, streams: number): Promise<Memory> => {
  const store = orThrow(await openSqliteStore({ file, readOnly: true })())
  const memory = await memoryOf("replay into states and roster", streams, (every) => replayStore(store, every))
  await store.close()
  return memory
}

export const memoryOfVerify = (bundle: Bundle, streams: number): Promise<Memory> =>
  memoryOf("audit verify of a bundle, every event decided again", streams, async (every) => {
    let events = 0
    await verify(bundle, "decisions", (leaves) => {
      events = leaves
      if (leaves % 1000 === 0) every(false)
    })
    every(true)
    return events
  })
