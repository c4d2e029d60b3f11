/** Memory of a process that replays a file: the number of streams is the same, the number of events is not. */
import { memoryUsage } from "node:process"
import { openSqliteStore } from "@shifan/event-store-sqlite"
import { orThrow } from "../history.js"
import type { Memory } from "../result.js"
import { replayed } from "./replay.js"

const collectGarbage = (): void => {
  if (typeof globalThis.gc === "function") globalThis.gc()
}

/** For a process of its own, started with `--expose-gc`. */
export const memoryOfReplay = async (file: string, streams: number): Promise<Memory> => {
  const store = orThrow(await openSqliteStore({ file, readOnly: true })())
  let [peakRss, heapUsed] = [memoryUsage.rss(), 0]
  const since = performance.now()
  const events = await replayed(store, (ended) => {
    peakRss = Math.max(peakRss, memoryUsage.rss())
    if (!ended) return
    collectGarbage()
    heapUsed = memoryUsage().heapUsed
  })
  const milliseconds = performance.now() - since
  await store.close()
  return { events, streams, milliseconds, peakRss, heapUsed }
}
