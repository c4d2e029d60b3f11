/** The body of an add-checkpoint request (C2SP tlog-witness): what a log asks a witness, over HTTP or as a file. */
import * as E from "fp-ts/lib/Either.js"
import { fromBase64, toBase64 } from "./base64.js"
import { concatBytes } from "./bytes.js"
import { parseDecimal } from "./decimal.js"
import { tooLong, type FileTooLong } from "./file-size.js"
import { hashLength } from "./hash.js"
import type { Proof } from "./proof-fault.js"

export interface AddCheckpoint {
  /** Leaves in the checkpoint the witness cosigned last; 0 where it never did. */
  readonly old: number
  /** Of consistency, from the old size to the checkpoint's. */
  readonly proof: Proof
  /** The signed note, not read yet. */
  readonly checkpoint: Uint8Array
}

/** `line` counts from 1. */
export interface MalformedRequest {
  readonly _tag: "MalformedRequest"
  readonly line: number
  readonly part: "old" | "proof" | "checkpoint"
}

const mostHashes = 63

export const printAddCheckpoint = ({ old, proof, checkpoint }: AddCheckpoint): Uint8Array => {
  const lines = [`old ${old}`, ...proof.map(toBase64)]
  return concatBytes([new TextEncoder().encode(`${lines.join("\n")}\n\n`), checkpoint])
}

export const parseAddCheckpoint = (body: Uint8Array): E.Either<FileTooLong | MalformedRequest, AddCheckpoint> => {
  const long = tooLong(body)
  if (long !== undefined) return E.left(long)
  const blank = body.findIndex((byte, i) => byte === newline && body[i + 1] === newline)
  const [first = "", ...hashes] = new TextDecoder().decode(blank < 0 ? body : body.subarray(0, blank)).split("\n")
  const old = first.startsWith(oldPrefix) ? parseDecimal(first.slice(oldPrefix.length)) : undefined
  if (old === undefined) return malformed(1, "old")
  if (blank < 0) return malformed(hashes.length + 2, "checkpoint")
  const proof: Array<Uint8Array> = []
  for (const [i, line] of hashes.entries()) {
    const hash = fromBase64(line)
    if (hash?.length !== hashLength || i === mostHashes) return malformed(i + 2, "proof")
    proof.push(hash)
  }
  return E.right({ old, proof, checkpoint: body.subarray(blank + 2) })
}

const newline = 0x0a
const oldPrefix = "old "

const malformed = (line: number, part: MalformedRequest["part"]): E.Either<MalformedRequest, never> =>
  E.left({ _tag: "MalformedRequest", line, part })
