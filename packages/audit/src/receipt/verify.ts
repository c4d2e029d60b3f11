import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Instant } from "@shifan/core"
import { readEnvelope } from "@shifan/event-store"
import {
  acceptCheckpoint,
  type AcceptedCheckpoint,
  type CheckpointRefusal,
  type NoteFault,
  type NoteRefusal,
  parseVerifierKey,
  type Policy,
  printTlogProof,
  printVerifierKey,
  type Proof,
  type ProofFault,
  rfc6962,
  sameBytes,
  type TreeHasher,
  type VerifierKey,
  verifyInclusion,
  verifyNote,
} from "@shifan/tlog"
import type { RecordedKey } from "../recorded-keys.js"
import { type MalformedReceipt, readReceipt, type Receipt, type ReceiptNote } from "./receipt.js"

/** Evidence to compare a receipt with: a signed head, and the leaf at the receipt's index. */
export interface ReceiptEvidence {
  /** Checkpoint file with its signature lines. */
  readonly checkpoint: Uint8Array
  /**
   * The leaf at the receipt's index, with its proof under that head; `undefined` if nothing shows it. `record`: its bytes, if
   * more than its hash is known.
   */
  readonly leaf?: { readonly hash: Uint8Array; readonly proof: Proof; readonly record?: Uint8Array | undefined }
  /** The keys recorded in the leaves of that head, by vkey; `undefined` if the leaves were not read. */
  readonly keys?: ReadonlyMap<string, RecordedKey>
}

/** What is needed to judge a receipt offline. */
export interface ReceiptCheck {
  /** The receipt file. */
  readonly file: Uint8Array
  /** Obtained from elsewhere than the receipt and the evidence. */
  readonly policy: Policy
  readonly evidence: ReceiptEvidence
  /** The reader's clock. */
  readonly now: Instant
  readonly hasher?: TreeHasher
}

/** `size`: number of leaves in the head. */
export type ReceiptVerdict = { readonly receipt: Receipt; readonly size: number } & (
  | {
      /**
       * The head contains the record. `retiredAt`: the leaf that has since retired the key, which no longer signs. `isRead`:
       * whether the record was read and is the event that the receipt describes; otherwise only its hash is the one promised.
       */
      readonly _tag: "Kept"
      readonly retiredAt: number | undefined
      readonly isRead: boolean
    }
  /** The head does not reach the record, and the promise is not due yet. */
  | { readonly _tag: "Pending" }
  /** The head is long enough, but nothing shows which leaf is at the index. */
  | { readonly _tag: "Unproven" }
  /** The head does not reach the record, and the promise is due by the reader's clock, which convinces nobody else. */
  | { readonly _tag: "Overdue" }
  /** `proof`: a C2SP tlog-proof whose extra data is the hash of the other leaf. With the receipt it convinces anybody. */
  | { readonly _tag: "Broken"; readonly how: "anotherLeaf"; readonly proof: Uint8Array }
  /** The leaf is the promised one, but not the event described. `proof`: a C2SP tlog-proof whose extra data is the record. */
  | { readonly _tag: "Broken"; readonly how: "anotherEvent"; readonly proof: Uint8Array }
  /** `proof`: the head, which a witness cosigned after the promise was due, and which does not reach the record. */
  | {
      readonly _tag: "Broken"
      readonly how: "late"
      readonly proof: Uint8Array
      readonly witness: string
      /** In milliseconds since 1970. */
      readonly time: number
    }
)

/** Why a receipt cannot be judged: malformed, from another log, or not signed by a trusted key. */
export type ReceiptRefusal =
  | NoteFault
  | MalformedReceipt
  /** The receipt is from another log than that of the policy or the head. */
  | { readonly _tag: "OtherLog"; readonly expected: ReadonlyArray<string>; readonly found: string }
  /** No key signed it that the policy trusts or the log records. */
  | { readonly _tag: "NotSignedByLog" }
  /** The signature names one of those keys but was not made with it. */
  | { readonly _tag: "ForgedReceipt"; readonly key: string }
  /** A leaf before the receipt's own retired the key: its signer had no right to use it. */
  | { readonly _tag: "RetiredKey"; readonly key: string; readonly retiredAt: number }
  /** The policy trusts the key, but the log does not record it as its own. */
  | { readonly _tag: "UnrecordedKey"; readonly key: string }
  | { readonly _tag: "HeadRefused"; readonly refusal: CheckpointRefusal }
  | { readonly _tag: "LeafNotProved"; readonly fault: ProofFault }
  | Extract<NoteRefusal, { readonly _tag: "CryptoUnavailable" | "AmbiguousKey" }>

/** In milliseconds: allowed difference between the clocks of a bureau, a witness and a reader. */
const clockSkew = 600_000

/** Whether the receipt's promise was kept, as far as the evidence shows; or a proof for others that it was not. */
export const verifyReceipt =
  (check: ReceiptCheck): TaskEither<ReceiptRefusal, ReceiptVerdict> =>
  async () => {
    const { policy, evidence } = check
    const read = readReceipt(check.file)
    if (E.isLeft(read)) return read
    const { origin } = read.right.receipt
    const origins = [...new Set(policy.logs.map(({ key }) => key.name))]
    if (!origins.includes(origin)) return E.left({ _tag: "OtherLog", expected: origins, found: origin })
    const signer = await signerOf(read.right, policy, evidence.keys)
    if (E.isLeft(signer)) return signer
    // A contradiction by the log counts without witnesses; that it kept its promise counts only with the quorum.
    const signed = await acceptCheckpoint({ ...policy, quorum: { _tag: "None" } }, evidence.checkpoint)()
    if (E.isLeft(signed)) return E.left({ _tag: "HeadRefused", refusal: signed.left })
    const { checkpoint } = signed.right
    if (checkpoint.origin !== origin) return E.left({ _tag: "OtherLog", expected: [origin], found: checkpoint.origin })
    return checkpoint.size > read.right.receipt.index
      ? ofLeaf(check, read.right.receipt, signed.right, signer.right.retiredAt)
      : E.right(judgeByTime(check, read.right.receipt, signed.right))
  }

