/** Fake nodes for a test, gone when it is over. */
import { must } from "@shifan/testkit"
import { onTestFinished } from "vitest"
import type { EventStore } from "@shifan/event-store"
import { openEventStoreDb } from "../src/index.js"
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

/** An open store, closed when the test is over. Its calls are given up soon, so that silence is over soon. */
export const storeAt = async (
  nodes: ReadonlyArray<{ readonly port: number }>,
  options = "&timeout=300&patience=3000",
): Promise<EventStore> => {
  const store = await must(openEventStoreDb(urlOf(nodes, options)))
  onTestFinished(() => store.close())
  return store
}
