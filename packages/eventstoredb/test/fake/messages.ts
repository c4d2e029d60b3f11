/** The messages of the wire: what a request asks for, and the log's records in an answer. */
import { Metadata, status } from "@grpc/grpc-js"
import shared from "@eventstore/db-client/generated/shared_pb.js"
import streams from "@eventstore/db-client/generated/streams_pb.js"
import type { AppendReq, ReadReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js"
import type { Endpoint, Fault } from "./fault-plan.js"
import type { Expectation, FakeLog, LogRecord, Outcome, Proposal } from "./log.js"

const identified = (stream: string) => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(new TextEncoder().encode(stream))
  return identifier
}

export const eventMessage = (record: LogRecord): ReadResp => {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
  const id = new shared.UUID()
  id.setString(record.id)
  event.setId(id)
  event.setStreamIdentifier(identified(record.stream))
  event.setStreamRevision(String(record.revision))
  event.setCommitPosition(String(record.position.commit))
  event.setPreparePosition(String(record.position.prepare))
  event.getMetadataMap().set("type", record.type)
  event.getMetadataMap().set("content-type", record.contentType)
  event.getMetadataMap().set("created", "16063200000000000")
  event.setData(record.data)
  event.setCustomMetadata(record.metadata)
  const read = new streams.ReadResp.ReadEvent()
  read.setEvent(event)
  read.setCommitPosition(String(record.position.commit))
  const response = new streams.ReadResp()
  response.setEvent(read)
  return response
}

export const missingMessage = (stream: string): ReadResp => {
  const missing = new streams.ReadResp.StreamNotFound()
  missing.setStreamIdentifier(identified(stream))
  const response = new streams.ReadResp()
  response.setStreamNotFound(missing)
  return response
}

export const confirmationMessage = (): ReadResp => {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation()
  confirmation.setSubscriptionId(crypto.randomUUID())
  const response = new streams.ReadResp()
  response.setConfirmation(confirmation)
  return response
}

export const nameIn = (identifier: { getStreamName_asU8(): Uint8Array } | undefined): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(identifier?.getStreamName_asU8())

export const expectationOf = (options: AppendReq.Options): Expectation => {
  if (options.hasAny()) return "any"
  if (options.hasNoStream()) return "noStream"
  return options.hasStreamExists() ? "streamExists" : Number(options.getRevision())
}

export const proposalOf = (message: AppendReq.ProposedMessage): Proposal => ({
  id: message.getId()?.getString() ?? "",
  type: message.getMetadataMap().get("type") ?? "",
  contentType: message.getMetadataMap().get("content-type") ?? "",
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
})

/** `undefined` for an outcome that is answered by status and trailers. */
export const appendResponse = (outcome: Outcome) => {
  const response = new streams.AppendResp()
  if (outcome._tag === "Written") {
    const position = new streams.AppendResp.Position()
    position.setCommitPosition(String(outcome.position.commit))
    position.setPreparePosition(String(outcome.position.prepare))
    const success = new streams.AppendResp.Success()
    success.setCurrentRevision(String(outcome.revision))
    success.setPosition(position)
    response.setSuccess(success)
    return response
  }
  if (outcome._tag !== "WrongExpectedVersion") return undefined
  const wrong = new streams.AppendResp.WrongExpectedVersion()
  if (outcome.actual < 0) wrong.setCurrentNoStream(new shared.Empty())
  else wrong.setCurrentRevision(String(outcome.actual))
  wrong.setExpectedAny(new shared.Empty())
  response.setWrongExpectedVersion(wrong)
  return response
}

/** The records that a read request asks for. */
export const recordsFor = (
  log: FakeLog,
  request: ReadReq.Options,
): ReadonlyArray<LogRecord> | "missing" | "deleted" => {
  const isBackwards = request.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
  const records = request.hasAll() ? ofAll(log, request, isBackwards) : ofStream(log, request, isBackwards)
  return typeof records === "string" ? records : records.slice(0, Number(request.getCount()))
}

/** Forwards from the position, inclusive; backwards exclusive, as on the server. */
const ofAll = (log: FakeLog, request: ReadReq.Options, isBackwards: boolean): ReadonlyArray<LogRecord> => {
  const all = request.getAll()
  const position = all?.getPosition()
  if (position !== undefined) {
    const commit = BigInt(position.getCommitPosition())
    const prepare = BigInt(position.getPreparePosition())
    if (isBackwards) return log.records.filter(({ position: at }) => at.commit < commit).toReversed()
    return log.records.filter(
      ({ position: at }) => at.commit > commit || (at.commit === commit && at.commit >= prepare),
    )
  }
  const isFromEnd = all?.hasEnd() === true
  if (isBackwards) return isFromEnd ? log.records.toReversed() : []
  return isFromEnd ? [] : log.records
}

const ofStream = (
  log: FakeLog,
  request: ReadReq.Options,
  isBackwards: boolean,
): ReadonlyArray<LogRecord> | "missing" | "deleted" => {
  const options = request.getStream()
  const records = log.stream(nameIn(options?.getStreamIdentifier()))
  if (typeof records === "string") return records
  if (options?.hasEnd() === true) return isBackwards ? records.toReversed() : []
  const from = options?.hasRevision() === true ? Number(options.getRevision()) : 0
  return isBackwards
    ? records.filter(({ revision }) => revision <= from).toReversed()
    : records.filter(({ revision }) => revision >= from)
}

export interface CallStatus {
  readonly code: number
  readonly details: string
  readonly metadata?: Metadata
}

export const failureStatus = (
  code: number,
  details: string,
  trailers: Readonly<Record<string, string>> = {},
): CallStatus => {
  const metadata = new Metadata()
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value)
  return { code, details, metadata }
}

const notLeader = ({ host, port }: Endpoint): CallStatus =>
  failureStatus(status.NOT_FOUND, "Leader info available", {
    exception: "not-leader",
    "leader-endpoint-host": host,
    "leader-endpoint-port": String(port),
  })

export const deletedStatus = (stream: string): CallStatus =>
  failureStatus(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: "stream-deleted",
    "stream-name": stream,
  })

const tooLarge = (limit: number): CallStatus =>
  failureStatus(status.INVALID_ARGUMENT, "Maximum Append Size Exceeded", {
    exception: "maximum-append-size-exceeded",
    "maximum-append-size": String(limit),
  })

/** The status of a fault by which a call is refused before anything is done. */
export const refusalOf = (fault: Fault | undefined): CallStatus | undefined => {
  if (fault?.kind === "notLeader") return notLeader(fault)
  if (fault?.kind !== "status") return undefined
  return failureStatus(fault.code, fault.details, fault.exception === undefined ? {} : { exception: fault.exception })
}

/** The status for an append that has no response. */
export const statusOf = (outcome: Outcome, stream: string): CallStatus =>
  outcome._tag === "TooLarge" ? tooLarge(outcome.limit) : deletedStatus(stream)
