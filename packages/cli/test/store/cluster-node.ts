import { onTestFinished } from "vitest"
import { FakeLog } from "../../../eventstoredb/test/fake/log.js"
import { startNode } from "../../../eventstoredb/test/fake/server.js"

/** Address of a cluster with one node, empty by default, stopped after the test. */
export const startCluster = async (log: FakeLog = new FakeLog()): Promise<string> => {
  const node = await startNode({ log })
  onTestFinished(() => node.stop())
  return `eventstoredb://127.0.0.1:${node.port}?tls=false`
}
