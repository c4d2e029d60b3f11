/** A fake EventStoreDB node: serves the client's own service definitions from a log in memory. */
import {
  Server,
  ServerCredentials,
  type Metadata,
  type handleClientStreamingCall,
  type handleUnaryCall,
} from "@grpc/grpc-js"
import { GossipService } from "@eventstore/db-client/generated/gossip_grpc_pb.js"
import gossip from "@eventstore/db-client/generated/gossip_pb.js"
import type { ClusterInfo } from "@eventstore/db-client/generated/gossip_pb.js"
import { ServerFeaturesService } from "@eventstore/db-client/generated/serverfeatures_grpc_pb.js"
import serverFeatures from "@eventstore/db-client/generated/serverfeatures_pb.js"
import type { SupportedMethods } from "@eventstore/db-client/generated/serverfeatures_pb.js"
import type { Empty } from "@eventstore/db-client/generated/shared_pb.js"
import { StreamsService } from "@eventstore/db-client/generated/streams_grpc_pb.js"
import type {
  AppendReq,
  AppendResp,
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from "@eventstore/db-client/generated/streams_pb.js"
import streams from "@eventstore/db-client/generated/streams_pb.js"
import { FaultPlan, type Endpoint } from "./fault-plan.js"
import type { FakeLog } from "./log.js"
import type { Proposal } from "./records.js"
import {
  appendResponse,
  expectationOf,
  failureStatus,
  nameIn,
  proposalOf,
  refusalOf,
  statusOf,
  wrongVersion,
} from "./messages.js"
import { faultFor, type NodeState } from "./node-state.js"
import { startProxy, type Proxy } from "./proxy.js"
import { readCall } from "./read-call.js"
import { deniedTo, type Users } from "./users.js"

export interface NodeOptions {
  readonly log: FakeLog
  /** The leader to which this node refers callers that require one. Default: this node leads. */
  readonly follows?: Endpoint
  readonly credentials?: ServerCredentials
  /** Default: everybody may do everything. */
  readonly users?: Users
}

export interface FakeNode extends Proxy {
  readonly faults: FaultPlan
  readonly stop: () => Promise<void>
  /** Shuts the node down as SIGTERM does: open reads and subscriptions end without a status. */
  readonly terminate: () => Promise<void>
}

/** In bytes, like the real server. */
const largestMessage = 16 * 1024 * 1024

export const startNode = async ({ log, follows, credentials, users }: NodeOptions): Promise<FakeNode> => {
  const faults = new FaultPlan()
  const state: NodeState = { log, faults, follows, users, proxy: () => proxy }
  const server = new Server({ "grpc.max_receive_message_length": largestMessage })
  server.addService(StreamsService, {
    append: appendCall(state),
    read: readCall(state),
    batchAppend: (call: { readonly metadata: Metadata }) => void faultFor(state, "batchAppend", call.metadata),
    delete: deleteCall(state),
    tombstone: tombstoneCall(state),
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
    terminate: async () => {
      await faults.endWithoutStatus()
      await proxy.shut()
    },
  }
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
      // The real server drops the append of a client that died half-way, or gave up before the server got to it.
      if (call.cancelled || fault?.kind === "silence") return
      const refusal = refusalOf(fault)
      if (refusal !== undefined) return callback(refusal)
      const denied = deniedTo(state.users, call.metadata, stream)
      if (denied !== undefined) return callback(denied)
      const outcome = state.log.append(stream, expected, events)
      if (outcome._tag === "NoAnswer") return
      if (outcome._tag === "Exit") return void state.proxy().shut()
      if (fault?.kind === "doneInSilence") return
      if (fault?.kind === "doneWithStatus") return callback(failureStatus(fault.code, fault.details))
      if (fault?.kind === "doneThenKilled") return state.proxy().cut()
      const response = appendResponse(outcome)
      if (response !== undefined) callback(null, response)
      else callback(statusOf(outcome, stream))
    }
    call.on("end", () => setImmediate(answer))
  }

const deleteCall =
  ({ log }: NodeState): handleUnaryCall<DeleteReq, DeleteResp> =>
  (call, callback) => {
    const stream = nameIn(call.request.getOptions()?.getStreamIdentifier())
    if (log.deleteSoftly(stream)) callback(null, new streams.DeleteResp())
    else callback(wrongVersion(stream, -2n, -1n))
  }

const tombstoneCall =
  ({ log }: NodeState): handleUnaryCall<TombstoneReq, TombstoneResp> =>
  (call, callback) => {
    log.tombstone(nameIn(call.request.getOptions()?.getStreamIdentifier()))
    callback(null, new streams.TombstoneResp())
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
