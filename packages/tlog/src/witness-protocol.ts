/** Messages of the witness protocol (C2SP tlog-witness, add-checkpoint): request, refusals and response. */
import * as E from "fp-ts/lib/Either.js"
import type { MalformedCheckpoint } from "./checkpoint.js"
import {
  concatBytes,
  encodeUtf8,
  fileTooLong,
  fromBase64,
  parseDecimal,
  splitAtBlankLine,
  toBase64,
  type FileTooLong,
  type NotACount,
} from "./encoding.js"
import type { DamagedHead, HeadMemoryFault, HeadsUnavailable } from "./head-store.js"
import { hashLength } from "./merkle-tree.js"
import { printNoteSignature, type NoteFault, type NoteSignature } from "./note.js"
import type { NoteRefusal, UnsignableText } from "./note-signature.js"
import type { Proof, ProofFault } from "./proof.js"

/** The request of a log to a witness, over HTTP or as a file. */
export interface AddCheckpoint {
  /** Size of the checkpoint the witness cosigned last; 0 if none, or to learn the size from its refusal. */
  readonly old: number
  /** A consistency proof from the old size to the checkpoint's size. */
  readonly proof: Proof
  /** The signed note, not yet parsed. */
  readonly checkpoint: Uint8Array
}

/** `line` counts from 1. */
export interface MalformedRequest {
  readonly _tag: "MalformedRequest"
  readonly line: number
  readonly part: "old" | "proof" | "checkpoint"
}

/** The specification's limit: the longest proof in a tree of 2^63 leaves. */
const mostHashes = 63

const oldPrefix = "old "

/** Prints the body of an add-checkpoint request (C2SP tlog-witness): old size, proof, signed checkpoint. */
export const printAddCheckpoint = ({ old, proof, checkpoint }: AddCheckpoint): Uint8Array => {
  const lines = [`${oldPrefix}${old}`, ...proof.map(toBase64)]
  return concatBytes([encodeUtf8(`${lines.join("\n")}\n\n`), checkpoint])
}

/** Parses the body of an add-checkpoint request (C2SP tlog-witness). Verifies nothing. */
export const parseAddCheckpoint = (body: Uint8Array): E.Either<FileTooLong | MalformedRequest, AddCheckpoint> => {
  const tooLong = fileTooLong(body)
  if (tooLong !== undefined) return E.left(tooLong)
  const { lines, rest: checkpoint } = splitAtBlankLine(body)
  const [first = "", ...hashLines] = lines
  const old = first.startsWith(oldPrefix) ? parseDecimal(first.slice(oldPrefix.length)) : undefined
  if (old === undefined) return malformed(1, "old")
  if (checkpoint === undefined) return malformed(lines.length + 1, "checkpoint")
  const proof: Array<Uint8Array> = []
  for (const [i, line] of hashLines.entries()) {
    const hash = fromBase64(line)
    if (hash?.length !== hashLength || i === mostHashes) return malformed(i + 2, "proof")
    proof.push(hash)
  }
  return E.right({ old, proof, checkpoint })
}

const malformed = (line: number, part: MalformedRequest["part"]): E.Either<MalformedRequest, never> =>
  E.left({ _tag: "MalformedRequest", line, part })

/** The policy names no log of this origin. */
export interface UnknownOrigin {
  readonly _tag: "UnknownOrigin"
  readonly origin: string
}

/** The old size of the request is larger than its checkpoint. */
export interface OldBeyondCheckpoint {
  readonly _tag: "OldBeyondCheckpoint"
  readonly old: number
  readonly size: number
}

/** The size cosigned last is not the request's old size. Retry with `old` set to `kept`. */
export interface OtherSizeKept {
  readonly _tag: "OtherSizeKept"
  readonly old: number
  readonly kept: number
}

/** The tree does not extend the one cosigned last, or the proof fails to show it. Save the request: the log may have forked. */
export interface Inconsistent {
  readonly _tag: "Inconsistent"
  readonly fault: ProofFault
}

/** Why a witness does not cosign. */
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
  | HeadMemoryFault
  | DamagedHead
  | UnsignableText

/** An HTTP response. */
export interface WitnessResponse {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 500
  readonly contentType: string
  readonly body: string
}

/** The body is the signature line; after a conflict, the size cosigned last; otherwise the tag of the refusal. */
export const witnessResponse = (
  outcome: E.Either<WitnessRefusal, { readonly cosignature: NoteSignature }>,
): WitnessResponse => {
  if (E.isRight(outcome)) return textResponse(200, printNoteSignature(outcome.right.cosignature))
  const refusal = outcome.left
  switch (refusal._tag) {
    case "UnknownOrigin":
      return textResponse(404, refusal._tag)
    case "AmbiguousKey":
    case "InvalidSignature":
    case "NoKnownSignature":
      return textResponse(403, refusal._tag)
    case "OtherSizeKept":
      return { ...textResponse(409, String(refusal.kept)), contentType: "text/x.tlog.size" }
    case "Inconsistent":
      return textResponse(422, refusal.fault._tag)
    case "HeadsUnavailable":
    case "HeadsLost":
    case "HeadReplaced":
    case "CountLost":
    case "DamagedHead":
    case "CryptoUnavailable":
    case "NotACount":
      return textResponse(500, refusal._tag)
    default:
      return textResponse(400, refusal._tag)
  }
}

const textResponse = (status: WitnessResponse["status"], line: string): WitnessResponse => ({
  status,
  contentType: "text/plain; charset=utf-8",
  body: `${line}\n`,
})
