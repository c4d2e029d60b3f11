/** The port of the audit log over a store: which event stands at which place in it, with which leaf hash. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Corrupt, ReadError } from "./errors.js"
import type { Events, StoredEvent } from "./port.js"

/** An event at its place in the log. */
export interface LoggedEvent {
  /** From 0, in the order in which the store gives all events. What stands at an index never changes. */
  readonly index: number
  readonly event: StoredEvent
  /** As it was recorded when the event got its place (RFC 6962, section 2.1), and as its bytes hash now. */
  readonly leafHash: Uint8Array
}

/** Ends after the first `Left`. Nothing is read ahead further than a page. */
export type LoggedEvents = AsyncIterable<E.Either<ReadError, LoggedEvent>>

export interface LeafLog {
  /** Leaves that can be proved now: an event may get its place after it was appended. It never falls. */
  readonly size: TaskEither<ReadError, number>
  /**
   * Indices from `from` up to, not including, `to`, in order; a window wider than the log gives what there is of it.
   * `Corrupt` where an event is gone, no place was recorded, or the bytes are not those whose hash was.
   */
  readonly read: (from: number, to: number) => LoggedEvents
}

/** All of a log's events in its order, which where places are given afterwards need not be that of the store. */
export async function* eventsInLog({ read }: LeafLog): Events {
  for await (const next of read(0, Number.MAX_SAFE_INTEGER)) yield E.map(({ event }: LoggedEvent) => event)(next)
}

/** An event whose bytes are not those whose hash was recorded. */
export const alteredLeaf = ({ stream, revision }: StoredEvent): Corrupt => ({
  _tag: "Corrupt",
  where: `${stream}@${revision}`,
  reason: "its bytes are not those whose leaf hash was recorded",
})
