import { leafLogConformance, must, storeConformance } from "@shifan/testkit"
import { openEventStoreDb, type EventStoreDbStore } from "../src/index.js"
import { realServers, wireAdapter } from "./adapters.js"

storeConformance("EventStoreDB, on the wire", wireAdapter())

for (const adapter of realServers()) storeConformance("EventStoreDB, a real server", adapter)

const wire = wireAdapter()
let sequencing: EventStoreDbStore | undefined

leafLogConformance("EventStoreDB, on the wire", {
  open: async () => {
    const store = await wire.open()
    sequencing = await must(openEventStoreDb(wire.url()))
    return store
  },
  reopen: wire.reopen,
  settled: async () => {
    if (sequencing !== undefined) await must(sequencing.sequencer.catchUp)
  },
  tamper: ({ stream, revision }, leaf) => wire.log().overwrite(stream, revision, leaf),
  destroy: async () => {
    await sequencing?.close()
    await wire.destroy()
  },
})