/** The key that signed a receipt, and the leaf that has since retired it. */
interface ReceiptSigner {
  readonly retiredAt: number | undefined
}

const signerOf = async (
  { receipt, note }: ReceiptNote,
  policy: Policy,
  recorded: ReadonlyMap<string, RecordedKey> | undefined,
): Promise<E.Either<ReceiptRefusal, ReceiptSigner>> => {
  const ofLog = (keys: ReadonlyArray<VerifierKey>): ReadonlyArray<VerifierKey> =>
    keys.filter(({ name, type }) => name === receipt.origin && (type === "Ed25519" || type === "Sm2"))
  const byRecord = [...(recorded ?? new Map<string, RecordedKey>()).keys()].flatMap((vkey) => {
    const key = parseVerifierKey(vkey)
    return E.isRight(key) ? [key.right] : []
  })
  const keys = new Map(
    ofLog([...policy.logs.map(({ key }) => key), ...byRecord]).map((key) => [printVerifierKey(key), key]),
  )
  const verified = await verifyNote([...keys.values()], note)()
  if (E.isLeft(verified)) return E.left(refusalOf(verified.left))
  const signers = verified.right.verified.map(({ key }) => printVerifierKey(key))
  if (recorded === undefined || recorded.size === 0) return E.right({ retiredAt: undefined })
  let refusal: ReceiptRefusal | undefined
  for (const vkey of signers) {
    const known = recorded.get(vkey)
    const retiredAt = known?.retiredAt
    if (known === undefined) refusal = { _tag: "UnrecordedKey", key: vkey }
    else if (retiredAt !== undefined && retiredAt < receipt.index)
      refusal = { _tag: "RetiredKey", key: vkey, retiredAt }
    else return E.right({ retiredAt })
  }
  return E.left(refusal ?? { _tag: "NotSignedByLog" })
}

const refusalOf = (refusal: NoteRefusal): ReceiptRefusal => {
  switch (refusal._tag) {
    case "NoKnownSignature":
      return { _tag: "NotSignedByLog" }
    case "InvalidSignature":
      return { _tag: "ForgedReceipt", key: refusal.name }
    default:
      return refusal
  }
}

const ofLeaf = async (
  { policy, evidence, hasher = rfc6962 }: ReceiptCheck,
  receipt: Receipt,
  { checkpoint: { size, root } }: AcceptedCheckpoint,
  retiredAt: number | undefined,
): Promise<E.Either<ReceiptRefusal, ReceiptVerdict>> => {
  const { leaf, checkpoint } = evidence
  const { index } = receipt
  if (leaf === undefined) return E.right({ _tag: "Unproven", receipt, size })
  const included = verifyInclusion({ index, size, leafHash: leaf.hash, root, proof: leaf.proof }, hasher)
  if (E.isLeft(included)) return E.left({ _tag: "LeafNotProved", fault: included.left })
  if (!sameBytes(leaf.hash, receipt.leafHash)) {
    const proof = printTlogProof({ extra: leaf.hash, index, proof: leaf.proof, checkpoint })
    return E.right({ _tag: "Broken", how: "anotherLeaf", receipt, size, proof })
  }
  const record = leaf.record !== undefined && sameBytes(hasher.leaf(leaf.record), leaf.hash) ? leaf.record : undefined
  if (record !== undefined && !isDescribed(receipt, record)) {
    const proof = printTlogProof({ extra: record, index, proof: leaf.proof, checkpoint })
    return E.right({ _tag: "Broken", how: "anotherEvent", receipt, size, proof })
  }
  const accepted = await acceptCheckpoint(policy, checkpoint)()
  return E.isLeft(accepted)
    ? E.left({ _tag: "HeadRefused", refusal: accepted.left })
    : E.right({ _tag: "Kept", receipt, size, retiredAt, isRead: record !== undefined })
}

/** Whether a record is the event that the receipt describes: a log could sign a description of something else. */
const isDescribed = (receipt: Receipt, record: Uint8Array): boolean => {
  const envelope = readEnvelope(record)
  if (E.isLeft(envelope)) return false
  const { stream, revision, type, effectiveOn, recordedAt } = envelope.right
  return (
    stream === receipt.stream &&
    revision === receipt.revision &&
    type === receipt.type &&
    effectiveOn === receipt.effectiveOn &&
    recordedAt === receipt.recordedAt
  )
}

/** A witness cosigns the largest head it was shown. A head cosigned after the due time without the leaf is proof. */
const judgeByTime = (
  { evidence, now }: ReceiptCheck,
  receipt: Receipt,
  { checkpoint: { size }, cosignatures }: AcceptedCheckpoint,
): ReceiptVerdict => {
  const due = Date.parse(receipt.by)
  const late = cosignatures.find(({ time }) => time * 1000 > due + clockSkew)
  if (late !== undefined) {
    const { witness, time } = late
    const proof = evidence.checkpoint
    return { _tag: "Broken", how: "late", receipt, size, proof, witness: witness.name, time: time * 1000 }
  }
  return { _tag: Date.parse(now) > due ? "Overdue" : "Pending", receipt, size }
}
