/** Fake nodes for a test, gone when it is over. */
import { onTestFinished } from "vitest"
import { clientDriver } from "../src/client-driver.js"
import type { Connection, Endpoint } from "../src/client-pool.js"
import { storeOver, type EventStoreDbStore, type Timing } from "../src/index.js"
import { FakeLog } from "./fake/log.js"
import { startNode, type FakeNode, type NodeOptions } from "./fake/server.js"

export const newNode = async (options: Partial<NodeOptions> = {}): Promise<FakeNode & { readonly log: FakeLog }> => {
  const log = options.log ?? new FakeLog()
  const node = await startNode({ ...options, log })
  onTestFinished(() => node.stop())
  return { ...node, log }
}

export const urlOf = (nodes: ReadonlyArray<{ readonly port: number }>, options = ""): string =>
  `eventstoredb://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}?tls=false${options}`

/** Silence is over soon, and so is patience. */
export const brisk: Timing = { timeout: 300, patience: 3000, interval: 200 }

const connectionTo = (nodes: ReadonlyArray<{ readonly port: number }>): Connection => {
  const [first = { port: 1 }, ...others] = nodes
  const endpoint = ({ port }: { readonly port: number }): Endpoint => ({ address: "127.0.0.1", port })
  return {
    endpoints: [endpoint(first), ...others.map(endpoint)],
    tls: { insecure: true },
    credentials: undefined,
    name: "test",
    timeout: brisk.timeout,
  }
}

/** A store that has not been connected yet, closed when the test is over. */
export const storeAt = (
  nodes: ReadonlyArray<{ readonly port: number }>,
  timing: Partial<Timing> = {},
): EventStoreDbStore => {
  const store = storeOver(clientDriver(connectionTo(nodes)), { ...brisk, ...timing })
  onTestFinished(() => store.close())
  return store
}
