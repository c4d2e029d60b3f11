/** Opens the data in another process: by URL, and by partition on a real server. */
import type { EventStore } from "@shifan/event-store"
import { must } from "@shifan/testkit/events"
import { openEventStoreDb } from "../src/index.js"
import { partitionOf } from "./partition.js"

export const openPartition = async (url: string, prefix: string): Promise<EventStore> =>
  partitionOf(await must(openEventStoreDb(url)), prefix)

export const open = (argument: string): Promise<EventStore> => {
  const [url = "", prefix] = argument.split(" ")
  return prefix === undefined ? must(openEventStoreDb(url)) : openPartition(url, prefix)
}
