import { must, storeConformance } from "@shifan/testkit"
import { openEventStoreDb } from "../src/index.js"
import { urlOf } from "./store.js"
import { FakeLog } from "./fake/log.js"
import { startNode, type FakeNode } from "./fake/server.js"
import { openPartition } from "./worker.js"

let node: FakeNode | undefined
const url = (): string => urlOf(node === undefined ? [] : [node])

storeConformance("EventStoreDB, on the wire", {
  open: async () => {
    node = await startNode({ log: new FakeLog() })
    return must(openEventStoreDb(url()))
  },
  reopen: () => must(openEventStoreDb(url())),
  workers: () => ({ module: new URL("worker.ts", import.meta.url), argument: url() }),
  destroy: async () => node?.stop(),
  idsAreGlobal: false,
})

/** A real one, where SHIFAN_EVENTSTOREDB has its URL. It cannot be emptied between cases, so each has a chamber of its own. */
const servers = [process.env["SHIFAN_EVENTSTOREDB"]].filter((given) => given !== undefined)

let chamber = ""

for (const server of servers)
  storeConformance("EventStoreDB, a real server", {
    open: () => {
      chamber = `conformance-${crypto.randomUUID()}-`
      return openPartition(server, chamber)
    },
    reopen: () => openPartition(server, chamber),
    workers: () => ({ module: new URL("worker.ts", import.meta.url), argument: `${server} ${chamber}` }),
    destroy: async () => {},
    idsAreGlobal: false,
  })
