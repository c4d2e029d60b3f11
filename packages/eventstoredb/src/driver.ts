/** The interface to a client library. A call may wait forever; the caller ends it through the signal. */
import type { Either } from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Direction, NewEvent } from "@shifan/event-store"

/** Position of a record in the server's log, in bytes from the beginning. */
export interface LogPosition {
  readonly commit: bigint
  readonly prepare: bigint
}

/** A record as the server returns it. */
export interface Recorded {
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  /** `undefined` for JSON written by another program: the client does not return its bytes, only the parsed value in `json`. */
  readonly leaf: Uint8Array | undefined
  readonly json: unknown
  /** Id of the append that wrote the record, so that a client recognises its own when reading back. */
  readonly attempt: string | undefined
  readonly position: LogPosition
}

/** Excludes `any`: an append with an exact revision cannot write anywhere else, even if it arrives late. */
export type ExactRevision = number | "noStream"

/** Why a call failed. Only `Unclear` leaves open whether the server carried it out. */
export type Failure =
  /** Another node leads. The next call goes there. */
  | { readonly _tag: "NotLeader"; readonly reason: string }
  /** The call never left this machine. */
  | { readonly _tag: "Unreached"; readonly reason: string }
  /** The server refuses, and would do so again: wrong credentials, missing rights, or its configuration. */
  | { readonly _tag: "Denied"; readonly reason: string }
  /** The server may have carried out the call. `silentFor`: milliseconds without any answer. */
  | { readonly _tag: "Unclear"; readonly reason: string; readonly silentFor?: number }
  /** No record begins at the position. */
  | { readonly _tag: "NoSuchPosition" }
  /** The server does not know such calls: it is no EventStoreDB, or a very old one. */
  | { readonly _tag: "NotServed" }
  | { readonly _tag: "Missing" }
  /** Somebody deleted the stream on the server. */
  | { readonly _tag: "Deleted" }
  | { readonly _tag: "Conflict"; readonly actual: ExactRevision }
  /** `limit`: largest append the server accepts, in bytes. */
  | { readonly _tag: "Oversize"; readonly limit: number }

/** Answer to a call. The promise never rejects. */
export type Answer<A> = Promise<Either<Failure, A>>

/** One append to one stream, all of its events or none. */
export interface AppendCall {
  readonly stream: string
  readonly expected: ExactRevision
  readonly events: ReadonlyNonEmptyArray<NewEvent>
  /** Stored with each event as metadata, outside its leaf. */
  readonly attempt: string
}

/** Place of the last event of an append. */
export interface AppendAnswer {
  readonly revision: number
  /** `undefined` if the events were stored before and can no longer be read. */
  readonly position: LogPosition | undefined
}

/** A read of one stream or of all. */
export interface ReadCall {
  readonly of:
    | { readonly stream: string; readonly from: number | "end" }
    /** Inclusive. Reading forwards, the server can leave out streams that match none of the prefixes. */
    | { readonly all: LogPosition | "start" | "end"; readonly prefixes?: ReadonlyArray<string> }
  readonly direction: Direction
  readonly count: number
}

/** Receives everything the server appends from now on, including system events. */
export interface Listener {
  /** Records appended after this are delivered. Those appended before may be missed. */
  readonly confirmed: () => void
  readonly appended: (record: Recorded) => void
  /** Called once, as the last call, when the subscription fails or the server ends it. */
  readonly ended: () => void
}

/** A client library. Promises never reject. When the signal aborts, the call is cancelled and may never settle. */
export interface Driver {
  /** Hosts and ports, for messages. */
  readonly server: string
  readonly append: (call: AppendCall, signal: AbortSignal) => Answer<AppendAnswer>
  readonly read: (call: ReadCall, signal: AbortSignal) => Answer<ReadonlyArray<Recorded>>
  /** Whether there may be other nodes, so that the one answering may be behind. */
  readonly isCluster: () => boolean
  /** Makes the next call find the leader again. */
  readonly distrust: () => void
  /** Runs until the signal aborts or `ended` is called. */
  readonly subscribe: (listener: Listener, signal: AbortSignal) => void
  /** Closes all connections, so that the process can exit. */
  readonly close: () => Promise<void>
}
