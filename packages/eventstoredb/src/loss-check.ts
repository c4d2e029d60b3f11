/**
 * Detects lost events while `$all` is being read, without extra calls. Revisions within a stream must have no gaps. `$all`
 * also contains the log's entries, each somewhere after the event it names: the next entry must name the oldest event without
 * an entry, with the hash of its bytes. Deletions by an administrator show in the settings of a stream.
 */
import * as E from "fp-ts/lib/Either.js"
import { alteredLeaf, leafHash, type Corrupt } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { cutStream, deletedStream, ofAnotherProgram, removed } from "./faults.js"
import { corruptEntry, entryIn, hexOf, type LogEntry } from "./log-entry.js"
import { cuttingSettings, ofSettings } from "./settings.js"
import { isSystemStream, logStream, tombstoneType } from "./stored-events.js"

export interface LossCheck {
  /** Takes the records of `$all`, each once and in order. */
  readonly take: (record: Recorded) => Corrupt | undefined
  /** Call it at the end of `$all`. A fault if the settings of a stream now hide events. */
  readonly atEnd: () => Corrupt | undefined
  /**
   * For a check that began in the middle: returns once the index of an entry whose event must lie before the first record
   * seen. This is the entry right before the first one whose event was seen; at the end, if there was none, the last entry.
   */
  readonly takeBoundary: (isEnd: boolean) => number | undefined
}

/** Most events without an entry to remember. Beyond that, the oldest are forgotten and their entries go unchecked. */
const mostPending = 200_000

export interface LossCheckOptions {
  /** Whether the first record is the first of the store. */
  readonly fromStart: boolean
  /** Whether the records include entries of the log and all events they name. */
  readonly withLog: boolean
}

export const lossCheck = ({ fromStart, withLog }: LossCheckOptions): LossCheck => {
  const ends = new Map<string, number>()
  /** Settings that hide events, by stream, as of the last record taken. */
  const cuts = new Map<string, string>()
  /** Leaf hashes of events that have no entry yet, in order. */
  const pending = new Map<string, string>()
  let entries = fromStart ? 0 : undefined
  let isSynced = fromStart
  let hasForgotten = false
  let boundary: number | undefined
  /** Number of entries when `takeBoundary` was last called at the end. */
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
    // The entry may name an event from before the start of the scan.
    if (!isSynced && !pending.has(key)) return undefined
    // If the stream was read up to this revision, the event is there, and the entry is wrong.
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
