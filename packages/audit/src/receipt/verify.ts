import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Instant } from "@shifan/core"
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

/** What is held against a receipt: a signed head, and what stands in it where the receipt says. */
export interface ReceiptEvidence {
  /** With its signature lines. */
  readonly checkpoint: Uint8Array
  /** The leaf at the receipt's index, with its proof under that head; `undefined` where nothing shows it. */
  readonly leaf?: { readonly hash: Uint8Array; readonly proof: Proof }
  /** The keys that the leaves of that head record, by vkey; `undefined` where they were not read. */
  readonly keys?: ReadonlyMap<string, RecordedKey>
}

/** What it takes to judge a receipt offline. */
export interface ReceiptCheck {
  /** The receipt, as a file. */
  readonly file: Uint8Array
  /** From elsewhere than the receipt and the evidence. */
  readonly policy: Policy
  readonly evidence: ReceiptEvidence
  /** The reader's clock. */
  readonly now: Instant
  readonly hasher?: TreeHasher
}

/** `size`: leaves of the head. */
export type ReceiptVerdict = { readonly receipt: Receipt; readonly size: number } & (
  | {
      /** The head has it. `retiredAt`: the leaf that retired the key since, which signs nothing any more. */
      readonly _tag: "Kept"
      readonly retiredAt: number | undefined
    }
  /** The head is short of it, and it is not due yet. */
  | { readonly _tag: "Pending" }
  /** The head is long enough, and nothing shows what stands there. */
  | { readonly _tag: "Unproven" }
  /** The head is short of it and it is due, by the reader's clock alone: others need not believe it. */
  | { readonly _tag: "Overdue" }
  /** `proof`: a C2SP tlog-proof whose extra data is the hash of the leaf that stands there. Together with the receipt it convinces anybody. */
  | { readonly _tag: "Broken"; readonly how: "anotherLeaf"; readonly proof: Uint8Array }
  /** `proof`: the head, which a witness cosigned after it was due, and which is short of it. */
  | {
      readonly _tag: "Broken"
      readonly how: "late"
      readonly proof: Uint8Array
      readonly witness: string
      /** In milliseconds since 1970. */
      readonly time: number
    }
)

/** Why a file is no receipt to judge by: malformed, of another log, or signed by nobody the reader trusts. */
export type ReceiptRefusal =
  | NoteFault
  | MalformedReceipt
  /** Of another log than the policy's, or than the head. */
  | { readonly _tag: "OtherLog"; readonly expected: ReadonlyArray<string>; readonly found: string }
  /** No key signed it that the policy trusts or the log records. */
  | { readonly _tag: "NotSignedByLog" }
  /** One of those keys is named, and did not make the signature. */
  | { readonly _tag: "ForgedReceipt"; readonly key: string }
  /** Retired by a leaf before the one that the receipt is of: whoever signed it had no right to the key. */
  | { readonly _tag: "RetiredKey"; readonly key: string; readonly retiredAt: number }
  /** The policy trusts the key, and the log does not record it as one of its own. */
  | { readonly _tag: "UnrecordedKey"; readonly key: string }
  | { readonly _tag: "HeadRefused"; readonly refusal: CheckpointRefusal }
  | { readonly _tag: "LeafNotProved"; readonly fault: ProofFault }
  | Extract<NoteRefusal, { readonly _tag: "CryptoUnavailable" | "AmbiguousKey" }>

/** Milliseconds by which the clocks of a bureau, a witness and a reader may differ. */
const clockSkew = 600_000

/** Whether the promise of a receipt was kept, as far as the evidence tells; or proof for others that it was not. */
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
    // That the log contradicts itself shows without a witness; that it keeps its word does not.
    const signed = await acceptCheckpoint({ ...policy, quorum: { _tag: "None" } }, evidence.checkpoint)()
    if (E.isLeft(signed)) return E.left({ _tag: "HeadRefused", refusal: signed.left })
    const { checkpoint } = signed.right
    if (checkpoint.origin !== origin) return E.left({ _tag: "OtherLog", expected: [origin], found: checkpoint.origin })
    return checkpoint.size > read.right.receipt.index
      ? ofLeaf(check, read.right.receipt, signed.right, signer.right.retiredAt)
      : E.right(ofTime(check, read.right.receipt, signed.right))
  }

/** The key that signed a receipt, and the leaf that retired it since. */
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
  const accepted = await acceptCheckpoint(policy, checkpoint)()
  return E.isLeft(accepted)
    ? E.left({ _tag: "HeadRefused", refusal: accepted.left })
    : E.right({ _tag: "Kept", receipt, size, retiredAt })
}

/** A witness cosigns the largest head that it was shown: one that is short of the leaf, after it was due, is proof. */
const ofTime = (
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
