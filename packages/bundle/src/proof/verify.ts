import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { formatCheckpointRefusal, formatPolicyFault, formatProofFault } from "../messages.js"
import { formatRoot, judged, parseHead } from "../verify/kept.js"
import { sameInBoth } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import { envelopeIssues, readEnvelope } from "@shifan/event-store"
import {
  acceptCheckpoint,
  type AcceptedCheckpoint,
  type FileTooLong,
  hashLength,
  type MalformedPolicy,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  parseTlogProof,
  type Policy,
  rfc6962,
  sameBytes,
  type TlogProof,
  toHex,
  type TreeHead,
  verifyInclusion,
} from "@shifan/tlog"

export interface ProofInput {
  /** C2SP tlog-proof. */
  readonly proof: Uint8Array
  /** The record's bytes, exactly as in the log. */
  readonly leaf: Uint8Array | undefined
  /** C2SP tlog-policy, obtained from elsewhere. */
  readonly policy: Uint8Array | undefined
  /** Checkpoint files the reader kept from earlier. */
  readonly kept?: ReadonlyArray<Uint8Array> | undefined
}

/** Faults of a proof, its checkpoint or the policy used. */
export type ProofFaultCode =
  | "ProofMalformed"
  | "CheckpointMalformed"
  | "PolicyMalformed"
  | "CheckpointRefused"
  | "OutsideTree"
  | "NotInLog"
  | KeptFaultCode

/** Faults that a kept checkpoint reveals, named as for a bundle. */
type KeptFaultCode = "KeptMalformed" | "OtherLog" | "Forked" | "HearsayDiffers"

export interface ProofFault {
  readonly code: ProofFaultCode
  readonly found: Bilingual
}

/** `consistency`: a kept checkpoint has another size; only the leaves, or a proof made from them, can relate the two. */
export type MissingPart = "policy" | "leaf" | "consistency"

/** Result of verifying a proof. It proves something only if there is no fault and nothing is missing. */
export interface ProofReport {
  readonly faults: ReadonlyArray<ProofFault>
  /** While any of these is missing nothing is proved, even without faults. */
  readonly missing: ReadonlyArray<MissingPart>
  /** Index of the leaf, from 0; `null` if the proof cannot be read. */
  readonly index: number | null
  readonly origin: string | null
  /** Number of leaves. */
  readonly size: number | null
  /** Key names; empty without a policy, or if the policy does not accept the checkpoint. */
  readonly signedBy: ReadonlyArray<string>
  readonly witnessedBy: ReadonlyArray<string>
  readonly record: ProvedRecord | null
}

/** The record in the leaf. */
export interface ProvedRecord {
  /** In hex: RFC 6962, with 0x00 before the bytes. */
  readonly hash: string
  /** `null`: not an event of a known type and version, or its fields are malformed. */
  readonly event: {
    readonly type: string
    readonly stream: string
    readonly revision: number
    readonly effectiveOn: string
    readonly recordedAt: string
  } | null
}

/** No fault, and nothing missing. */
export const isProved = ({ faults, missing }: ProofReport): boolean => faults.length === 0 && missing.length === 0

/** Checks as much as the input allows: the proof alone only its form, a policy adds signatures, the leaf the rest. */
export const verifyProof = async (input: ProofInput): Promise<ProofReport> => {
  const unread: Omit<ProofReport, "faults"> = {
    missing: missingFrom(input),
    index: null,
    origin: null,
    size: null,
    signedBy: [],
    witnessedBy: [],
    record: input.leaf === undefined ? null : recordOf(input.leaf),
  }
  const parsed = parseTlogProof(input.proof)
  if (E.isLeft(parsed)) return { ...unread, faults: [fault("ProofMalformed", formatProofFault(parsed.left))] }
  const { index, checkpoint } = parsed.right
  const head = pipe(
    parseNote(checkpoint),
    E.chainW(({ text }) => parseCheckpoint(text)),
  )
  if (E.isLeft(head))
    return { ...unread, index, faults: [fault("CheckpointMalformed", formatCheckpointRefusal(head.left))] }
  const policy = input.policy === undefined ? E.right(undefined) : parsePolicy(input.policy)
  const accepted = await acceptUnder(policy, checkpoint)
  const vouched = E.isRight(accepted) ? accepted.right : undefined
  const kept = await compareKept(input.kept ?? [], head.right, E.isRight(policy) ? policy.right : undefined)
  return {
    ...unread,
    missing: [...unread.missing, ...(kept.isOtherSize ? (["consistency"] as const) : [])],
    index,
    origin: head.right.origin,
    size: head.right.size,
    signedBy: vouched?.logs.map(({ key }) => key.name) ?? [],
    witnessedBy: vouched?.cosignatures.map(({ witness }) => witness.name) ?? [],
    faults: [
      ...(E.isLeft(accepted) ? [accepted.left] : []),
      ...inclusionFaults(parsed.right, head.right, input.leaf),
      ...kept.faults,
    ],
  }
}

