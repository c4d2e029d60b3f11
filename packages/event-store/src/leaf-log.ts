import { bilingual } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { pageSize } from "./paging.js"
import type { Corrupt, Events, ReadError, StoredEvent } from "./port.js"

/**
 * Port for reading the audit log of a store. Entries are numbered from 0 in the order of `readAll`, and an index once
 * assigned never changes. Signing and proving use only this port.
 */
export interface LeafLog {
  /** Number of entries that have an index. An event may get its index some time after the append. Never decreases. */
  readonly size: TaskEither<ReadError, number>
  /**
   * Entries `from` (inclusive) to `to` (exclusive), or to the end of the log. `Corrupt` if an event is missing, has no
   * index, or no longer matches its recorded hash.
   */
  readonly read: (from: number, to: number) => LoggedEvents
}

/** An event and its entry in the log. */
export interface LoggedEvent {
  readonly index: number
  readonly event: StoredEvent
  /** RFC 6962, section 2.1. Recorded when the event got its index; checked against the bytes when read. */
  readonly leafHash: Uint8Array
}

/** Ends after the first `Left`. Read lazily, a page at a time. */
export type LoggedEvents = AsyncIterable<E.Either<ReadError, LoggedEvent>>

/** All events that have an index, in the order of the log. `readAll` may return newer events that have none yet. */
export async function* eventsInLog({ read }: LeafLog): Events {
  for await (const next of read(0, Number.MAX_SAFE_INTEGER)) yield E.isLeft(next) ? next : E.right(next.right.event)
}

/** The error for an event whose bytes do not match the recorded leaf hash. */
export const alteredLeaf = ({ stream, revision }: Pick<StoredEvent, "stream" | "revision">): Corrupt => ({
  _tag: "Corrupt",
  where: `${stream}@${revision}`,
  reason: "its bytes are not those whose leaf hash was recorded",
  says: bilingual("内容与登记的叶散列值不符", "its bytes are not those whose leaf hash was recorded"),
})

/** Reads `size` entries starting at an index, fewer only at the end of the log. */
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
