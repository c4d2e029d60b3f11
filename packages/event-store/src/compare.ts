import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { sameBytes } from "./append-check.js"
import type { AppendError, Events, EventStore, ReadError, StoredEvent } from "./port.js"

/** Stream and revision of an event. Unlike the position, these are the same in every store. */
export interface EventPlace {
  readonly stream: string
  readonly revision: number
}

/** The first difference between two logs that should be the same. */
export interface Mismatch {
  readonly _tag: "Mismatch"
  /** Index in the log, from 0. */
  readonly index: number
  /** The event at that index in the source; `undefined` if the source has ended. */
  readonly source: EventPlace | undefined
  readonly target: EventPlace | undefined
  readonly aspect: "place" | "id" | "type" | "leaf" | "end"
}

/** The source of a copy or comparison could not be read to its end. */
export interface SourceFailed {
  readonly _tag: "SourceFailed"
  readonly error: ReadError
}

/** The target of a copy or comparison could not be read or written. */
export interface TargetFailed {
  readonly _tag: "TargetFailed"
  readonly error: ReadError | AppendError
}

/** Incremental hash over the leaves of a log in order, such as the root of a Merkle tree. */
export interface LogHash {
  readonly add: (leaf: Uint8Array) => void
  readonly root: () => Uint8Array
}

/** Summary of one side of a comparison. `root` comes from the `LogHash` in use, usually the RFC 6962 tree. */
export interface LogSummary {
  readonly events: number
  /** The last revision of each stream. */
  readonly streams: ReadonlyMap<string, number>
  readonly root: Uint8Array
}

/** Result of comparing two stores event by event. */
export interface LogComparison {
  readonly source: LogSummary
  readonly target: LogSummary
  /** The first difference; `undefined` if there is none. */
  readonly mismatch: Mismatch | undefined
  readonly same: boolean
}

/**
 * Reads two logs in full and compares every byte. Positions are each store's own and are not compared.
 *
 * @param hash makes an empty hash; called once for each log.
 * @param onProgress gets the number of events compared so far.
 */
export const compareLogs =
  (
    source: EventStore,
    target: EventStore,
    hash: () => LogHash,
    onProgress: (events: number) => void = () => {},
  ): TaskEither<SourceFailed | TargetFailed, LogComparison> =>
  async () => {
    const sourceEvents = cursorOn(source.readAll())
    const targetEvents = cursorOn(target.readAll())
    const sourceSummary = summaryBuilder(hash())
    const targetSummary = summaryBuilder(hash())
    let mismatch: Mismatch | undefined
    for (let index = 0; ; index++) {
      const [ours, theirs] = await Promise.all([sourceEvents.next(), targetEvents.next()])
      if (E.isLeft(ours)) return E.left({ _tag: "SourceFailed", error: ours.left })
      if (E.isLeft(theirs)) return E.left({ _tag: "TargetFailed", error: theirs.left })
      if (ours.right === undefined && theirs.right === undefined) break
      sourceSummary.add(ours.right)
      targetSummary.add(theirs.right)
      mismatch ??= mismatchOf(index, ours.right, theirs.right)
      onProgress(index + 1)
    }
    const summaries = { source: sourceSummary.summary(), target: targetSummary.summary() }
    const same = mismatch === undefined && sameSummaries(summaries.source, summaries.target)
    return E.right({ ...summaries, mismatch, same })
  }

interface SummaryBuilder {
  readonly add: (event: StoredEvent | undefined) => void
  readonly summary: () => LogSummary
}

const summaryBuilder = (hash: LogHash): SummaryBuilder => {
  const streams = new Map<string, number>()
  let events = 0
  return {
    add: (event) => {
      if (event === undefined) return
      events++
      streams.set(event.stream, event.revision)
      hash.add(event.leaf)
    },
    summary: () => ({ events, streams, root: hash.root() }),
  }
}

/** A second check, independent of the event-by-event comparison, in case that has a bug. */
const sameSummaries = (a: LogSummary, b: LogSummary): boolean =>
  a.events === b.events &&
  sameBytes(a.root, b.root) &&
  a.streams.size === b.streams.size &&
  [...a.streams].every(([stream, last]) => b.streams.get(stream) === last)

/** `undefined` if both are the same event with the same bytes, or both are missing. */
export const mismatchOf = (
  index: number,
  source: StoredEvent | undefined,
  target: StoredEvent | undefined,
): Mismatch | undefined => {
  const aspect = differingAspect(source, target)
  return aspect === undefined
    ? undefined
    : { _tag: "Mismatch", index, source: placeOf(source), target: placeOf(target), aspect }
}

const differingAspect = (a: StoredEvent | undefined, b: StoredEvent | undefined): Mismatch["aspect"] | undefined => {
  if (a === undefined || b === undefined) return a === b ? undefined : "end"
  if (a.stream !== b.stream || a.revision !== b.revision) return "place"
  if (a.id !== b.id) return "id"
  if (a.type !== b.type) return "type"
  return sameBytes(a.leaf, b.leaf) ? undefined : "leaf"
}

const placeOf = (event: StoredEvent | undefined): EventPlace | undefined =>
  event === undefined ? undefined : { stream: event.stream, revision: event.revision }

/** Pulls events one at a time, to read two logs side by side. */
export interface EventCursor {
  /** `Right(undefined)` once the end is reached. */
  readonly next: () => Promise<E.Either<ReadError, StoredEvent | undefined>>
}

export const cursorOn = (events: Events): EventCursor => {
  const iterator = events[Symbol.asyncIterator]()
  return {
    next: async () => {
      const { done, value } = await iterator.next()
      return done === true ? E.right(undefined) : value
    },
  }
}
