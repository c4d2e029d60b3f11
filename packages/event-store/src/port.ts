/**
 * The port every store implements. A store keeps leaves: canonical bytes it neither reads nor rewrites.
 * What the bytes mean is the business of `envelope.ts`; what a store must survive is the conformance suite's.
 */
import type { Either } from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { AppendError, ReadError } from "./errors.js"

/** An event on its way in. */
export interface NewEvent {
  /** A UUID, the same whenever the same command is repeated. */
  readonly id: string
  readonly type: string
  /** RFC 8785 canonical JSON in UTF-8, `largestLeaf` bytes at most: what is stored, hashed and proved. */
  readonly leaf: Uint8Array
}

/** An event as a store gives it back. */
export interface StoredEvent extends NewEvent {
  readonly stream: string
  /** Dense from 0 within the stream. */
  readonly revision: number
  readonly position: Position
}

/** Opaque; the order of two positions of one store is their order as strings. */
export type Position = string

/** A revision: the stream ends exactly there. The words: the stream is missing, is not missing, or either. */
export type ExpectedRevision = number | "noStream" | "streamExists" | "any"

export interface Appended {
  /** Of the last event of the append. */
  readonly revision: number
  readonly position: Position
  /** The same ids stood there already with the same bytes: a retry, and nothing was added. */
  readonly repeated: boolean
}

export type Direction = "forwards" | "backwards"

/** A window wider than the stream gives what there is of it; one beside it, or of no width, gives nothing. */
export interface ReadStreamOptions {
  /** The first revision given, inclusive; forwards from 0 and backwards from the end unless told. */
  readonly from?: number
  readonly direction?: Direction
  readonly maxCount?: number
}

/** An event passes when it meets each part given. */
export interface Filter {
  readonly streamPrefixes?: ReadonlyArray<string>
  readonly types?: ReadonlyArray<string>
}

export interface ReadAllOptions {
  /** Exclusive; from the first event unless told. What is no position of this store is `Corrupt`. */
  readonly after?: Position
  readonly filter?: Filter
  readonly maxCount?: number
}

/** Ends after the first `Left`. Nothing is read ahead further than a page. */
export type Events = AsyncIterable<Either<ReadError, StoredEvent>>

export interface EventBatch {
  readonly events: ReadonlyNonEmptyArray<StoredEvent>
  /** Pass it as `after` to go on behind this batch. */
  readonly checkpoint: Position
}

export interface SubscribeOptions {
  readonly after?: Position
  readonly filter?: Filter
}

/** Settles once the batch is handled; a rejection ends the subscription with that reason, the checkpoint not moved. */
export type BatchHandler = (batch: EventBatch) => Promise<void>

export interface Subscription {
  /** `Right` after `close`; `Left` with the reason when the store or the handler ended it. */
  readonly ended: Promise<Either<ReadError, void>>
  /** Waits for the batch in hand, so a handler must not wait for it; nothing is handled after it settles. */
  readonly close: () => Promise<void>
}

export interface EventStore {
  /**
   * All of `events` or none, in one order for all readers. Acknowledged means durable. The events are copied when this
   * is called; running the task again is a retry.
   */
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyNonEmptyArray<NewEvent>,
  ) => TaskEither<AppendError, Appended>
  /** A missing stream is `StreamNotFound`, as the only element. */
  readonly readStream: (stream: string, options?: ReadStreamOptions) => Events
  readonly readAll: (options?: ReadAllOptions) => Events
  /** Gives what is there, then what comes, in order, each event once. */
  readonly subscribe: (options: SubscribeOptions, handler: BatchHandler) => Subscription
  /** Ends each promise under way but a handler's own; afterwards every call says `Closed`. */
  readonly close: () => Promise<void>
}
