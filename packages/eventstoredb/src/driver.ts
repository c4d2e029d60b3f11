/** What the adapter needs of a client library. A call may wait for ever: the caller passes the signal that ends it. */
import type { Either } from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Direction, NewEvent } from "@shifan/event-store"

/** Where a record lies in the server's log, in bytes from its beginning. */
export interface LogPosition {
  readonly commit: bigint
  readonly prepare: bigint
}

/** An event as the server returns it. */
export interface Recorded {
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  /** `undefined` where another program wrote JSON, whose bytes the client does not give: then `json` has its value. */
  readonly leaf: Uint8Array | undefined
  readonly json: unknown
  /** Identifies the append that wrote it, so that a client which reads it back knows whether it was its own. */
  readonly attempt: string | undefined
  readonly position: LogPosition
}

/** Never `any`: an append that names a revision cannot end up anywhere else, however late it arrives. */
export type ExactRevision = number | "noStream"

/** Why a call failed. Only `Unclear` leaves open whether the server did what it was asked. */
export type Failure =
  /** Another node leads; the next call goes there. */
  | { readonly _tag: "NotLeader"; readonly reason: string }
  /** It never left this machine. */
  | { readonly _tag: "Unreached"; readonly reason: string }
  /** The server refuses, and will again: credentials, rights, its configuration. */
  | { readonly _tag: "Denied"; readonly reason: string }
  /** `silentFor`: milliseconds without any answer. */
  | { readonly _tag: "Unclear"; readonly reason: string; readonly silentFor?: number }
  /** No record begins at the position. */
  | { readonly _tag: "NoSuchPosition" }
  | { readonly _tag: "Missing" }
  /** Somebody deleted the stream on the server. */
  | { readonly _tag: "Deleted" }
  | { readonly _tag: "Conflict"; readonly actual: ExactRevision }
  /** `limit`: the bytes an append may have on this server. */
  | { readonly _tag: "Oversize"; readonly limit: number }

/** A call to the server: it settles, and does not reject. */
export type Answer<A> = Promise<Either<Failure, A>>

/** One append to one stream, all of its events or none. */
export interface AppendCall {
  readonly stream: string
  readonly expected: ExactRevision
  readonly events: ReadonlyNonEmptyArray<NewEvent>
  /** Kept with each event, outside its leaf. */
  readonly attempt: string
}

/** Of the last event. */
export interface AppendAnswer {
  readonly revision: number
  /** `undefined` where the events were there before, and are no longer read. */
  readonly position: LogPosition | undefined
}

/** Which events are asked of the server, of one stream or of all. */
export interface ReadCall {
  readonly of:
    | { readonly stream: string; readonly from: number | "end" }
    /** Inclusive. Forwards, the server can leave out streams whose names begin with none of the prefixes. */
    | { readonly all: LogPosition | "start" | "end"; readonly prefixes?: ReadonlyArray<string> }
  readonly direction: Direction
  readonly count: number
}

/** Hears of everything the server appends from now on, system events included. */
export interface Listener {
  /** What was appended before this may be missed; what is appended after it is not. */
  readonly confirmed: () => void
  readonly appended: (record: Recorded) => void
  /** Called once, on a failure or where the server ends the subscription without one, and last. */
  readonly ended: () => void
}

/** No promise of a driver rejects. When the signal aborts, the call is cancelled and may stay unanswered. */
export interface Driver {
  /** Hosts and ports, to be told. */
  readonly server: string
  readonly append: (call: AppendCall, signal: AbortSignal) => Answer<AppendAnswer>
  readonly read: (call: ReadCall, signal: AbortSignal) => Answer<ReadonlyArray<Recorded>>
  /** Whether there may be another node, so that the one that answers may be behind. */
  readonly isCluster: () => boolean
  /** Looks for the leader anew before the next call. */
  readonly distrust: () => void
  /** Until the signal aborts, or `ended`. */
  readonly subscribe: (listener: Listener, signal: AbortSignal) => void
  /** Lets the process exit. */
  readonly close: () => Promise<void>
}
