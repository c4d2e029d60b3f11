/** What the adapter needs of a client library. Nothing here waits for ever by itself: the caller brings the signal that ends it. */
import type { Either } from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Direction, NewEvent } from "@shifan/event-store"

/** Where a record lies in the server's log, in bytes from its beginning. */
export interface LogPosition {
  readonly commit: bigint
  readonly prepare: bigint
}

/** An event as the server gives it back. */
export interface Recorded {
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  /** `undefined` where another program wrote JSON, whose bytes the client does not give; then `json` is what it says. */
  readonly leaf: Uint8Array | undefined
  readonly json: unknown
  /** Of the append that wrote it: tells whoever reads it back whether it was theirs. */
  readonly attempt: string | undefined
  readonly position: LogPosition
}

/** Exact, always: a server that is told a revision cannot put an append anywhere else, however late it arrives. */
export type ExactRevision = number | "noStream"

/** Why a call came to nothing. `Unclear` alone leaves open whether the server did what it was asked. */
export type Failure =
  /** Another node leads; the next call goes there. */
  | { readonly _tag: "NotLeader"; readonly reason: string }
  /** It never left this machine. */
  | { readonly _tag: "Unreached"; readonly reason: string }
  /** The server will not, however often it is asked: credentials, rights, its configuration. */
  | { readonly _tag: "Denied"; readonly reason: string }
  | { readonly _tag: "Unclear"; readonly reason: string }
  | { readonly _tag: "Missing" }
  /** Somebody deleted the stream on the server. */
  | { readonly _tag: "Deleted" }
  | { readonly _tag: "Conflict"; readonly actual: ExactRevision }
  /** Bytes an append may have on this server. */
  | { readonly _tag: "Oversize"; readonly limit: number }

export type Answer<A> = Promise<Either<Failure, A>>

export interface AppendCall {
  readonly stream: string
  readonly expected: ExactRevision
  readonly events: ReadonlyNonEmptyArray<NewEvent>
  /** Kept with each event, outside its leaf. */
  readonly attempt: string
}

export interface ReadCall {
  readonly of:
    | { readonly stream: string; readonly from: number | "end" }
    /** Inclusive. */
    | { readonly all: LogPosition | "start" | "end" }
  readonly direction: Direction
  readonly count: number
}

/** Told of everything the server appends from now on, system events included. */
export interface Listener {
  /** What was appended before may have been missed, what comes after is not. */
  readonly confirmed: () => void
  readonly appended: (stream: string, position: LogPosition) => void
  /** Once, at a failure or where the server ends it without one. Nothing is told afterwards. */
  readonly ended: () => void
}

/** No promise of a driver rejects. When the signal aborts, the call is given up and may stay unanswered. */
export interface Driver {
  /** Answers with the revision of the last event. */
  readonly append: (call: AppendCall, signal: AbortSignal) => Answer<number>
  readonly read: (call: ReadCall, signal: AbortSignal) => Answer<ReadonlyArray<Recorded>>
  /** Until the signal aborts, or `ended`. */
  readonly subscribe: (listener: Listener, signal: AbortSignal) => void
  /** Lets the process exit. */
  readonly close: () => Promise<void>
}
