/** Reads that are repeated until there is an answer, since a read undoes nothing: one stream, and everything, page by page. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadError, Corrupt, Direction, Page, Position, StoredEvent } from "@shifan/event-store"
import type { Failure, ReadCall, Recorded } from "./driver.js"
import { isTransient, retry, type FailedTry, type TimedCalls } from "./retry.js"
import { allStored, isSystemRecord, logPositionOf, positionOf, storedOf, truncated } from "./stored-events.js"

export type Read = (call: ReadCall) => Promise<E.Either<ReadError, ReadonlyArray<Recorded>>>

/** `patience`: milliseconds for a read with all its tries. `Closed` once the signal aborts. */
export const readWithRetries =
  (calls: TimedCalls, patience: number, stop: AbortSignal): Read =>
  (call) => {
    const closed: E.Either<FailedTry<ReadError>, never> = E.left({ error: { _tag: "Closed" }, next: "never" })
    return retry<ReadError, ReadonlyArray<Recorded>>({ deadline: performance.now() + patience, stop }, async () => {
      if (stop.aborted) return closed
      const answer = await calls.read(call, stop)
      if (stop.aborted) return closed
      if (E.isRight(answer)) return answer
      return E.left({
        error: readErrorOf(answer.left, call),
        next: isTransient(answer.left) ? "afterPause" : "never",
      })
    })
  }

/**
 * The last record of a stream, or of everything; `undefined` where there is none. A server that goes down may end a read
 * early and without an error, so an empty answer is asked for twice.
 */
export const newest = async (read: Read, of: ReadCall["of"]): Promise<E.Either<ReadError, Recorded | undefined>> => {
  const call: ReadCall = { of, direction: "backwards", count: 1 }
  const first = await read(call)
  const last = E.isRight(first) && first.right.length === 0 ? await read(call) : first
  return E.isLeft(last) ? last : E.right(last.right[0])
}

/** Whether a stream's settings on the server hide its beginning, as a soft deletion hides all of it. */
export const wasCut = async (read: Read, stream: string): Promise<E.Either<ReadError, boolean>> => {
  const settings = await newest(read, { stream: `$$${stream}`, from: "end" })
  if (E.isLeft(settings)) return settings.left._tag === "StreamNotFound" ? E.right(false) : settings
  return E.right(hasTruncateBefore(settings.right?.json))
}

/** `$tb`, truncate before: revisions below it are no longer read. */
const hasTruncateBefore = (settings: unknown): boolean =>
  typeof settings === "object" && settings !== null && "$tb" in settings

const readErrorOf = (failure: Failure, { of }: ReadCall): ReadError => {
  const stream = "stream" in of ? of.stream : "$all"
  switch (failure._tag) {
    case "Missing":
      return { _tag: "StreamNotFound", stream }
    case "Deleted":
      return deleted(stream)
    case "Conflict":
    case "Oversize":
      return { _tag: "Unavailable", reason: `the server answers a read of ${stream} as if it were an append` }
    case "Denied":
      return isCheckpoint(of) && /position/i.test(failure.reason)
        ? { _tag: "Corrupt", where: "checkpoint", reason: failure.reason }
        : { _tag: "Unavailable", reason: `the server denies reading ${stream}: ${failure.reason}` }
    default:
      return { _tag: "Unavailable", reason: failure.reason }
  }
}

const isCheckpoint = (of: ReadCall["of"]): boolean => "all" in of && typeof of.all === "object"

export const deleted = (stream: string): ReadError => ({
  _tag: "Corrupt",
  where: stream,
  reason: "the stream was deleted on the server",
})

export type AllPages = (after: Position | undefined, size: number) => Promise<Page>

/** A stretch of the log without an event of ours, known from an earlier page so that it is not read again and again. */
interface ScanGap {
  readonly from: Position
  readonly to: Position
}

/**
 * The server's own records and the entries of the audit log lie among our events, so a page may take several reads. What is
 * returned remembers the last gap it found: use one for pages that follow each other.
 */
export const allPages = (read: Read): AllPages => {
  let gap: ScanGap = { from: "", to: "" }
  return async (after, size) => {
    const checked = after === undefined ? E.right(undefined) : logPositionOf(after)
    if (E.isLeft(checked)) return checked
    const start = after ?? ""
    const isInGap = gap.from <= start && start <= gap.to
    const scan = await scanFrom(read, isInGap ? gap.to : start, size)
    if (E.isLeft(scan)) return scan
    const { events, end, reachedStart } = scan.right
    if (end === undefined) return E.right(events)
    if (events.length === 0 && !reachedStart && after !== undefined) return checkReached(read, after)
    gap = { from: events.at(-1)?.position ?? start, to: end }
    return E.right(events)
  }
}

