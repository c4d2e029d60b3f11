/** Opens stores for the conformance suites, on a fake node and on a real server. */
import { must, type StoreAdapter } from "@shifan/testkit"
import { openEventStoreDb } from "../src/index.js"
import { FakeLog } from "./fake/log.js"
import { startNode, type FakeNode } from "./fake/server.js"
import { urlOf } from "./store.js"
import { openPartition } from "./worker.js"

const worker = new URL("worker.ts", import.meta.url)

/** Starts a fake node for each case. */
export const wireAdapter = () => {
  let log = new FakeLog()
  let node: FakeNode | undefined
  const url = (): string => urlOf(node === undefined ? [] : [node])
  return {
    url,
    log: () => log,
    open: async () => {
      log = new FakeLog()
      node = await startNode({ log })
      return must(openEventStoreDb(url()))
    },
    reopen: () => must(openEventStoreDb(url())),
    workers: () => ({ module: worker, argument: url() }),
    destroy: async () => node?.stop(),
    idsAreGlobal: false,
  }
}

/** The server named by SHIFAN_EVENTSTOREDB, if set. */
export const realUrls = (): ReadonlyArray<string> => {
  const url = process.env["SHIFAN_EVENTSTOREDB"]
  return url === undefined ? [] : [url]
}

/** A real server cannot be emptied, so each case gets its own partition. */
export const realServers = (): ReadonlyArray<StoreAdapter> => {
  const [url] = realUrls()
  if (url === undefined) return []
  let prefix = ""
  const adapter: StoreAdapter = {
    open: () => {
      prefix = `conformance-${crypto.randomUUID()}-`
      return openPartition(url, prefix)
    },
    reopen: () => openPartition(url, prefix),
    workers: () => ({ module: worker, argument: `${url} ${prefix}` }),
    destroy: () => Promise.resolve(),
    idsAreGlobal: false,
  }
  return [adapter]
}
