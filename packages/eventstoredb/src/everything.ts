/** Reads `$all` page by page and checks for lost events: docs/decisions/0065-a-lost-event-is-told-by-every-reader.md. */
import * as E from "fp-ts/lib/Either.js"
import type { Page, Position, ReadError, StoredEvent } from "@shifan/event-store"
import { badCheckpoint, removed } from "./faults.js"
import { positionNamedIn } from "./log-entry-position.js"
import { lossCheck, type LossCheck } from "./loss-check.js"
import { newest, type Read } from "./reading.js"
import { askedAgain, type Doubt } from "./staleness.js"
import { isOwnEvent, logPositionOf, logStream, positionOf, storedOf } from "./stored-events.js"

export type AllPages = (after: Position | undefined, size: number) => Promise<Page>

/** Progress of a reader. The next page continues from here, and its loss check knows the events before. */
export interface Scan {
  /** Where the scan began; empty for the start of the store. */
  readonly start: Position
  /** Position of the last event returned, or else of the start. */
  readonly given: Position
  /** Position of the last record seen, including records that are not our events. */
  readonly seen: Position
  readonly check: LossCheck
}

export interface AllPagesOptions {
  /** Reads only streams with one of these prefixes; the server filters. */
  readonly prefixes?: ReadonlyArray<string>
  /** An earlier scan to continue, if the first page begins within it. */
  readonly scan?: Scan
  /** Called with the scan whenever it reaches the end. */
  readonly onEnd?: (scan: Scan) => void
}

/** Makes a reader for consecutive pages. */
export const allPages = (
  read: Read,
  doubt: Doubt,
  { prefixes, scan, onEnd = () => {} }: AllPagesOptions = {},
): AllPages => {
  // Also read the settings of these streams, which tell about deletions.
  const wanted = prefixes?.flatMap((prefix) => [prefix, `$$${prefix}`])
  let reached = scan

  const page = async (start: Position, size: number): Promise<E.Either<ReadError, Scanned>> => {
    const from = goesOn(reached, start)
      ? reached
      : {
          start,
          given: start,
          seen: start,
          check: lossCheck({ fromStart: start === "", withLog: prefixes === undefined }),
        }
    // A failed scan is not continued, since the records it has seen are not returned.
    reached = undefined
    const scanned = await scanFrom(read, from, size, wanted)
    if (E.isRight(scanned)) reached = scanned.right.scan
    return scanned
  }

  return async (after, size) => {
    const checked = after === undefined ? E.right(undefined) : logPositionOf(after)
    if (E.isLeft(checked)) return checked
    const answer = await askedAgain(
      doubt,
      async () => {
        const scanned = await page(after ?? "", size)
        if (E.isLeft(scanned)) return scanned
        const { events, isEnd, foundStart, scan: next } = scanned.right
        if (isEnd) onEnd(next)
        return isEnd && !foundStart && events.length === 0 && after !== undefined
          ? endsBehind(read, after)
          : E.right(E.right(events))
      },
      isOfCheckpoint,
    )
    return E.isLeft(answer) ? answer : answer.right
  }
}

const isOfCheckpoint = (error: ReadError): boolean => error._tag === "Corrupt" && error.where === "checkpoint"

const goesOn = (scan: Scan | undefined, start: Position): scan is Scan =>
  scan !== undefined && scan.given <= start && start <= scan.seen

interface Scanned {
  readonly events: ReadonlyArray<StoredEvent>
  readonly scan: Scan
  /** There are no more records in the store, ours or not. */
  readonly isEnd: boolean
  /** Whether there was a record at the start or after it. */
  readonly foundStart: boolean
}

const scanFrom = async (
  read: Read,
  { start, given, seen, check }: Scan,
  size: number,
  prefixes: ReadonlyArray<string> | undefined,
): Promise<E.Either<ReadError, Scanned>> => {
  const events: Array<StoredEvent> = []
  const filter = prefixes === undefined ? {} : { prefixes }
  let last = seen
  let foundStart = false
  const reachedBy = (isEnd: boolean): E.Either<ReadError, Scanned> =>
    E.right({ events, isEnd, foundStart, scan: { start, given: events.at(-1)?.position ?? given, seen: last, check } })

  for (let reads = 1; ; reads++) {
    const from = last === "" ? E.right("start" as const) : logPositionOf(last)
    if (E.isLeft(from)) return from
    // One more than wanted: a read includes the record at the given position, which was already seen.
    const records = await read({ of: { all: from.right, ...filter }, direction: "forwards", count: size + 1 })
    if (E.isLeft(records)) return records
    const before = last
    for (const record of records.right) {
      const position = positionOf(record.position)
      foundStart ||= position >= given
      if (position <= last) continue
      last = position
      const fault = check.take(record)
      if (fault !== undefined) return E.left(fault)
      if (!isOwnEvent(record)) continue
      const stored = storedOf(record)
      if (E.isLeft(stored)) return stored
      events.push(stored.right)
      if (events.length === size) return reachedBy(false)
    }
    // A server going down may end a read early without an error, so only a read without anything new means the end.
    const isEnd = last === before && reads > 1
    const unknown = await boundaryFault(read, check.takeBoundary(isEnd), start)
    if (unknown !== undefined) return E.left(unknown)
    if (!isEnd) continue
    const fault = check.atEnd()
    return fault === undefined ? reachedBy(true) : E.left(fault)
  }
}

/** For a scan that began in the middle: a fault if the event named by entry `index` is not before its start, as it must be. */
const boundaryFault = async (
  read: Read,
  index: number | undefined,
  start: Position,
): Promise<ReadError | undefined> => {
  if (index === undefined) return undefined
  const before = await read({ of: { stream: logStream, from: index }, direction: "forwards", count: 1 })
  if (E.isLeft(before)) return before.left
  const [entry] = before.right
  if (entry?.revision !== index) return removed(logStream, index)
  const position = await positionNamedIn(read, entry)
  if (E.isLeft(position)) return position.left
  return position.right <= start ? undefined : removed(entry.stream, entry.revision)
}

/** Detects a checkpoint beyond the end: after a restore from a backup, events written up to it would silently be skipped. */
const endsBehind = async (read: Read, after: Position): Promise<E.Either<ReadError, Page>> => {
  const last = await newest(read, { all: "end" })
  if (E.isLeft(last)) return last
  const end = last.right === undefined ? undefined : positionOf(last.right.position)
  if (end !== undefined && end >= after) return E.right(E.right([]))
  return E.left(
    badCheckpoint(
      `检查点${after}在存储末尾${end ?? "（空）"}之后：存储被退回到以前`,
      `the checkpoint ${after} is ahead of the store, which ends at ${end ?? "nothing"}: it went back`,
    ),
  )
}
