/** Reads and subscriptions of a fake node. */
import type { handleServerStreamingCall, ServerWritableStream } from "@grpc/grpc-js"
import type { ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js"
import type { Fault, FaultPlan } from "./fault-plan.js"
import type { FakeLog } from "./log.js"
import type { LogRecord } from "./records.js"
import {
  caughtUpMessage,
  confirmationMessage,
  deletedStatus,
  eventMessage,
  missingMessage,
  nameIn,
  refusalOf,
} from "./messages.js"
import { faultFor, streamOf, type NodeState } from "./node-state.js"
import { answerTo, filterOf, isTombstone, subscriptionTo } from "./reads.js"
import { deniedTo } from "./users.js"

type ReadCall = ServerWritableStream<ReadReq, ReadResp>

export const readCall =
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
    const stream = request.hasAll() ? "$all" : nameIn(request.getStream()?.getStreamIdentifier())
    const denied = deniedTo(state.users, call.metadata, stream)
    if (denied !== undefined) return void call.emit("error", denied)
    const send = senderTo(call, fault, state)
    if (isSubscription) return subscribe(log, call, request, send, fault)
    const reply = (): void => {
      const answer = answerTo(log, request)
      if (answer._tag === "NoAnswer") return
      if (answer._tag === "Failed") return void call.emit("error", answer.status)
      if (answer._tag === "Missing") call.write(missingMessage(stream))
      else for (const record of answer.records) if (!send(record)) return
      call.end()
    }
    if (fault?.kind === "held") faults.hold(reply)
    else reply()
  }

const countUnderWay = ({ open }: FaultPlan, call: ReadCall): void => {
  const stream = streamOf(call)
  open.add(stream)
  for (const end of ["cancelled", "finish", "error"]) call.on(end, () => open.delete(stream))
}

/** Sends a record. Returns `false` once a fault has ended the call. */
type Sender = (record: LogRecord) => boolean

const senderTo = (call: ReadCall, fault: Fault | undefined, { log, proxy, faults }: NodeState): Sender => {
  const resolvesLinks = call.request.getOptions()?.getResolveLinks() === true
  const limit = fault?.kind === "cleanEnd" || fault?.kind === "killed" ? fault.after : Infinity
  let sent = 0
  let isOver = false
  let previous: LogRecord | undefined
  return (record) => {
    if (isOver) return false
    if (sent === limit) {
      isOver = true
      if (fault?.kind === "cleanEnd") call.end()
      else proxy().cut()
      return false
    }
    sent++
    faults.sent++
    call.write(
      resolvesLinks && record.type === "$>" ? eventMessage(targetOf(log, record), record) : eventMessage(record),
    )
    if (fault?.kind === "duplicates") for (const again of [record, previous ?? record]) call.write(eventMessage(again))
    previous = record
    return true
  }
}

/** The record that a link points to. The data of a link are `revision@stream`. */
const targetOf = (log: FakeLog, link: LogRecord): LogRecord | undefined => {
  const [, revision, stream = ""] = /^(\d+)@(.*)$/s.exec(new TextDecoder().decode(link.data)) ?? []
  const there = log.stream(stream)
  return typeof there === "string" ? undefined : there.find((record) => record.revision === Number(revision))
}

const subscribe = (
  log: FakeLog,
  call: ReadCall,
  request: ReadReq.Options,
  send: Sender,
  fault: Fault | undefined,
): void => {
  const { stream, before, isBeyond, refusal } = subscriptionTo(log, request)
  const isWanted = filterOf(request)
  call.write(confirmationMessage())
  if (fault?.kind === "cleanEnd" && fault.after === 0) return void call.end()
  if (refusal !== undefined) return void call.emit("error", refusal)
  for (const record of before) if (isWanted(record)) send(record)
  call.write(caughtUpMessage())
  const leave = log.listen((record) => {
    if (isBeyond || !isWanted(record) || (stream !== undefined && record.stream !== stream)) return
    send(record)
    if (stream !== undefined && isTombstone(record)) call.emit("error", deletedStatus(stream))
  })
  call.on("cancelled", leave)
  call.on("close", leave)
}
