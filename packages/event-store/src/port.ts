import type { Bilingual } from "@shifan/core"
import type { Either } from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/**
 * The port every store implements. A store keeps leaves: bytes that it neither interprets nor rewrites. `envelope.ts`
 * defines their content. The conformance suite of `@shifan/testkit` tests what an adapter has to survive.
 */
export interface EventStore {
  /**
   * Appends all of `events` or none; all readers see them in the same order. A `Right` means they are durable. The
   * events are copied when this is called, so running the task twice is a retry of the same append.
   *
   * @param stream at most `longestName` bytes, as are ids and types.
   * @param follows whether the events may come right after the last event of the whole store. Called in the order of the
   * appends. If it returns `false`, the append fails with `Overtaken`.
   */
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyNonEmptyArray<NewEvent>,
    follows?: Follows,
  ) => TaskEither<AppendError, Appended>
  /** Events of one stream. A missing stream gives `StreamNotFound` as the only element. */
  readonly readStream: (stream: string, options?: ReadStreamOptions) => Events
  readonly readAll: (options?: ReadAllOptions) => Events
  /** Delivers the existing events, then new ones as they are appended, in order. See `Subscription` for repeats. */
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

/** An event in the store: bytes that never change, with their place in the stream and in the store. */
export interface StoredEvent extends NewEvent {
  readonly stream: string
  /** Counts from 0 within the stream, without gaps. */
  readonly revision: number
  readonly position: Position
}

/** `undefined` means an empty store. Must be total and fast: other appends wait while it runs. */
export type Follows = (last: Pick<StoredEvent, "leaf"> | undefined) => boolean

/** Place in the order of all events. Opaque, but positions of one store sort as strings. */
export type Position = string

/** A number means that the stream ends at exactly this revision. `any` accepts every state. */
export type ExpectedRevision = number | "noStream" | "streamExists" | "any"

/** Where the last event of an append is stored. */
export interface Appended {
  /** Revision of the last event of the append. */
  readonly revision: number
  readonly position: Position
  /** `true` for a retry: the same ids were already stored with the same bytes, and nothing was added. */
  readonly repeated: boolean
}

/** Reading order: by ascending or descending revision. */
export type Direction = "forwards" | "backwards"

/** Window of a stream. An empty or out-of-range window yields nothing; a window that is too wide is cut off. */
export interface ReadStreamOptions {
  /** First revision to return, inclusive. Default: 0 forwards, the last revision backwards. */
  readonly from?: number
  readonly direction?: Direction
  readonly maxCount?: number
}

/** An event must match every part that is present. */
export interface Filter {
  readonly streamPrefixes?: ReadonlyArray<string>
  readonly types?: ReadonlyArray<string>
}

/** Options for reading the whole store in the order of positions. */
export interface ReadAllOptions {
  /** Exclusive. Default: from the first event. A string that is not a position of this store gives `Corrupt`. */
  readonly after?: Position
  readonly filter?: Filter
  readonly maxCount?: number
}

/** Ends after the first `Left`. Read lazily, a page at a time. */
export type Events = AsyncIterable<Either<ReadError, StoredEvent>>

/** One delivery to a subscriber. */
export interface EventBatch {
  readonly events: ReadonlyNonEmptyArray<StoredEvent>
  /** Pass it as `after` to continue behind this batch. Includes events after the batch that the filter left out. */
  readonly checkpoint: Position
}

/** Where to begin (by default at the first event) and which events to deliver. */
export interface SubscribeOptions {
  readonly after?: Position
  readonly filter?: Filter
}

/** The next batch is delivered once this settles. A rejection ends the subscription without moving the checkpoint. */
export type BatchHandler = (batch: EventBatch) => Promise<void>

/**
 * A running subscription. Delivers each event once and in order until it is closed. Resuming from an older checkpoint
 * repeats the events after it, so handlers see every event at least once.
 */
export interface Subscription {
  /** `Right` after `close`; `Left` with the reason if the store or the handler ended it. */
  readonly ended: Promise<Either<ReadError, void>>
  /** Waits for the batch being handled, so a handler must not await it. Nothing is handled after it settles. */
  readonly close: () => Promise<void>
}

// Errors are data in `Left`; a store throws nothing.

/** Somebody else wrote to the stream in the meantime: load and decide again. Nothing was appended. */
export interface WrongExpectedRevision {
  readonly _tag: "WrongExpectedRevision"
  readonly stream: string
  readonly expected: ExpectedRevision
  /** Revision of the last event of the stream; "noStream" if there is none. */
  readonly actual: number | "noStream"
}

/** `follows` returned `false` for the last event of the store. Nothing was appended. */
export interface Overtaken {
  readonly _tag: "Overtaken"
}

/** The stream has no events. Only its first append creates a stream. */
export interface StreamNotFound {
  readonly _tag: "StreamNotFound"
  readonly stream: string
}

/** The call had no effect. The same call may succeed later. */
export interface Unavailable {
  readonly _tag: "Unavailable"
  readonly reason: string
  /** The reason in both languages, if the store has a sentence a person can read. */
  readonly says?: Bilingual
  /** The file that caused it, if one did. */
  readonly obstacle?: FileObstacle
}

/**
 * A problem with a file. `folderReadOnly`: readers share a lock file next to this file, and it cannot be created.
 * `replaced`: the path now leads to a different file than the one opened, or to none. `hardLinked`: the file has a second
 * name, and who opens that one would write to another log.
 */
export interface FileObstacle {
  readonly kind: "locked" | "readOnly" | "folderReadOnly" | "full" | "cannotOpen" | "replaced" | "hardLinked"
  readonly file: string
}

/** The append may or may not have been made. Retry it with the same ids and the same expected revision. */
export interface OutcomeUnknown {
  readonly _tag: "OutcomeUnknown"
  readonly reason: string
  readonly says?: Bilingual
}

/** Stored data are damaged or have been changed, or the store has a format version that this program does not know. */
export interface Corrupt {
  readonly _tag: "Corrupt"
  readonly where: string
  readonly reason: string
  readonly says?: Bilingual
}

/** A leaf is over the limit. Sizes in bytes. */
export interface TooLarge {
  readonly _tag: "TooLarge"
  readonly size: number
  readonly limit: number
}

/**
 * Retrying cannot help: the append has no events, an invalid name or an id in use, or a value that canonical JSON cannot
 * represent.
 */
export interface NotAcceptable {
  readonly _tag: "NotAcceptable"
  readonly reason: string
  /** If an id is in use: the event that has it. */
  readonly heldBy?: Pick<StoredEvent, "id" | "stream" | "revision" | "type">
}

/** The store was closed. Every call after `close` returns this; none throws. */
export interface Closed {
  readonly _tag: "Closed"
}

/**
 * Why an append failed. After `OutcomeUnknown` it may have succeeded; retry it with the same ids, and it takes effect only
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

/** Why a read ended early. It is the last element of the iterable; the events before it are valid. */
export type ReadError = StreamNotFound | Unavailable | Corrupt | Closed

/** Every error a store may return. */
export type StoreError = AppendError | ReadError
