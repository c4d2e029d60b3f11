/** A file that shows by itself that a leaf is in a log (C2SP tlog-proof). */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { fromBase64, toBase64 } from "./base64.js"
import { concatBytes } from "./bytes.js"
import { parseDecimal } from "./decimal.js"
import { tooLong, type FileTooLong } from "./file-size.js"
import { hashLength, rfc6962, type TreeHasher } from "./hash.js"
import { verifyInclusion } from "./inclusion.js"
import { acceptCheckpoint, type AcceptedCheckpoint, type CheckpointRefusal, type Policy } from "./policy.js"
import type { Proof, ProofFault } from "./proof-fault.js"

export interface TlogProof {
  /** Nobody signed it. */
  readonly extra: Uint8Array | undefined
  /** Of the leaf, from 0. */
  readonly index: number
  readonly proof: Proof
  /** With its signature lines, byte for byte. */
  readonly checkpoint: Uint8Array
}

/** `part`: the first that is not as it must be. */
export interface MalformedTlogProof {
  readonly _tag: "MalformedTlogProof"
  readonly part: "heading" | "extra" | "index" | "hash" | "checkpoint"
}

const heading = "c2sp.org/tlog-proof@v1"

/** Extra data of no bytes are left out. */
export const printTlogProof = ({ extra, index, proof, checkpoint }: TlogProof): Uint8Array => {
  const extraLine = extra === undefined || extra.length === 0 ? [] : [`extra ${toBase64(extra)}`]
  const lines = [heading, ...extraLine, `index ${index}`, ...proof.map(toBase64)]
  return concatBytes([new TextEncoder().encode(`${lines.join("\n")}\n\n`), checkpoint])
}

/** The checkpoint is not read here, only found; an index beyond 2^53 − 1 is refused, never rounded. */
export const parseTlogProof = (file: Uint8Array): E.Either<FileTooLong | MalformedTlogProof, TlogProof> => {
  const long = tooLong(file)
  if (long !== undefined) return E.left(long)
  const blank = file.findIndex((byte, i) => byte === newline && file[i + 1] === newline)
  if (blank < 0) return malformed("checkpoint")
  const [first, second = "", ...others] = utf8.decode(file.subarray(0, blank)).split("\n")
  if (first !== heading) return malformed("heading")
  const extended = second.startsWith(extraPrefix)
  const extra = extended ? fromBase64(second.slice(extraPrefix.length)) : undefined
  if (extended && (extra === undefined || extra.length === 0)) return malformed("extra")
  const [indexLine = "", ...hashLines] = extended ? others : [second, ...others]
  const index = indexLine.startsWith(indexPrefix) ? parseDecimal(indexLine.slice(indexPrefix.length)) : undefined
  if (index === undefined) return malformed("index")
  const proof: Array<Uint8Array> = []
  for (const line of hashLines) {
    const hash = fromBase64(line)
    if (hash?.length !== hashLength) return malformed("hash")
    proof.push(hash)
  }
  return E.right({ extra, index, proof, checkpoint: file.subarray(blank + 2) })
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true })
const newline = 0x0a
const extraPrefix = "extra "
const indexPrefix = "index "

const malformed = (part: MalformedTlogProof["part"]): E.Either<MalformedTlogProof, never> =>
  E.left({ _tag: "MalformedTlogProof", part })

/** Against what the reader has otherwise: the policy and the hash of the leaf. */
export const verifyTlogProof = (
  { index, proof, checkpoint: file }: TlogProof,
  policy: Policy,
  leafHash: Uint8Array,
  hasher: TreeHasher = rfc6962,
): TE.TaskEither<CheckpointRefusal | ProofFault, AcceptedCheckpoint> =>
  pipe(
    acceptCheckpoint(policy, file),
    TE.chainFirstEitherKW(({ checkpoint: { size, root } }) =>
      verifyInclusion({ index, size, leafHash, root, proof }, hasher),
    ),
  )
