import type { Bilingual } from "@shifan/core"
import type { Either } from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/**
 * The port every store implements. A store keeps leaves, which are bytes it neither interprets nor rewrites: what they
 * mean is in `envelope.ts`. What an adapter has to survive is in the conformance suite of `@shifan/testkit`.
 */
export interface EventStore {
  /**
   * Appends all of `events` or none; all readers see them in the same order. A `Right` means they are durable. The
   * events are copied when this is called, so running the task twice is a retry of the same append.
   *
   * @param stream at most `longestName` bytes, as are ids and types.
   * @param follows whether the events may stand behind the one that is last in the whole store. Asked in the order in
   * which appends were called; `Overtaken` where it says no.
   */
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyNonEmptyArray<NewEvent>,
    follows?: Follows,
  ) => TaskEither<AppendError, Appended>
  /** A missing stream gives `StreamNotFound` as the only element. */
  readonly readStream: (stream: string, options?: ReadStreamOptions) => Events
  readonly readAll: (options?: ReadAllOptions) => Events
  /** Delivers the events there are, then new ones as they come, in order and each once. */
  readonly subscribe: (options: SubscribeOptions, handler: BatchHandler) => Subscription
  /** Settles every pending promise except a handler's own. Afterwards every call gives `Closed`. */
  readonly close: () => Promise<void>
}

/** An event to append. */
export interface NewEvent {
  /** A UUID; repeating a command repeats its ids. */
  readonly id: string
  readonly type: string
  /** RFC 8785 canonical JSON in UTF-8, at most `largestLeaf` bytes. This is what is stored, hashed and proved. */
  readonly leaf: Uint8Array
}

/** An event as it lies in the store: bytes that never change, with the place they have. */
export interface StoredEvent extends NewEvent {
  readonly stream: string
  /** Counts from 0 within the stream, without gaps. */
  readonly revision: number
  readonly position: Position
}

/** `undefined`: the store is empty. Total, and quick: it is asked while others wait to append. */
export type Follows = (last: Pick<StoredEvent, "leaf"> | undefined) => boolean

/** Place in the order of all events. Opaque, but positions of one store sort as strings. */
export type Position = string

/** A number: the stream ends at exactly this revision. `any` expects nothing. */
export type ExpectedRevision = number | "noStream" | "streamExists" | "any"

/** Where the append ended, in its stream and in the store. */
export interface Appended {
  /** Of the last event of the append. */
  readonly revision: number
  readonly position: Position
  /** `true` for a retry: the same ids were there with the same bytes, and nothing was added. */
  readonly repeated: boolean
}

/** The order of reading: by revision or position, rising or falling. */
export type Direction = "forwards" | "backwards"

/** An empty or out-of-range window yields nothing; one that is too wide yields what there is. */
export interface ReadStreamOptions {
  /** First revision to give, inclusive. Default: 0 forwards, the end backwards. */
  readonly from?: number
  readonly direction?: Direction
  readonly maxCount?: number
}

/** An event must match every part that is present. */
export interface Filter {
  readonly streamPrefixes?: ReadonlyArray<string>
  readonly types?: ReadonlyArray<string>
}

/** Which events of the whole store, in the order of their positions. */
export interface ReadAllOptions {
  /** Exclusive; by default from the first event. A string that is no position of this store gives `Corrupt`. */
  readonly after?: Position
  readonly filter?: Filter
  readonly maxCount?: number
}

/** Ends after the first `Left`. Read lazily, a page at a time. */
export type Events = AsyncIterable<Either<ReadError, StoredEvent>>

/** What a subscriber gets at a time; the checkpoint is that of its last event. */
export interface EventBatch {
  readonly events: ReadonlyNonEmptyArray<StoredEvent>
  /** Pass it as `after` to continue behind this batch. */
  readonly checkpoint: Position
}

/** Where to begin (by default at the first event) and what to leave out. */
export interface SubscribeOptions {
  readonly after?: Position
  readonly filter?: Filter
}

/** The next batch comes once this settles. A rejection ends the subscription, and the checkpoint does not move. */
export type BatchHandler = (batch: EventBatch) => Promise<void>

/** Events are handed over in order, at least once, until it is closed. */
export interface Subscription {
  /** `Right` after `close`; `Left` with the reason if the store or the handler ended it. */
  readonly ended: Promise<Either<ReadError, void>>
  /** Waits for the batch being handled, so a handler must not await it. Nothing is handled after it settles. */
  readonly close: () => Promise<void>
}

// Errors are data in `Left`; a store throws nothing.

/** Somebody else has written in between: load again and decide again. Nothing was appended. */
export interface WrongExpectedRevision {
  readonly _tag: "WrongExpectedRevision"
  readonly stream: string
  readonly expected: ExpectedRevision
  /** Of the last event; "noStream" when there is none. */
  readonly actual: number | "noStream"
}

/** The last event of the store was not one that these may follow. */
export interface Overtaken {
  readonly _tag: "Overtaken"
}

/** The stream has no event. A stream is made by its first append and by nothing else. */
export interface StreamNotFound {
  readonly _tag: "StreamNotFound"
  readonly stream: string
}

/** Nothing was done, and the same call may succeed later. */
export interface Unavailable {
  readonly _tag: "Unavailable"
  readonly reason: string
  /** The same for a reader of either language, where the store says more than a technical reason. */
  readonly says?: Bilingual
  /** Set where a file is in the way. */
  readonly obstacle?: FileObstacle
}

/**
 * `folderReadOnly`: readers of this file share a lock in its folder, and cannot create it there. `replaced`: the path leads
 * to another file than the one that was opened, or to none.
 */
export interface FileObstacle {
  readonly kind: "locked" | "readOnly" | "folderReadOnly" | "full" | "cannotOpen" | "replaced"
  readonly file: string
}

/** The append may or may not have been made. Retry it with the same ids and the same expected revision. */
export interface OutcomeUnknown {
  readonly _tag: "OutcomeUnknown"
  readonly reason: string
  readonly says?: Bilingual
}

/** Stored bytes are not what was written, or this is not a store of a version this program knows. */
export interface Corrupt {
  readonly _tag: "Corrupt"
  readonly where: string
  readonly reason: string
  readonly says?: Bilingual
}

/** Sizes in bytes. */
export interface TooLarge {
  readonly _tag: "TooLarge"
  readonly size: number
  readonly limit: number
}

/** No store may ever accept this append: it has no events, or an id in use, or what canonical JSON cannot represent. */
export interface NotAcceptable {
  readonly _tag: "NotAcceptable"
  readonly reason: string
  /** Set where an id is in use: the event that has it. */
  readonly heldBy?: Pick<StoredEvent, "id" | "stream" | "revision" | "type">
}

/** The store was closed. Every call after `close` answers so, and none throws. */
export interface Closed {
  readonly _tag: "Closed"
}

/**
 * Why an append did not happen, or, with `OutcomeUnknown`, may have: repeat it with the same ids and it is carried out
 * once.
 */
export type AppendError =
  | WrongExpectedRevision
  | Overtaken
  | Unavailable
  | OutcomeUnknown
  | Corrupt
  | TooLarge
  | NotAcceptable
  | Closed

/** Why a read ended early. It is the last element of the iterable: what came before it is good. */
export type ReadError = StreamNotFound | Unavailable | Corrupt | Closed

/** Whatever a store may answer in place of what was asked. */
export type StoreError = AppendError | ReadError
