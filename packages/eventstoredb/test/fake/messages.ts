/** Wire messages: decodes requests, and encodes records of the log for answers. */
import { Metadata, status } from "@grpc/grpc-js"
import shared from "@eventstore/db-client/generated/shared_pb.js"
import streams from "@eventstore/db-client/generated/streams_pb.js"
import type { AppendReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js"
import type { Endpoint, Fault } from "./fault-plan.js"
import { tombstoneRevision, type Expectation, type LogRecord, type Outcome, type Proposal } from "./records.js"
import { truncateAll } from "./settings.js"

const identified = (stream: string) => {
  const identifier = new shared.StreamIdentifier()
  identifier.setStreamName(new TextEncoder().encode(stream))
  return identifier
}

const recordedEvent = (record: LogRecord) => {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent()
  const id = new shared.UUID()
  id.setString(record.id)
  event.setId(id)
  event.setStreamIdentifier(identified(record.stream))
  event.setStreamRevision(revisionText(record.revision))
  event.setCommitPosition(String(record.position.commit))
  event.setPreparePosition(String(record.position.prepare))
  event.getMetadataMap().set("type", record.type)
  event.getMetadataMap().set("content-type", record.contentType)
  event.getMetadataMap().set("created", String(BigInt(record.created) * 10_000n))
  event.setData(record.data)
  event.setCustomMetadata(record.metadata)
  return event
}

/** JavaScript cannot represent the revision of a tombstone. */
const revisionText = (revision: number): string =>
  revision === tombstoneRevision ? String(truncateAll) : String(revision)

/** @param link the link that led to `record`, if any. At least one of the two is given. */
export const eventMessage = (record: LogRecord | undefined, link?: LogRecord): ReadResp => {
  const read = new streams.ReadResp.ReadEvent()
  if (record !== undefined) read.setEvent(recordedEvent(record))
  if (link !== undefined) read.setLink(recordedEvent(link))
  read.setCommitPosition(String((link ?? record)?.position.commit ?? 0n))
  const response = new streams.ReadResp()
  response.setEvent(read)
  return response
}

export const caughtUpMessage = (): ReadResp => {
  const response = new streams.ReadResp()
  response.setCaughtUp(new streams.ReadResp.CaughtUp())
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

/** The response to an append; `undefined` for an outcome that is answered by status and trailers. */
export const appendResponse = (outcome: Outcome) => {
  const response = new streams.AppendResp()
  if (outcome._tag === "Written") {
    const success = new streams.AppendResp.Success()
    if (outcome.revision !== undefined) success.setCurrentRevision(String(outcome.revision))
    if (outcome.position !== undefined) {
      const position = new streams.AppendResp.Position()
      position.setCommitPosition(String(outcome.position.commit))
      position.setPreparePosition(String(outcome.position.prepare))
      success.setPosition(position)
    } else success.setNoPosition(new shared.Empty())
    response.setSuccess(success)
    return response
  }
  if (outcome._tag !== "WrongExpectedVersion") return undefined
  const wrong = new streams.AppendResp.WrongExpectedVersion()
  if (outcome.actual < 0) wrong.setCurrentNoStream(new shared.Empty())
  else wrong.setCurrentRevision(String(outcome.actual))
  if (outcome.expected === "any") wrong.setExpectedAny(new shared.Empty())
  else if (outcome.expected === "noStream") wrong.setExpectedNoStream(new shared.Empty())
  else if (outcome.expected === "streamExists") wrong.setExpectedStreamExists(new shared.Empty())
  else wrong.setExpectedRevision(String(outcome.expected))
  response.setWrongExpectedVersion(wrong)
  return response
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
  failureStatus(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: "maximum-append-size-exceeded",
    "maximum-append-size": String(limit),
  })

/** The status of a fault that makes a call fail before it has any effect. */
export const refusalOf = (fault: Fault | undefined): CallStatus | undefined => {
  if (fault?.kind === "notLeader") return notLeader(fault)
  if (fault?.kind !== "status") return undefined
  return failureStatus(fault.code, fault.details, fault.exception === undefined ? {} : { exception: fault.exception })
}

/** The status of an append that gets no response message. */
export const statusOf = (outcome: Outcome, stream: string): CallStatus => {
  if (outcome._tag === "TooLarge") return tooLarge(outcome.limit)
  return outcome._tag === "Thrown" ? thrown("Exception was thrown by handler.") : deletedStatus(stream)
}

/** An unexpected exception on the server. It has no type. */
export const thrown = (details: string): CallStatus => failureStatus(status.UNKNOWN, details)

export const wrongVersion = (stream: string, expected: bigint, actual: bigint): CallStatus =>
  failureStatus(status.FAILED_PRECONDITION, "Append failed due to WrongExpectedVersion.", {
    exception: "wrong-expected-version",
    "stream-name": stream,
    "expected-version": String(expected),
    "actual-version": String(actual),
  })
