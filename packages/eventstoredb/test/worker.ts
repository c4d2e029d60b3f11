/** How another process opens the data: a URL, and the chamber where the server is a real one. */
import * as E from "fp-ts/lib/Either.js"
import type { EventStore } from "@shifan/event-store"
import { openEventStoreDb } from "../src/index.js"
import { partitionOf } from "./partition.js"

const opened = async (url: string): Promise<EventStore> => {
  const store = await openEventStoreDb(url)()
  if (E.isLeft(store)) throw new Error(JSON.stringify(store.left))
  return store.right
}

export const openPartition = async (url: string, prefix: string): Promise<EventStore> =>
  partitionOf(await opened(url), prefix)

export const open = (argument: string): Promise<EventStore> => {
  const [url = "", prefix] = argument.split(" ")
  return prefix === undefined ? opened(url) : openPartition(url, prefix)
}
