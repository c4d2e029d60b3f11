import { type Receipt, recordedKeys, type ReceiptEvidence } from "@shifan/audit"
import { readEnvelope } from "@shifan/event-store"
import {
  emptyRange,
  extendRange,
  type MalformedCheckpoint,
  type NoteFault,
  parseCheckpoint,
  parseNote,
  rangeRoot,
  rfc6962,
  sameBytes,
  type TlogProof,
  type TreeHasher,
  verifyInclusion,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { parseHead } from "../verify/kept.js"
import { proofOnTheWay, type LeafSource, type ProveFault } from "../prove.js"

/** Where to gather the evidence for a receipt. */
export interface EvidenceOptions<Fault> {
  readonly leaves: LeafSource<Fault>
  /** A signed note, not verified here. */
  readonly checkpoint: Uint8Array
  /** Index of the leaf that the receipt names. */
  readonly index: number
  readonly hasher?: TreeHasher
}

/** Gathers evidence from a log: the leaf at the receipt's index, its proof, and the recorded keys. One pass over the leaves. */
export const receiptEvidence =
  <Fault>({
    leaves,
    checkpoint,
    index,
    hasher = rfc6962,
  }: EvidenceOptions<Fault>): TaskEither<Fault | NoteFault | MalformedCheckpoint | NotTheLog, ReceiptEvidence> =>
  async () => {
    const head = pipe(
      parseNote(checkpoint),
      E.chainW(({ text }) => parseCheckpoint(text)),
    )
    if (E.isLeft(head)) return head
    const { size, root } = head.right
    const passing = index < size ? proofOnTheWay(index, size, hasher) : undefined
    const keys = recordedKeys()
    let whole = emptyRange
    let record: Uint8Array | undefined
    if (size > 0)
      for await (const next of leaves()) {
        if (E.isLeft(next)) return next
        const current = whole.size
        const leafHash = hasher.leaf(next.right)
        passing?.take(current, leafHash)
        if (current === index) record = next.right
        whole = extendRange(whole, leafHash, hasher)
        const envelope = readEnvelope(next.right)
        if (E.isRight(envelope)) keys.take(current, envelope.right)
        if (whole.size === size) break
      }
    if (whole.size !== size || !sameBytes(rangeRoot(whole, hasher), root)) return E.left({ _tag: "NotTheLog", size })
    const hash = passing?.leafHash()
    const leaf = passing === undefined || hash === undefined ? {} : { leaf: { hash, proof: passing.proof(), record } }
    return E.right({ checkpoint, keys: keys.all(), ...leaf })
  }

type NotTheLog = Extract<ProveFault, { readonly _tag: "NotTheLog" }>

/**
 * The proof must be for the receipt's leaf, or for the leaf whose hash it includes; at another index it shows nothing. It may
 * include the receipt's record instead, which then shows what the record says.
 */
export const evidenceInProof = (
  { index, leafHash }: Receipt,
  { index: proved, proof, extra, checkpoint }: TlogProof,
  hasher: TreeHasher = rfc6962,
): ReceiptEvidence => {
  if (proved !== index) return { checkpoint }
  const { size, root } = parseHead(checkpoint) ?? { size: 0, root: hasher.empty }
  const isOwn = E.isRight(verifyInclusion({ index, size, leafHash, root, proof }, hasher))
  if (!isOwn) return { checkpoint, leaf: { hash: extra ?? leafHash, proof } }
  return { checkpoint, leaf: { hash: leafHash, proof, record: extra } }
}
