import { memoryUsage } from "node:process"
import { openSqliteStore } from "@shifan/sqlite/event-store"
import { orThrow } from "../history.js"
import type { Memory } from "../measurement.js"
import { replayStore } from "./replay.js"
import { verify, type Bundle } from "./bundle.js"

const collectGarbage = (): void => {
  if (typeof globalThis.gc === "function") globalThis.gc()
}

/** Needs `--expose-gc`. `perform` calls `sample` repeatedly, last at its end; it returns the event count. */
const memoryOf = async (
  work: string,
  streams: number,
  perform: (sample: (ended: boolean) => void) => Promise<number>,
): Promise<Memory> => {
  let peakRss = memoryUsage.rss()
  let heapUsed = 0
  const since = performance.now()
  const events = await perform((ended) => {
    peakRss = Math.max(peakRss, memoryUsage.rss())
    if (!ended) return
    collectGarbage()
    heapUsed = memoryUsage().heapUsed
  })
  return { work, events, streams, milliseconds: performance.now() - since, peakRss, heapUsed }
}

export const memoryOfReplay = async (file: string, streams: number): Promise<Memory> => {
  const store = orThrow(await openSqliteStore({ file, readOnly: true })())
  const memory = await memoryOf("replay into states and roster", streams, (sample) => replayStore(store, sample))
  await store.close()
  return memory
}

export const memoryOfVerify = (bundle: Bundle, streams: number): Promise<Memory> =>
  memoryOf("audit verify of a bundle, every event decided again", streams, async (sample) => {
    let events = 0
    await verify(bundle, "decisions", (leaves) => {
      events = leaves
      if (leaves % 1000 === 0) sample(false)
    })
    sample(true)
    return events
  })