interface Scan {
  readonly events: ReadonlyArray<StoredEvent>
  /** The last position of all, where the store ended before `size` of our events were found. */
  readonly end: Position | undefined
  /** Whether there was a record at the start or after it. */
  readonly reachedStart: boolean
}

const scanFrom = async (read: Read, start: Position, size: number): Promise<E.Either<ReadError, Scan>> => {
  const events: Array<StoredEvent> = []
  let last = start
  let reachedStart = false
  for (let reads = 1; ; reads++) {
    const from = last === "" ? E.right("start" as const) : logPositionOf(last)
    if (E.isLeft(from)) return from
    // A read begins with the position asked for, the record seen last: so one more than wanted.
    const records = await read({ of: { all: from.right }, direction: "forwards", count: size + 1 })
    if (E.isLeft(records)) return records
    const before = last
    for (const record of records.right) {
      const position = positionOf(record.position)
      reachedStart ||= position >= start
      if (position <= last) continue
      last = position
      if (isSystemRecord(record)) continue
      const stored = storedOf(record)
      if (E.isLeft(stored)) return stored
      events.push(stored.right)
      if (events.length === size) return E.right({ events, end: undefined, reachedStart })
    }
    const isEnd = last === before && reads > 1
    if (isEnd) return E.right({ events, end: last, reachedStart })
  }
}

/** A store restored from an older backup would silently skip all that is written up to the checkpoint. */
const checkReached = async (read: Read, after: Position): Promise<Page> => {
  const last = await newest(read, { all: "end" })
  if (E.isLeft(last)) return last
  const end = last.right === undefined ? "nothing" : positionOf(last.right.position)
  const corrupt: Corrupt = {
    _tag: "Corrupt",
    where: "checkpoint",
    reason: `the checkpoint ${after} is ahead of the store, which ends at ${end}`,
  }
  return last.right !== undefined && end >= after ? E.right([]) : E.left(corrupt)
}

/** A page of one stream. A gap in its revisions is `Corrupt`. */
export const streamPage = async (
  read: Read,
  stream: string,
  from: number,
  direction: Direction,
  size: number,
): Promise<Page> => {
  if (size === 0 || from < 0) {
    const last = await newest(read, { stream, from: "end" })
    if (E.isLeft(last)) return last
    return size === 0 || direction === "backwards" ? E.right([]) : forwards(read, stream, 0, size)
  }
  return direction === "forwards" ? forwards(read, stream, from, size) : backwards(read, stream, from, size)
}

const forwards = async (read: Read, stream: string, from: number, size: number): Promise<Page> => {
  const records = await recordsFrom(read, stream, from, size)
  return E.isLeft(records) ? records : allStored(records.right)
}

export const recordsFrom = async (read: Read, stream: string, from: number, size: number): ReturnType<Read> => {
  const records = await readAsMany(read, stream, from, "forwards", size)
  if (E.isLeft(records)) return records
  const gap = records.right.findIndex(({ revision }, i) => revision !== from + i)
  if (gap >= 0) return E.left(truncated(stream, from + gap))
  return from === 0 && records.right.length === 0 ? E.left(truncated(stream, 0)) : records
}

const backwards = async (read: Read, stream: string, from: number, size: number): Promise<Page> => {
  const last = await newest(read, { stream, from: "end" })
  if (E.isLeft(last)) return last
  // From far above the end the server would walk down to it page by page.
  const top = Math.min(from, last.right?.revision ?? 0)
  if (size === 1 && last.right?.revision === top) return allStored([last.right])
  const records = await readAsMany(read, stream, top, "backwards", Math.min(size, top + 1))
  if (E.isLeft(records)) return records
  const gap = records.right.findIndex(({ revision }, i) => revision !== top - i)
  const dense = gap < 0 ? records.right.length : gap
  return dense === Math.min(size, top + 1) ? allStored(records.right) : E.left(truncated(stream, top - dense))
}

/**
 * `count` records, or all there are. A server that goes down may end a read early and without an error, so only a read that
 * brings nothing new is the end, and never the first. Records that come twice are kept once.
 */
const readAsMany = async (
  read: Read,
  stream: string,
  from: number,
  direction: Direction,
  count: number,
): ReturnType<Read> => {
  const records: Array<Recorded> = []
  const step = direction === "forwards" ? 1 : -1
  for (let reads = 1; ; reads++) {
    const next = (records.at(-1)?.revision ?? from - step) + step
    const page = await read({ of: { stream, from: next }, direction, count: count - records.length })
    if (E.isLeft(page)) return page
    const before = records.length
    for (const record of page.right)
      if (records.length === 0 || (record.revision - (records.at(-1)?.revision ?? 0)) * step > 0) records.push(record)
    const isEnd = records.length === before && reads > 1
    if (isEnd || records.length >= count) return E.right(records.slice(0, count))
  }
}
