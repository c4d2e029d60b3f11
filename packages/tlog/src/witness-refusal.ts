/** Why a witness does not cosign. */
import type { MalformedCheckpoint } from "./checkpoint.js"
import type { FileTooLong } from "./file-size.js"
import type { NoteFault } from "./note.js"
import type { UnsignableText } from "./note-signing.js"
import type { NoteRefusal } from "./note-verification.js"
import type { NotACount, ProofFault } from "./proof-fault.js"
import type { MalformedRequest } from "./add-checkpoint.js"
import type { HeadsUnavailable } from "./head-store.js"
import type { DamagedHead } from "./kept-head.js"

export interface UnknownOrigin {
  readonly _tag: "UnknownOrigin"
  readonly origin: string
}

/** The request goes on from a larger tree than its checkpoint's. */
export interface OldBeyondCheckpoint {
  readonly _tag: "OldBeyondCheckpoint"
  readonly old: number
  readonly size: number
}

/** The request goes on from another size than that of the checkpoint kept here: ask again from that. */
export interface OtherSizeKept {
  readonly _tag: "OtherSizeKept"
  readonly old: number
  readonly kept: number
}

/** The tree does not extend the one kept here, or nothing shows that it does. It may be proof that the log forked. */
export interface Inconsistent {
  readonly _tag: "Inconsistent"
  readonly fault: ProofFault
}

export type WitnessRefusal =
  | FileTooLong
  | MalformedRequest
  | NoteFault
  | MalformedCheckpoint
  | NotACount
  | OldBeyondCheckpoint
  | UnknownOrigin
  | NoteRefusal
  | OtherSizeKept
  | Inconsistent
  | HeadsUnavailable
  | DamagedHead
  | UnsignableText
