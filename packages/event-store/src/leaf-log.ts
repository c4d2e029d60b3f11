import { bilingual } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { pageSize } from "./paging.js"
import type { Corrupt, Events, ReadError, StoredEvent } from "./port.js"

/**
 * The port of the audit log over a store. Entries are numbered from 0 in the order of `readAll`, and what has an index
 * keeps it. Signing and proving rest on this port alone.
 */
export interface LeafLog {
  /** How many entries can be proved now. An event may get its index some time after its append. Never decreases. */
  readonly size: TaskEither<ReadError, number>
  /**
   * Entries `from` (inclusive) to `to` (exclusive), as far as the log reaches. `Corrupt` where an event is missing, has
   * no index, or no longer hashes to what was recorded.
   */
  readonly read: (from: number, to: number) => LoggedEvents
}

/** An event and its entry in the log. */
export interface LoggedEvent {
  readonly index: number
  readonly event: StoredEvent
  /** RFC 6962, section 2.1. Recorded when the event got its index, and equal to the hash of its bytes now. */
  readonly leafHash: Uint8Array
}

/** Ends after the first `Left`. Read lazily, a page at a time. */
export type LoggedEvents = AsyncIterable<E.Either<ReadError, LoggedEvent>>

/** All events in the order of the log. Where indices are given later than positions, `readAll` may know more. */
export async function* eventsInLog({ read }: LeafLog): Events {
  for await (const next of read(0, Number.MAX_SAFE_INTEGER)) yield E.isLeft(next) ? next : E.right(next.right.event)
}

/** The error for an event whose bytes do not hash to what was recorded. */
export const alteredLeaf = ({ stream, revision }: Pick<StoredEvent, "stream" | "revision">): Corrupt => ({
  _tag: "Corrupt",
  where: `${stream}@${revision}`,
  reason: "its bytes are not those whose leaf hash was recorded",
  says: bilingual("内容与登记的叶散列值不符", "its bytes are not those whose leaf hash was recorded"),
})

/** Reads `size` entries from an index on, fewer only at the end of the log. */
export type ReadLeafPage = (from: number, size: number) => Promise<E.Either<ReadError, ReadonlyArray<LoggedEvent>>>

/** `LeafLog.read` for adapters that can read a page. */
export async function* readLeavesByPages(readPage: ReadLeafPage, from: number, to: number): LoggedEvents {
  for (let next = Math.max(0, Math.ceil(from)); next < to;) {
    const size = Math.min(pageSize, Math.ceil(to) - next)
    const page = await readPage(next, size)
    if (E.isLeft(page)) return yield page
    for (const entry of page.right) yield E.right(entry)
    if (page.right.length < size) return
    next += size
  }
}
