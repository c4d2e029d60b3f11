/** The records a read request asks for. */
import streams from "@eventstore/db-client/generated/streams_pb.js"
import type { ReadReq } from "@eventstore/db-client/generated/streams_pb.js"
import type { FakeLog, LogRecord } from "./log.js"
import { nameIn } from "./messages.js"

export const windowOf = (log: FakeLog, request: ReadReq.Options): ReadonlyArray<LogRecord> | "missing" | "deleted" => {
  const backwards = request.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
  const count = Number(request.getCount())
  const found = request.hasAll() ? allFrom(log, request, backwards) : streamFrom(log, request, backwards)
  return typeof found === "string" ? found : found.slice(0, count)
}

/** Inclusive of the position, forwards; backwards it is excluded, as on the server. */
const allFrom = (log: FakeLog, request: ReadReq.Options, backwards: boolean): ReadonlyArray<LogRecord> => {
  const all = request.getAll()
  const position = all?.getPosition()
  if (position !== undefined) {
    const [commit, prepare] = [BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())]
    const forwards = log.records.filter(
      ({ position: at }) => at.commit > commit || (at.commit === commit && at.commit >= prepare),
    )
    return backwards ? log.records.filter(({ position: at }) => at.commit < commit).toReversed() : forwards
  }
  if (backwards) return all?.hasEnd() === true ? log.records.toReversed() : []
  return all?.hasEnd() === true ? [] : log.records
}

const streamFrom = (
  log: FakeLog,
  request: ReadReq.Options,
  backwards: boolean,
): ReadonlyArray<LogRecord> | "missing" | "deleted" => {
  const options = request.getStream()
  const there = log.stream(nameIn(options?.getStreamIdentifier()))
  if (typeof there === "string") return there
  if (options?.hasEnd() === true) return backwards ? there.toReversed() : []
  const from = options?.hasRevision() === true ? Number(options.getRevision()) : 0
  return backwards
    ? there.filter(({ revision }) => revision <= from).toReversed()
    : there.filter(({ revision }) => revision >= from)
}
