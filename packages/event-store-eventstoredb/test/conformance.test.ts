import { must, storeConformance } from "@shifan/testkit"
import { describe, it } from "vitest"
import { openEventStoreDb } from "../src/index.js"
import { urlOf } from "./cluster.js"
import { FakeLog } from "./fake/log.js"
import { startNode, type FakeNode } from "./fake/server.js"
import { openChamber } from "./worker.js"

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

const server = process.env["SHIFAN_EVENTSTOREDB"]

/** A server cannot be emptied between cases, so each has a chamber of its own in it. */
let chamber = ""

if (server !== undefined)
  storeConformance("EventStoreDB, a real server", {
    open: () => {
      chamber = `conformance-${crypto.randomUUID()}-`
      return openChamber(server, chamber)
    },
    reopen: () => openChamber(server, chamber),
    workers: () => ({ module: new URL("worker.ts", import.meta.url), argument: `${server} ${chamber}` }),
    destroy: async () => {},
    idsAreGlobal: false,
  })
else
  describe("EventStoreDB, a real server", () => {
    it.skip("runs when SHIFAN_EVENTSTOREDB holds the URL of one", () => {})
  })
