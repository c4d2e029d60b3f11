/** The order of records in time: none is behind the one before it in the log, in whatever stream. */
import { isInstant, shanghaiDate, type Instant } from "@shifan/core"
import type { Follows } from "@shifan/event-store"

/** Milliseconds from reading the law to the append, so that an auditor can tell a race for the law from a law passed over. */
const longestDecision = 5000

/** A decision of another day, or one that took so long that the law may have moved on, is taken again. */
export const isOutdated = (loadedAt: Instant, now: Instant): boolean =>
  shanghaiDate(loadedAt) !== shanghaiDate(now) || Date.parse(now) - Date.parse(loadedAt) > longestDecision

export interface Follower {
  readonly follows: Follows
  /** The time of the record that was last when `follows` was asked. */
  readonly newest: () => string | undefined
}

/** Asks whether a record of an instant may stand behind the last one. */
export const follower = (recordedAt: Instant): Follower => {
  let newest: string | undefined
  return {
    newest: () => newest,
    follows: (last) => {
      newest = last && recordedAtIn(last.leaf)
      return newest === undefined || newest <= recordedAt
    },
  }
}

const decoder = new TextDecoder()

/**
 * How the leaf of an envelope ends: its keys are in their order, and nothing after `recordedAt` is nested, so that what stands
 * there is the envelope's own. Each append looks at a leaf, of which all but some three hundred bytes are data.
 */
const endOfEnvelope = /,"recordedAt":"([^"\\]+)","revision":\d+,"schemaVersion":\d+,"stream":"[^"\\]+","type":"\w+"\}$/

/** Bytes; of a longer name of a stream all of the leaf is read. */
const longestEnd = 320

/** `undefined` for a leaf that no service wrote: an audit says what it is. */
const recordedAtIn = (leaf: Uint8Array): string | undefined => {
  const end = endOfEnvelope.exec(decoder.decode(leaf.subarray(-longestEnd)))
  const at = end === null ? recordedAtInJson(leaf) : end[1]
  return at !== undefined && isInstant(at) ? at : undefined
}

const recordedAtInJson = (leaf: Uint8Array): string | undefined => {
  try {
    const parsed: unknown = JSON.parse(decoder.decode(leaf))
    const at: unknown = typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "recordedAt") : undefined
    return typeof at === "string" ? at : undefined
  } catch {
    return undefined
  }
}
