/** A node of EventStoreDB on the wire: the client's own service definitions over a log in memory. */
import {
  Metadata,
  Server,
  ServerCredentials,
  status,
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
import type { FakeLog, LogRecord, Proposal } from "./log.js"
import {
  appendResponse,
  confirmationMessage,
  eventMessage,
  expectationOf,
  missingMessage,
  nameIn,
  proposalOf,
} from "./messages.js"
import { startProxy, type Proxy } from "./proxy.js"
import { FaultPlan, type RecordedCall, type Fault, type Method } from "./fault-plan.js"
import { windowOf } from "./window.js"

export interface NodeOptions {
  readonly log: FakeLog
  /** `leader` unless told: the other nodes answer who requires a leader with its address. */
  readonly follows?: { readonly host: string; readonly port: number }
  readonly credentials?: ServerCredentials
}

export interface FakeNode extends Proxy {
  readonly faults: FaultPlan
  readonly stop: () => Promise<void>
}

type Done = { readonly code: number; readonly details: string; readonly metadata?: Metadata }

const failed = (code: number, details: string, trailers: Readonly<Record<string, string>> = {}): Done => {
  const metadata = new Metadata()
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value)
  return { code, details, metadata }
}

const notLeader = (host: string, port: number): Done =>
  failed(status.NOT_FOUND, "Leader info available", {
    exception: "not-leader",
    "leader-endpoint-host": host,
    "leader-endpoint-port": String(port),
  })

const askedOf = (method: Method, metadata: Metadata): RecordedCall => ({
  method,
  requiresLeader: metadata.get("requires-leader")[0] === "true",
  authorization: metadata.get("authorization")[0]?.toString(),
})

