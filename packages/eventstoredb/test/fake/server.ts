/** A node of EventStoreDB on the wire: the client's own service definitions over a log in memory. */
import {
  Server,
  ServerCredentials,
  type Metadata,
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type ServerWritableStream,
} from "@grpc/grpc-js"
import { GossipService } from "@eventstore/db-client/generated/gossip_grpc_pb.js"
import gossip from "@eventstore/db-client/generated/gossip_pb.js"
import type { ClusterInfo } from "@eventstore/db-client/generated/gossip_pb.js"
import { ServerFeaturesService } from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js"
import serverFeatures from "@eventstore/db-client/generated/serverfeatures_pb.js"
import type { SupportedMethods } from "@eventstore/db-client/generated/serverfeatures_pb.js"
import type { Empty } from "@eventstore/db-client/generated/shared_pb.js"
import { StreamsService } from "@eventstore/db-client/generated/streams_grpc_pb.js"
import type { AppendReq, AppendResp, ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js"
import { FaultPlan, type Endpoint, type Fault, type Method } from "./fault-plan.js"
import type { FakeLog, LogRecord, Proposal } from "./log.js"
import {
  appendResponse,
  confirmationMessage,
  deletedStatus,
  eventMessage,
  expectationOf,
  failureStatus,
  missingMessage,
  nameIn,
  proposalOf,
  recordsFor,
  refusalOf,
  statusOf,
} from "./messages.js"
import { startProxy, type Proxy } from "./proxy.js"

export interface NodeOptions {
  readonly log: FakeLog
  /** The leader, which this node refers callers to who require one; without it this node leads. */
  readonly follows?: Endpoint
  readonly credentials?: ServerCredentials
}

export interface FakeNode extends Proxy {
  readonly faults: FaultPlan
  readonly stop: () => Promise<void>
}

/** What the calls of a node are answered from. */
interface NodeState {
  readonly log: FakeLog
  readonly faults: FaultPlan
  readonly follows: Endpoint | undefined
  readonly proxy: () => Proxy
}

export const startNode = async ({ log, follows, credentials }: NodeOptions): Promise<FakeNode> => {
  const faults = new FaultPlan()
  const state: NodeState = { log, faults, follows, proxy: () => proxy }
  const server = new Server()
  server.addService(StreamsService, {
    append: appendCall(state),
    read: readCall(state),
    batchAppend: (call: { readonly metadata: Metadata }) => void faultFor(state, "batchAppend", call.metadata),
    delete: () => {},
    tombstone: () => {},
  })
  server.addService(ServerFeaturesService, { getSupportedMethods: featuresCall(state) })
  server.addService(GossipService, { read: gossipCall(state) })
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials ?? ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    )
  })
  const proxy = await startProxy(port)
  return {
    ...proxy,
    faults,
    stop: async () => {
      await proxy.shut()
      server.forceShutdown()
    },
  }
}

const faultFor = ({ faults, follows }: NodeState, method: Method, metadata: Metadata): Fault | undefined => {
  const requiresLeader = metadata.get("requires-leader")[0] === "true"
  const planned = faults.take({ method, requiresLeader, authorization: metadata.get("authorization")[0]?.toString() })
  if (planned !== undefined || follows === undefined || !requiresLeader) return planned
  return { kind: "notLeader", ...follows }
}

const appendCall =
  (state: NodeState): handleClientStreamingCall<AppendReq, AppendResp> =>
  (call, callback) => {
    const fault = faultFor(state, "append", call.metadata)
    let stream = ""
    let expected: ReturnType<typeof expectationOf> = "any"
    const events: Array<Proposal> = []
    call.on("data", (request: AppendReq) => {
      const options = request.getOptions()
      if (options !== undefined) {
        stream = nameIn(options.getStreamIdentifier())
        expected = expectationOf(options)
      }
      const message = request.getProposedMessage()
      if (message !== undefined) events.push(proposalOf(message))
    })
    const answer = (): void => {
      // A client that died half-way ends its stream too; the real server drops such an append.
      if (call.cancelled || fault?.kind === "silence") return
      const refusal = refusalOf(fault)
      if (refusal !== undefined) return callback(refusal)
      const outcome = state.log.append(stream, expected, events)
      if (fault?.kind === "doneInSilence") return
      if (fault?.kind === "doneWithStatus") return callback(failureStatus(fault.code, fault.details))
      if (fault?.kind === "doneThenKilled") return state.proxy().cut()
      const response = appendResponse(outcome)
      if (response !== undefined) callback(null, response)
      else callback(statusOf(outcome, stream))
    }
    call.on("end", () => setImmediate(answer))
  }

