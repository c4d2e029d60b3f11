import type { Metadata } from "@grpc/grpc-js"
import type { Endpoint, Fault, FaultPlan, Method } from "./fault-plan.js"
import type { FakeLog } from "./log.js"
import type { Proxy } from "./proxy.js"
import type { Users } from "./users.js"

/** What the calls of a node are answered from. */
export interface NodeState {
  readonly log: FakeLog
  readonly faults: FaultPlan
  readonly follows: Endpoint | undefined
  readonly users: Users | undefined
  readonly proxy: () => Proxy
}

/** What is planned for a call; a node that does not lead refuses who asks for the leader. */
export const faultFor = ({ faults, follows }: NodeState, method: Method, metadata: Metadata): Fault | undefined => {
  const requiresLeader = metadata.get("requires-leader")[0] === "true"
  const planned = faults.take({ method, requiresLeader, authorization: metadata.get("authorization")[0]?.toString() })
  if (planned !== undefined || follows === undefined || !requiresLeader) return planned
  return { kind: "notLeader", ...follows }
}
