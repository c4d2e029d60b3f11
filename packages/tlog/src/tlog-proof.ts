/** A self-contained file that proves offline that a leaf is in a log (C2SP tlog-proof). */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import {
  concatBytes,
  encodeUtf8,
  fileTooLong,
  fromBase64,
  parseDecimal,
  splitAtBlankLine,
  toBase64,
  type FileTooLong,
} from "./encoding.js"
import { hashLength, rfc6962, type TreeHasher } from "./merkle-tree.js"
import { acceptCheckpoint, type AcceptedCheckpoint, type CheckpointRefusal, type Policy } from "./policy.js"
import { verifyInclusion, type Proof, type ProofFault } from "./proof.js"

/** A parsed C2SP tlog-proof. With the leaf and a policy it suffices to verify that the leaf is in a log. */
export interface TlogProof {
  /** Not signed, so do not trust it. */
  readonly extra: Uint8Array | undefined
  /** Index of the leaf in the log, from 0. */
  readonly index: number
  readonly proof: Proof
  /** Checkpoint file with its signature lines, byte for byte. */
  readonly checkpoint: Uint8Array
}

/** `part`: the first wrong part. */
export interface MalformedTlogProof {
  readonly _tag: "MalformedTlogProof"
  readonly part: "heading" | "extra" | "index" | "hash" | "checkpoint"
}

const heading = "c2sp.org/tlog-proof@v1"
const extraPrefix = "extra "
const indexPrefix = "index "

/** Prints the file. Empty extra data is omitted. */
export const printTlogProof = ({ extra, index, proof, checkpoint }: TlogProof): Uint8Array => {
  const extraLine = extra === undefined || extra.length === 0 ? [] : [`${extraPrefix}${toBase64(extra)}`]
  const lines = [heading, ...extraLine, `${indexPrefix}${index}`, ...proof.map(toBase64)]
  return concatBytes([encodeUtf8(`${lines.join("\n")}\n\n`), checkpoint])
}

/** Parses the file, but not its checkpoint. An index beyond 2^53 − 1 is refused, never rounded. */
export const parseTlogProof = (file: Uint8Array): E.Either<FileTooLong | MalformedTlogProof, TlogProof> => {
  const tooLong = fileTooLong(file)
  if (tooLong !== undefined) return E.left(tooLong)
  const { lines, rest: checkpoint } = splitAtBlankLine(file)
  if (checkpoint === undefined) return malformed("checkpoint")
  const [first, second = "", ...others] = lines
  if (first !== heading) return malformed("heading")
  const hasExtra = second.startsWith(extraPrefix)
  const extra = hasExtra ? fromBase64(second.slice(extraPrefix.length)) : undefined
  if (hasExtra && (extra === undefined || extra.length === 0)) return malformed("extra")
  const [indexLine = "", ...hashLines] = hasExtra ? others : [second, ...others]
  const index = indexLine.startsWith(indexPrefix) ? parseDecimal(indexLine.slice(indexPrefix.length)) : undefined
  if (index === undefined) return malformed("index")
  const proof: Array<Uint8Array> = []
  for (const line of hashLines) {
    const hash = fromBase64(line)
    if (hash?.length !== hashLength) return malformed("hash")
    proof.push(hash)
  }
  return E.right({ extra, index, proof, checkpoint })
}

const malformed = (part: MalformedTlogProof["part"]): E.Either<MalformedTlogProof, never> =>
  E.left({ _tag: "MalformedTlogProof", part })

/** Get `policy` and `leafHash` from elsewhere than the proof: a policy you trust, and the hash of your own copy. */
export const verifyTlogProof =
  (
    { index, proof, checkpoint: file }: TlogProof,
    policy: Policy,
    leafHash: Uint8Array,
    hasher: TreeHasher = rfc6962,
  ): TaskEither<CheckpointRefusal | ProofFault, AcceptedCheckpoint> =>
  async () => {
    const accepted = await acceptCheckpoint(policy, file)()
    if (E.isLeft(accepted)) return accepted
    const { size, root } = accepted.right.checkpoint
    const included = verifyInclusion({ index, size, leafHash, root, proof }, hasher)
    return E.isLeft(included) ? included : accepted
  }
