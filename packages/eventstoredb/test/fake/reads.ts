/** Answers to reads and subscriptions. */
import { status } from "@grpc/grpc-js"
import streams from "@eventstore/db-client/generated/streams_pb.js"
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js"
import { type FakeLog } from "./log.js"
import { tombstoneRevision, type LogRecord } from "./records.js"
import { deletedStatus, failureStatus, nameIn, thrown, type CallStatus } from "./messages.js"
import { truncateAll } from "./settings.js"

export type ReadAnswer =
  | { readonly _tag: "Records"; readonly records: ReadonlyArray<LogRecord> }
  | { readonly _tag: "Missing" }
  | { readonly _tag: "Failed"; readonly status: CallStatus }
  | { readonly _tag: "NoAnswer" }

const records = (found: ReadonlyArray<LogRecord>): ReadAnswer => ({ _tag: "Records", records: found })
const failed = (details: string): ReadAnswer => ({ _tag: "Failed", status: thrown(details) })

export const answerTo = (log: FakeLog, request: ReadReq.Options): ReadAnswer => {
  const isBackwards = request.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
  const count = Number(request.getCount())
  const answer = request.hasAll() ? ofAll(log, request, isBackwards, count) : ofStream(log, request, isBackwards, count)
  return answer._tag === "Records" ? records(answer.records.filter(filterOf(request)).slice(0, count)) : answer
}

/** Reads `$all`. As on the server, the position is inclusive forwards and exclusive backwards. */
const ofAll = (log: FakeLog, request: ReadReq.Options, isBackwards: boolean, count: number): ReadAnswer => {
  if (count === 0) return { _tag: "NoAnswer" }
  const all = request.getAll()
  const position = all?.getPosition()
  if (position === undefined) {
    const isFromEnd = all?.hasEnd() === true
    return records(isBackwards === isFromEnd ? inOrder(log.records, isBackwards) : [])
  }
  const commit = BigInt(position.getCommitPosition())
  if (BigInt(position.getPreparePosition()) > commit) return failed("Exception was thrown by handler.")
  const end = log.endOfAll()
  if (commit < end && !log.isStart(commit)) return failed("Unexpected ReadAllResult: InvalidPosition")
  if (isBackwards && commit > end)
    return failed(`Unexpected ReadAllResult: ${commit - end < 10n ** 5n ? "InvalidPosition" : "Error"}`)
  const isBehind = ({ position: at }: LogRecord): boolean => (isBackwards ? at.commit < commit : at.commit >= commit)
  return records(inOrder(log.records.filter(isBehind), isBackwards))
}

const inOrder = (found: ReadonlyArray<LogRecord>, isBackwards: boolean): ReadonlyArray<LogRecord> =>
  isBackwards ? found.toReversed() : found

const ofStream = (log: FakeLog, request: ReadReq.Options, isBackwards: boolean, count: number): ReadAnswer => {
  const options = request.getStream()
  const name = nameIn(options?.getStreamIdentifier())
  const from = options?.hasRevision() === true ? BigInt(options.getRevision()) : undefined
  const isFromEnd = options?.hasEnd() === true
  if (name === "" || (from !== undefined && from > truncateAll)) return failed("Exception was thrown by handler.")
  if (count === 0 || (isFromEnd && !isBackwards)) return failed("Unexpected ReadStreamResult: Error")
  const found = log.stream(name)
  if (found === "deleted") return { _tag: "Failed", status: deletedStatus(name) }
  if (found === "missing") return { _tag: "Missing" }
  const first = from ?? (isBackwards && isFromEnd ? truncateAll : 0n)
  const isWithin = ({ revision }: LogRecord): boolean =>
    isBackwards ? BigInt(revision) <= first : BigInt(revision) >= first
  return records(inOrder(found.filter(isWithin), isBackwards))
}

/** The filter of a request as a predicate. */
export const filterOf = (request: ReadReq.Options): ((record: LogRecord) => boolean) => {
  const filter = request.getFilter()
  if (filter === undefined) return () => true
  const byStream = filter.getStreamIdentifier()
  const expression = byStream ?? filter.getEventType()
  const prefixes = expression?.getPrefixList() ?? []
  const regex = expression?.getRegex() ?? ""
  return ({ stream, type }) => {
    const text = byStream === undefined ? type : stream
    return prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : new RegExp(regex).test(text)
  }
}

/** A subscription to `$all` or to one stream. */
export interface SubscriptionStart {
  readonly stream: string | undefined
  /** Existing records, to be sent first. */
  readonly before: ReadonlyArray<LogRecord>
  /** The start is beyond the end, so nothing is ever sent. */
  readonly isBeyond: boolean
  /** Sent after the confirmation. */
  readonly refusal: CallStatus | undefined
}

export const subscriptionTo = (log: FakeLog, request: ReadReq.Options): SubscriptionStart => {
  const nothing = { stream: undefined, before: [], isBeyond: false, refusal: undefined }
  if (!request.hasAll()) {
    const options = request.getStream()
    const stream = nameIn(options?.getStreamIdentifier())
    const found = log.stream(stream)
    const before = typeof found === "string" || options?.hasEnd() === true ? [] : found
    return { ...nothing, stream, before }
  }
  const all = request.getAll()
  if (all?.hasEnd() === true) return nothing
  const position = all?.getPosition()
  if (position === undefined) return { ...nothing, before: log.records }
  const commit = BigInt(position.getCommitPosition())
  const end = log.endOfAll()
  if (commit >= end + 10n ** 5n) return { ...nothing, isBeyond: true }
  if (!log.isStart(commit) && commit !== end)
    return {
      ...nothing,
      refusal: failureStatus(status.INVALID_ARGUMENT, "Trying to read from an invalid position."),
    }
  return { ...nothing, before: log.records.filter(({ position: at }) => at.commit > commit) }
}

export const isTombstone = ({ revision }: LogRecord): boolean => revision === tombstoneRevision
