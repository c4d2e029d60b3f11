import { onTestFinished } from "vitest"
import { FakeLog } from "../../../eventstoredb/test/fake/log.js"
import { startNode } from "../../../eventstoredb/test/fake/server.js"

/** The address of an empty cluster of one node, stopped when the test is over. */
export const startCluster = async (): Promise<string> => {
  const node = await startNode({ log: new FakeLog() })
  onTestFinished(() => node.stop())
  return `eventstoredb://127.0.0.1:${node.port}?tls=false`
}
