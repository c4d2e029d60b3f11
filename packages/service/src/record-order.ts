/** Keeps recording times in order: no record is older than the record before it in the log, over all streams. */
import { isInstant, shanghaiDate, type Instant } from "@shifan/core"
import type { Follows } from "@shifan/event-store"

/** Most milliseconds from reading the law to the append. Lets an auditor tell a race from a decision that ignored the law. */
const longestDecision = 5000

/** Whether a decision must be made again: the day has changed, or it took so long that the law may have changed. */
export const isOutdated = (loadedAt: Instant, now: Instant): boolean =>
  shanghaiDate(loadedAt) !== shanghaiDate(now) || Date.parse(now) - Date.parse(loadedAt) > longestDecision

export interface Follower {
  readonly follows: Follows
  /** Recording time of the last event, as seen when `follows` was called. */
  readonly newest: () => string | undefined
}

/** Checks that a record of this time is not older than the last one in the store. */
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
 * Matches the end of a leaf. Every append reads `recordedAt` of the last leaf, and this avoids parsing all its data. It is
 * safe because canonical JSON sorts keys: nothing but `rule`, which holds no objects, is nested between `recordedAt` and the
 * end, so the match is the envelope's own field.
 */
const endOfEnvelope =
  /,"recordedAt":"([^"\\]+)","revision":\d+,"rule":(?:null|\{[^{}]*\}),"schemaVersion":\d+,"stream":"[^"\\]+","type":"\w+"\}$/

/** Bytes to search from the end. With very long names the match fails, and the whole leaf is parsed. */
const longestEnd = 512

/** `undefined` for a leaf not written by a service. Reporting it is up to an audit. */
const recordedAtIn = (leaf: Uint8Array): string | undefined => {
  const at = recordedAtAtEnd(leaf) ?? recordedAtInJson(leaf)
  return at !== undefined && isInstant(at) ? at : undefined
}

/** The recording time as `recordedAtIn` finds it without parsing; `undefined` if the leaf does not end as events do. */
export const recordedAtAtEnd = (leaf: Uint8Array): string | undefined =>
  endOfEnvelope.exec(decoder.decode(leaf.subarray(-longestEnd)))?.[1]

const recordedAtInJson = (leaf: Uint8Array): string | undefined => {
  try {
    const parsed: unknown = JSON.parse(decoder.decode(leaf))
    const at: unknown = typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "recordedAt") : undefined
    return typeof at === "string" ? at : undefined
  } catch {
    return undefined
  }
}
