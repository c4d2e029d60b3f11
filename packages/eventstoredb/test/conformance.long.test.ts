import { leafLogConformance, longStoreConformance, must, type LoggingStore } from "@shifan/testkit"
import { afterAll, beforeAll } from "vitest"
import { openEventStoreDb, type EventStoreDbStore } from "../src/index.js"
import { realServers, realUrls, wireAdapter } from "./adapters.js"
import { FakeLog } from "./fake/log.js"
import { startNode, type FakeNode } from "./fake/server.js"
import { logWithin } from "./log-within.js"
import { partitionOf } from "./partition.js"
import { urlOf } from "./store.js"

longStoreConformance("EventStoreDB, on the wire", wireAdapter())

for (const adapter of realServers()) longStoreConformance("EventStoreDB, a real server", adapter)

/** Runs the log suite on a server that cannot be emptied: each case gets a prefix of streams, and the log from its start on. */
const logInPart = (name: string, url: () => string): void => {
  let prefix = ""
  let base = 0
  let sequencing: EventStoreDbStore | undefined
  const open = async (): Promise<LoggingStore> => {
    const store = await must(openEventStoreDb(url()))
    const part = await partitionOf(store, prefix)
    return { ...part, log: logWithin(store.log, prefix, base) }
  }
  leafLogConformance(name, {
    open: async () => {
      sequencing = await must(openEventStoreDb(url()))
      base = await must(sequencing.sequencer.catchUp)
      prefix = `log-${crypto.randomUUID()}-`
      return open()
    },
    reopen: open,
    settled: async () => {
      if (sequencing !== undefined) await must(sequencing.sequencer.catchUp)
    },
    tamper: false,
    destroy: async () => sequencing?.close(),
  })
}

let node: FakeNode | undefined
beforeAll(async () => {
  node = await startNode({ log: new FakeLog() })
})
afterAll(async () => node?.stop())

logInPart("EventStoreDB, on the wire, a part of a server", () => urlOf(node === undefined ? [] : [node]))

for (const url of realUrls()) logInPart("EventStoreDB, a real server", () => url)
