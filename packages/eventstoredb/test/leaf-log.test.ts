import { leafLogConformance, must } from "@shifan/testkit"
import { openEventStoreDb, type EventStoreDbStore } from "../src/index.js"
import { urlOf } from "./store.js"
import { FakeLog } from "./fake/log.js"
import { startNode, type FakeNode } from "./fake/server.js"

let node: FakeNode | undefined
let log = new FakeLog()
let sequencing: EventStoreDbStore | undefined
const opened = (): Promise<EventStoreDbStore> => must(openEventStoreDb(urlOf(node === undefined ? [] : [node])))

leafLogConformance("EventStoreDB, on the wire", {
  open: async () => {
    log = new FakeLog()
    node = await startNode({ log })
    sequencing = await opened()
    return opened()
  },
  reopen: opened,
  settled: async () => {
    if (sequencing !== undefined) await must(sequencing.sequencer.catchUp)
  },
  tamper: ({ stream, revision }, leaf) => log.overwrite(stream, revision, leaf),
  destroy: async () => {
    await sequencing?.close()
    await node?.stop()
  },
})
