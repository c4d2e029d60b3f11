import type { Http2Stream } from "node:http2"
import { Duplex } from "node:stream"
import type { Metadata } from "@grpc/grpc-js"
import type { Endpoint, Fault, FaultPlan, Method } from "./fault-plan.js"
import type { FakeLog } from "./log.js"
import type { Proxy } from "./proxy.js"
import type { Users } from "./users.js"

/** State of a node, from which calls are answered. */
export interface NodeState {
  readonly log: FakeLog
  readonly faults: FaultPlan
  readonly follows: Endpoint | undefined
  readonly users: Users | undefined
  readonly proxy: () => Proxy
}

/** The fault for a call: a planned one, or `notLeader` if the call requires the leader and this node follows. */
export const faultFor = ({ faults, follows }: NodeState, method: Method, metadata: Metadata): Fault | undefined => {
  const requiresLeader = metadata.get("requires-leader")[0] === "true"
  const planned = faults.take({ method, requiresLeader, authorization: metadata.get("authorization")[0]?.toString() })
  if (planned !== undefined || follows === undefined || !requiresLeader) return planned
  return { kind: "notLeader", ...follows }
}

/** The HTTP/2 stream of a call. The library hides it, and it alone knows of a reset at once, and can end without a status. */
export const streamOf = (call: object): Http2Stream => {
  const inner: unknown = Reflect.get(call, "call")
  const stream: unknown = typeof inner === "object" && inner !== null ? Reflect.get(inner, "stream") : undefined
  if (!(stream instanceof Duplex)) throw new Error("grpc-js keeps the stream of a call elsewhere")
  return stream as Http2Stream
}