type ReadCall = ServerWritableStream<ReadReq, ReadResp>

const readCall =
  (state: NodeState): handleServerStreamingCall<ReadReq, ReadResp> =>
  (call) => {
    const { log, faults } = state
    const request = call.request.getOptions()
    const isSubscription = request?.hasSubscription() === true
    const fault = faultFor(state, isSubscription ? "subscribe" : "read", call.metadata)
    countUnderWay(faults, call)
    if (fault?.kind === "silence" || request === undefined) return
    const refusal = refusalOf(fault)
    if (refusal !== undefined) return void call.emit("error", refusal)
    const send = senderTo(call, fault, state.proxy())
    if (isSubscription) return subscribe(log, call, send, fault)
    const stream = nameIn(request.getStream()?.getStreamIdentifier())
    const records = recordsFor(log, request)
    if (records === "deleted") return void call.emit("error", deletedStatus(stream))
    if (records === "missing") call.write(missingMessage(stream))
    else for (const record of records) if (!send(record)) return
    call.end()
  }

const countUnderWay = (faults: FaultPlan, call: ReadCall): void => {
  faults.underWay++
  let isOver = false
  const leave = (): void => {
    if (!isOver) faults.underWay--
    isOver = true
  }
  for (const end of ["cancelled", "finish", "error"]) call.on(end, leave)
}

/** `false` once a fault has ended the call. */
type Sender = (record: LogRecord) => boolean

const senderTo = (call: ReadCall, fault: Fault | undefined, proxy: Proxy): Sender => {
  const limit = fault?.kind === "cleanEnd" || fault?.kind === "killed" ? fault.after : Infinity
  let sent = 0
  let isOver = false
  let previous: LogRecord | undefined
  return (record) => {
    if (isOver) return false
    if (sent === limit) {
      isOver = true
      if (fault?.kind === "cleanEnd") call.end()
      else proxy.cut()
      return false
    }
    sent++
    call.write(eventMessage(record))
    if (fault?.kind === "duplicates") for (const again of [record, previous ?? record]) call.write(eventMessage(again))
    previous = record
    return true
  }
}

/** From the end: the adapter subscribes from nowhere else. */
const subscribe = (log: FakeLog, call: ReadCall, send: Sender, fault: Fault | undefined): void => {
  call.write(confirmationMessage())
  if (fault?.kind === "cleanEnd" && fault.after === 0) return void call.end()
  const leave = log.listen(send)
  call.on("cancelled", leave)
  call.on("close", leave)
}

const featuresCall =
  (state: NodeState): handleUnaryCall<Empty, SupportedMethods> =>
  (call, callback) => {
    const refusal = refusalOf(faultFor(state, "features", call.metadata))
    if (refusal !== undefined) return callback(refusal)
    const method = new serverFeatures.SupportedMethod()
    method.setMethodName("batchappend")
    method.setServiceName("event_store.client.streams.streams")
    const methods = new serverFeatures.SupportedMethods()
    methods.setEventStoreServerVersion("24.10.0")
    methods.addMethods(method)
    callback(null, methods)
  }

const gossipCall =
  (state: NodeState): handleUnaryCall<Empty, ClusterInfo> =>
  (call, callback) => {
    const refusal = refusalOf(faultFor(state, "gossip", call.metadata))
    if (refusal !== undefined) return callback(refusal)
    const leader = state.follows ?? { host: "127.0.0.1", port: state.proxy().port }
    const endpoint = new gossip.EndPoint()
    endpoint.setAddress(leader.host)
    endpoint.setPort(leader.port)
    const member = new gossip.MemberInfo()
    member.setIsAlive(true)
    member.setState(gossip.MemberInfo.VNodeState.LEADER)
    member.setHttpEndPoint(endpoint)
    const info = new gossip.ClusterInfo()
    info.addMembers(member)
    callback(null, info)
  }
