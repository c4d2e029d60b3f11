/** Compares a receipt with the evidence its holder has: a bundle, a proof, or a head alone. */
import {
  readReceipt,
  type Receipt,
  type ReceiptEvidence,
  type ReceiptRefusal,
  type ReceiptVerdict,
  verifyReceipt,
} from "@shifan/audit"
import type { Bilingual, Instant } from "@shifan/core"
import { parsePolicy, parseTlogProof, type TreeHasher } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileLimits, fileNames } from "../format.js"
import { leavesOf } from "../leaves.js"
import { formatEntriesFault, formatFolderFault, formatPolicyFault, formatProofFault } from "../messages.js"
import { formatProveFault } from "../prove.js"
import { parseHead } from "../verify/kept.js"
import { evidenceInProof, receiptEvidence } from "./evidence.js"
import { formatReceiptRefusal } from "./sentences.js"

/** The evidence to compare a receipt with: the log as somebody else sees it. */
export type HeldAgainst =
  | { readonly _tag: "Bundle"; readonly folder: Folder }
  /** C2SP tlog-proof. */
  | { readonly _tag: "Proof"; readonly proof: Uint8Array }
  /** C2SP tlog-checkpoint, signed. */
  | { readonly _tag: "Checkpoint"; readonly checkpoint: Uint8Array }

/** A receipt and the evidence to check it with, as bytes. */
export interface ReceiptInput {
  readonly receipt: Uint8Array
  /** C2SP tlog-policy, obtained from elsewhere. */
  readonly policy: Uint8Array | undefined
  readonly against: HeldAgainst | undefined
  /** The reader's clock. */
  readonly now: Instant
  readonly hasher?: TreeHasher
}

/** Whether the receipt's promise was kept, or why nothing can be shown. */
export interface ReceiptReport {
  /** `null` if the file is not a receipt. */
  readonly receipt: Receipt | null
  /** While any of these is missing nothing is shown. */
  readonly missing: ReadonlyArray<"policy" | "evidence">
  /** Why nothing is shown although nothing is missing. */
  readonly refusal: { readonly code: ReceiptRefusal["_tag"] | EvidenceFault["code"]; readonly found: Bilingual } | null
  readonly verdict: ReceiptVerdict | null
}

/**
 * Checks an applicant's receipt: signed by a log of the policy, and its promise kept by what it is held against. Never throws,
 * whatever the files contain: the report says what is missing, or why nothing is shown.
 */
export const checkReceipt = async (input: ReceiptInput): Promise<ReceiptReport> => {
  const read = readReceipt(input.receipt)
  if (E.isLeft(read)) return { ...nothing, refusal: refusalOf(read.left) }
  const { receipt } = read.right
  const { policy: file, against, now } = input
  const missing = [
    ...(file === undefined ? (["policy"] as const) : []),
    ...(against === undefined ? (["evidence"] as const) : []),
  ]
  if (file === undefined || against === undefined) return { ...nothing, receipt, missing }
  const policy = parsePolicy(file)
  if (E.isLeft(policy))
    return { ...nothing, receipt, refusal: { code: "PolicyMalformed", found: formatPolicyFault(policy.left) } }
  const evidence = await evidenceIn(receipt, against, input.hasher)
  if (E.isLeft(evidence)) return { ...nothing, receipt, refusal: evidence.left }
  const hashing = input.hasher === undefined ? {} : { hasher: input.hasher }
  const checked = { file: input.receipt, policy: policy.right, evidence: evidence.right, now, ...hashing }
  const verdict = await verifyReceipt(checked)()
  return E.isLeft(verdict)
    ? { ...nothing, receipt, refusal: refusalOf(verdict.left) }
    : { ...nothing, receipt, verdict: verdict.right }
}

const nothing: ReceiptReport = { receipt: null, missing: [], refusal: null, verdict: null }

const refusalOf = (refusal: ReceiptRefusal): NonNullable<ReceiptReport["refusal"]> => ({
  code: refusal._tag,
  found: formatReceiptRefusal(refusal),
})

/** The evidence cannot be read, or does not belong to the log it names. */
interface EvidenceFault {
  readonly code: "PolicyMalformed" | "EvidenceUnreadable"
  readonly found: Bilingual
}

const unreadable = (found: Bilingual): E.Either<EvidenceFault, never> => E.left({ code: "EvidenceUnreadable", found })

const evidenceIn = async (
  receipt: Receipt,
  against: HeldAgainst,
  hasher: TreeHasher | undefined,
): Promise<E.Either<EvidenceFault, ReceiptEvidence>> => {
  switch (against._tag) {
    case "Checkpoint":
      return E.right({ checkpoint: against.checkpoint })
    case "Proof": {
      const proof = parseTlogProof(against.proof)
      return E.isLeft(proof)
        ? unreadable(formatProofFault(proof.left))
        : E.right(evidenceInProof(receipt, proof.right, hasher))
    }
    case "Bundle":
      return evidenceInBundle(receipt, against.folder, hasher)
  }
}

const evidenceInBundle = async (
  { index }: Receipt,
  folder: Folder,
  hasher: TreeHasher | undefined,
): Promise<E.Either<EvidenceFault, ReceiptEvidence>> => {
  const checkpoint = await folder.read(fileNames.checkpoint, fileLimits.note)()
  if (E.isLeft(checkpoint)) return unreadable(formatFolderFault(checkpoint.left))
  const size = parseHead(checkpoint.right)?.size ?? 0
  const leaves = () => leavesOf(folder, size)
  const hashing = hasher === undefined ? {} : { hasher }
  const evidence = await receiptEvidence({ leaves, checkpoint: checkpoint.right, index, ...hashing })()
  if (E.isRight(evidence)) return evidence
  const { left } = evidence
  switch (left._tag) {
    case "EntriesFault":
      return unreadable(formatEntriesFault(left.reason))
    case "FileMissing":
    case "FileTooLarge":
    case "NotAFile":
    case "BadPath":
    case "FileUnreadable":
      return unreadable(formatFolderFault(left))
    default:
      return unreadable(formatProveFault(left))
  }
}