export const startNode = async (given: NodeOptions): Promise<FakeNode> => {
  const { log, follows } = given
  const faults = new FaultPlan()
  const server = new Server()

  const faultAt = (method: Method, metadata: Metadata): Fault | undefined => {
    const asked = askedOf(method, metadata)
    const planned = faults.take(asked)
    return planned ?? (follows !== undefined && asked.requiresLeader ? { kind: "notLeader", ...follows } : undefined)
  }

  const append: handleClientStreamingCall<AppendReq, AppendResp> = (call, callback) => {
    const fault = faultAt("append", call.metadata)
    let [stream, expected]: [string, ReturnType<typeof expectationOf>] = ["", "any"]
    const events: Array<Proposal> = []
    call.on("data", (request: AppendReq) => {
      const options = request.getOptions()
      const message = request.getProposedMessage()
      if (options !== undefined) [stream, expected] = [nameIn(options.getStreamIdentifier()), expectationOf(options)]
      if (message !== undefined) events.push(proposalOf(message))
    })
    const answer = (): void => {
      // A client that died in mid-sentence ends its stream as well; the real server drops such an append.
      if (call.cancelled || fault?.kind === "silence") return
      if (fault?.kind === "notLeader") return callback(notLeader(fault.host, fault.port))
      if (fault?.kind === "status") return callback(failed(fault.code, fault.details, trailersOf(fault.exception)))
      const outcome = log.append(stream, expected, events)
      if (fault?.kind === "doneInSilence") return
      if (fault?.kind === "doneWithStatus") return callback(failed(fault.code, fault.details))
      if (fault?.kind === "doneThenKilled") return proxy.cut()
      const response = appendResponse(outcome)
      if (response !== undefined) return callback(null, response)
      callback(
        outcome._tag === "TooLarge"
          ? failed(status.INVALID_ARGUMENT, "Maximum Append Size Exceeded", {
              exception: "maximum-append-size-exceeded",
              "maximum-append-size": String(outcome.limit),
            })
          : deletedStatus(stream),
      )
    }
    call.on("end", () => setImmediate(answer))
  }

  const read: handleServerStreamingCall<ReadReq, ReadResp> = (call) => {
    const request = call.request.getOptions()
    const follow = request?.hasSubscription() === true
    const fault = faultAt(follow ? "subscribe" : "read", call.metadata)
    faults.underWay++
    let over = false
    const leave = (): void => {
      if (!over) faults.underWay--
      over = true
    }
    for (const end of ["cancelled", "finish", "error"]) call.on(end, leave)
    if (fault?.kind === "silence" || request === undefined) return
    if (fault?.kind === "notLeader") return void call.emit("error", notLeader(fault.host, fault.port))
    if (fault?.kind === "status")
      return void call.emit("error", failed(fault.code, fault.details, trailersOf(fault.exception)))
    const send = sendingWith(call, fault)
    if (follow) return following(call, send, fault)
    const found = windowOf(log, request)
    if (found === "deleted")
      return void call.emit("error", deletedStatus(nameIn(request.getStream()?.getStreamIdentifier())))
    if (found === "missing") call.write(missingMessage(nameIn(request.getStream()?.getStreamIdentifier())))
    else for (const record of found) if (!send(record)) return
    call.end()
  }

  /** `false` once a fault has ended the call. */
  const sendingWith = (call: ServerWritableStream<ReadReq, ReadResp>, fault: Fault | undefined) => {
    let [sent, over] = [0, false]
    let before: LogRecord | undefined
    return (record: LogRecord): boolean => {
      if (over) return false
      if ((fault?.kind === "cleanEnd" || fault?.kind === "killed") && sent === fault.after) {
        over = true
        if (fault.kind === "cleanEnd") call.end()
        else proxy.cut()
        return false
      }
      sent++
      if (fault?.kind === "mute") return true
      call.write(eventMessage(record))
      if (fault?.kind === "duplicates") for (const one of [record, before ?? record]) call.write(eventMessage(one))
      before = record
      return true
    }
  }

  /** From now on: nothing here subscribes from anywhere else. */
  const following = (
    call: ServerWritableStream<ReadReq, ReadResp>,
    send: (record: LogRecord) => boolean,
    fault: Fault | undefined,
  ): void => {
    call.write(confirmationMessage())
    if (fault?.kind === "cleanEnd" && fault.after === 0) return void call.end()
    const leave = log.listen(send)
    call.on("cancelled", leave)
    call.on("close", leave)
  }

  server.addService(StreamsService, {
    append,
    read,
    batchAppend: (call: { readonly metadata: Metadata }) => void faultAt("batchAppend", call.metadata),
    delete: () => {},
    tombstone: () => {},
  })
  server.addService(ServerFeaturesService, {
    getSupportedMethods: ((call, callback) => {
      const fault = faultAt("features", call.metadata)
      if (fault?.kind === "status") return callback(failed(fault.code, fault.details))
      const method = new serverFeatures.SupportedMethod()
      method.setMethodName("batchappend")
      method.setServiceName("event_store.client.streams.streams")
      const methods = new serverFeatures.SupportedMethods()
      methods.setEventStoreServerVersion("24.10.0")
      methods.addMethods(method)
      callback(null, methods)
    }) satisfies handleUnaryCall<Empty, SupportedMethods>,
  })
  server.addService(GossipService, {
    read: ((call, callback) => {
      faultAt("gossip", call.metadata)
      const endpoint = new gossip.EndPoint()
      endpoint.setAddress(follows?.host ?? "127.0.0.1")
      endpoint.setPort(follows?.port ?? proxy.port)
      const member = new gossip.MemberInfo()
      member.setIsAlive(true)
      member.setState(gossip.MemberInfo.VNodeState.LEADER)
      member.setHttpEndPoint(endpoint)
      const info = new gossip.ClusterInfo()
      info.addMembers(member)
      callback(null, info)
    }) satisfies handleUnaryCall<Empty, ClusterInfo>,
  })

  const credentials = given.credentials ?? ServerCredentials.createInsecure()
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error === null ? resolve(bound) : reject(error)))
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

const trailersOf = (exception: string | undefined): Readonly<Record<string, string>> =>
  exception === undefined ? {} : { exception }

const deletedStatus = (stream: string): Done =>
  failed(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: "stream-deleted",
    "stream-name": stream,
  })