const fault = (code: ProofFaultCode, found: Bilingual): ProofFault => ({ code, found })

const missingFrom = ({ policy, leaf }: ProofInput): ProofReport["missing"] => [
  ...(policy === undefined ? (["policy"] as const) : []),
  ...(leaf === undefined ? (["leaf"] as const) : []),
]

/** `undefined`: there is no policy to apply. */
const acceptUnder = async (
  policy: E.Either<FileTooLong | MalformedPolicy, Policy | undefined>,
  checkpoint: Uint8Array,
): Promise<E.Either<ProofFault, AcceptedCheckpoint | undefined>> => {
  if (E.isLeft(policy)) return E.left(fault("PolicyMalformed", formatPolicyFault(policy.left)))
  if (policy.right === undefined) return E.right(undefined)
  const accepted = await acceptCheckpoint(policy.right, checkpoint)()
  return E.isLeft(accepted)
    ? E.left(fault("CheckpointRefused", formatCheckpointRefusal(accepted.left)))
    : E.right(accepted.right)
}

/** A head of the same size is compared by its root; a head of another size can only be compared through the leaves. */
const compareKept = async (
  files: ReadonlyArray<Uint8Array>,
  head: TreeHead,
  policy: Policy | undefined,
): Promise<{ readonly faults: ReadonlyArray<ProofFault>; readonly isOtherSize: boolean }> => {
  const faults: Array<ProofFault> = []
  let isOtherSize = false
  for (const file of files) {
    const kept = parseHead(file)
    if (kept === undefined) faults.push(fault("KeptMalformed", notACheckpoint))
    else if (kept.origin !== head.origin) faults.push(fault("OtherLog", sameInBoth(kept.origin)))
    else if (kept.size !== head.size) isOtherSize = true
    else if (!sameBytes(kept.root, head.root)) {
      const { isSigned } = await judged({ file, head: kept }, policy)
      faults.push(fault(isSigned ? "Forked" : "HearsayDiffers", formatRoot(kept)))
    }
  }
  return { faults, isOtherSize }
}

const notACheckpoint = bilingual("不是已签名的检查点", "it is not a signed checkpoint")

/** Without the leaf only the shape of the proof is checked, which does not depend on it. */
const inclusionFaults = (
  { index, proof }: TlogProof,
  { size, root }: Pick<TreeHead, "size" | "root">,
  leaf: Uint8Array | undefined,
): ReadonlyArray<ProofFault> => {
  const leafHash = leaf === undefined ? new Uint8Array(hashLength) : rfc6962.leaf(leaf)
  const verified = verifyInclusion({ index, size, leafHash, root, proof })
  if (E.isRight(verified)) return []
  if (verified.left._tag !== "RootMismatch") return [fault("OutsideTree", formatProofFault(verified.left))]
  return leaf === undefined ? [] : [fault("NotInLog", formatProofFault(verified.left))]
}

const recordOf = (leaf: Uint8Array): ProvedRecord => {
  const envelope = readEnvelope(leaf)
  const hash = toHex(rfc6962.leaf(leaf))
  // No free text of a forger in place of a day or an instant.
  if (E.isLeft(envelope) || envelopeIssues(envelope.right).length > 0) return { hash, event: null }
  const { type, stream, revision, effectiveOn, recordedAt } = envelope.right
  return { hash, event: { type, stream, revision, effectiveOn, recordedAt } }
}
