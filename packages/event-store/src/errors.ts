/** What a store can answer instead of success. Data, in `Left`; a store throws nothing. */
import type { ExpectedRevision } from "./port.js"

export interface WrongExpectedRevision {
  readonly _tag: "WrongExpectedRevision"
  readonly stream: string
  readonly expected: ExpectedRevision
  /** Of the last event; "noStream" when there is none. */
  readonly actual: number | "noStream"
}

export interface StreamNotFound {
  readonly _tag: "StreamNotFound"
  readonly stream: string
}

/** Nothing was done; the same call may go through later. */
export interface Unavailable {
  readonly _tag: "Unavailable"
  readonly reason: string
  /** The same as data, where it is one of these. */
  readonly obstacle?: FileObstacle
}

/** What stands in the way of using a file. `folderReadOnly`: its readers have to share a lock beside it, and cannot. */
export interface FileObstacle {
  readonly kind: "locked" | "readOnly" | "folderReadOnly" | "full" | "cannotOpen"
  readonly file: string
}

/** The append may or may not have been made. Retry it with the same ids and the same expected revision. */
export interface OutcomeUnknown {
  readonly _tag: "OutcomeUnknown"
  readonly reason: string
}

/** What is stored is not what was written, or not a store of this version. */
export interface Corrupt {
  readonly _tag: "Corrupt"
  readonly where: string
  readonly reason: string
}

/** Sizes in bytes. */
export interface TooLarge {
  readonly _tag: "TooLarge"
  readonly size: number
  readonly limit: number
}

/** An append that no store may accept, now or later: no events, what canonical JSON cannot hold, an id used elsewhere. */
export interface NotAcceptable {
  readonly _tag: "NotAcceptable"
  readonly reason: string
}

export interface Closed {
  readonly _tag: "Closed"
}

export type AppendError =
  | WrongExpectedRevision
  | Unavailable
  | OutcomeUnknown
  | Corrupt
  | TooLarge
  | NotAcceptable
  | Closed

export type ReadError = StreamNotFound | Unavailable | Corrupt | Closed

export type StoreError = AppendError | ReadError
