/** The log's records as the messages of the wire. */
import shared from "@eventstore/db-client/generated/shared_pb.js"
import streams from "@eventstore/db-client/generated/streams_pb.js"
import type { AppendReq, ReadResp } from "@eventstore/db-client/generated/streams_pb.js"
import type { Expectation, LogRecord, Outcome, Proposal } from "./log.js"

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

/** `undefined` for an outcome that is told by status and trailers. */
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
