/** Everything that a store must survive. Start here: ten lines, and each failing case says what is required. */
import { join } from "node:path"
import type { EventStore } from "@shifan/event-store"
import { storeConformance } from "@shifan/testkit"
import { temporaryFolder } from "@shifan/testkit/basics"
import { openLineStore } from "../src/line-store.js"

let file = ""
const opened: Array<EventStore> = []

const open = async (): Promise<EventStore> => {
  const store = openLineStore(file)
  opened.push(store)
  return store
}

storeConformance("a file of lines", {
  open: () => {
    file = join(temporaryFolder(), "events.jsonl")
    return open()
  },
  reopen: open,
  destroy: async () => {
    for (const store of opened.splice(0)) await store.close()
  },
  workers: false,
})
