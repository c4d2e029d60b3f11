/**
 * Notices events that are gone, from nothing but the records of everything as they come. Each event follows the one before it
 * in its stream. The log's entries stand among the records too, each behind the event it names: the next entry has to name
 * the oldest event that has none yet, with the hash of its bytes. What an administrator told the server to delete, or to keep
 * no longer, is told by the settings that stand there.
 */
import * as E from "fp-ts/lib/Either.js"
import { alteredLeaf, leafHash, type Corrupt } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { cutStream, deletedStream, ofAnotherProgram, removed } from "./faults.js"
import { corruptEntry, entryIn, hexOf, type LogEntry } from "./log-entry.js"
import { cuttingSettings, ofSettings } from "./settings.js"
import { isSystemStream, logStream, tombstoneType } from "./stored-events.js"

export interface LossCheck {
  /** Each record once, in the order of everything. */
  readonly take: (record: Recorded) => Corrupt | undefined
  /** At the end of everything: whether a stream's settings still hide events. */
  readonly atEnd: () => Corrupt | undefined
  /**
   * Where the check did not begin at the start, once: the index of an entry that has to name an event before all that were
   * seen. It is the last one before the first whose event was; at the end, where none was, the last of all.
   */
  readonly takeBoundary: (isEnd: boolean) => number | undefined
}

/** Events without an entry that are remembered; of more the oldest are forgotten, and their entries pass unseen. */
const mostPending = 200_000

export interface LossCheckOptions {
  /** Whether the first record is the first of the store. */
  readonly fromStart: boolean
  /** Whether entries of the log come too, and all events they name. */
  readonly withLog: boolean
}

export const lossCheck = ({ fromStart, withLog }: LossCheckOptions): LossCheck => {
  const ends = new Map<string, number>()
  /** By stream: what its settings say of its events, as they are at the last record taken. */
  const cuts = new Map<string, string>()
  /** The leaf hashes of events that have no entry yet, in their order. */
  const pending = new Map<string, string>()
  let entries = fromStart ? 0 : undefined
  let isSynced = fromStart
  let hasForgotten = false
  let boundary: number | undefined
  /** The entries that were seen when the end was last looked at. */
  let lookedAt: number | undefined

  const takeEvent = (record: Recorded): Corrupt | undefined => {
    const { stream, revision, leaf } = record
    const before = ends.get(stream) ?? (fromStart ? -1 : revision - 1)
    if (revision > before + 1) return removed(stream, before + 1)
    ends.set(stream, Math.max(before, revision))
    if (leaf === undefined) return ofAnotherProgram(record)
    if (!withLog || revision <= before) return undefined
    pending.set(keyOf(record), hexOf(leafHash(leaf)))
    if (pending.size > mostPending) {
      dropFirst()
      isSynced = false
      hasForgotten = true
    }
    return undefined
  }

  const dropFirst = (): void => {
    const [first] = pending.keys()
    if (first !== undefined) pending.delete(first)
  }

  const takeEntry = (record: Recorded): Corrupt | undefined => {
    if (!withLog) return undefined
    const { revision } = record
    if (entries !== undefined && revision > entries) return removed(logStream, entries)
    if (entries !== undefined && revision < entries) return undefined
    entries = revision + 1
    const entry = entryIn(record)
    if (E.isLeft(entry)) return entry.left
    const key = keyOf(entry.right)
    const [first] = pending
    if (first?.[0] === key) {
      if (!isSynced && !hasForgotten && revision > 0) boundary = revision - 1
      isSynced = true
      dropFirst()
      return first[1] === entry.right.hash ? undefined : altered(entry.right)
    }
    // Before the reading began there were other events.
    if (!isSynced && !pending.has(key)) return undefined
    // Of a stream that was read so far the event is there, so the entry is wrong.
    return (ends.get(entry.right.stream) ?? -1) >= entry.right.revision
      ? notTheNext(entry.right, revision)
      : removed(entry.right.stream, entry.right.revision)
  }

  return {
    take: (record) => {
      const { stream, type } = record
      const settingsOf = ofSettings(record)
      if (settingsOf !== undefined) {
        const cut = isSystemStream(settingsOf) && settingsOf !== logStream ? undefined : cuttingSettings(record)
        if (cut === undefined) cuts.delete(settingsOf)
        else cuts.set(settingsOf, cut)
        return undefined
      }
      if (type === tombstoneType) return stream.startsWith("$") ? undefined : deletedStream(stream)
      if (stream === logStream) return takeEntry(record)
      if (isSystemStream(stream)) return undefined
      return type.startsWith("$") ? ofAnotherProgram(record) : takeEvent(record)
    },
    atEnd: () => {
      const [first] = cuts
      return first === undefined ? undefined : cutStream(...first)
    },
    takeBoundary: (isEnd) => {
      const atEnd = isEnd && !isSynced && !hasForgotten && entries !== lookedAt ? entries : undefined
      if (atEnd !== undefined) lookedAt = atEnd
      const index = boundary ?? (atEnd === undefined ? undefined : atEnd - 1)
      boundary = undefined
      return index
    },
  }
}

const placeOf = ({ stream, revision }: Pick<LogEntry, "stream" | "revision">): string => `${stream}@${revision} `

const keyOf = (event: Pick<LogEntry, "stream" | "revision" | "id">): string => `${placeOf(event)}${event.id}`

const altered = ({ stream, revision }: LogEntry): Corrupt => alteredLeaf({ stream, revision })

const notTheNext = ({ stream, revision }: LogEntry, index: number): Corrupt =>
  corruptEntry(
    index,
    `登记的是${stream}@${revision}，不是其后的下一事件`,
    `it names ${stream}@${revision}, which is not the next event`,
  )
