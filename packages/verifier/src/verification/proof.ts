/** What a proof shows by itself, with a policy, and with the leaf it is of. */
import { formatPolicyFault, formatProofFault, formatCheckpointRefusal } from "@shifan/bundle"
import type { Bilingual } from "@shifan/core"
import { readEnvelope } from "@shifan/event-store"
import {
  acceptCheckpoint,
  type AcceptedCheckpoint,
  hashLength,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  parseTlogProof,
  rfc6962,
  type TlogProof,
  toHex,
  verifyInclusion,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"

/** What does not hold of it. */
export type ProofFaultCode =
  | "ProofMalformed"
  | "CheckpointMalformed"
  | "PolicyMalformed"
  | "CheckpointRefused"
  | "OutsideTree"
  | "NotInLog"

export interface ProofReport {
  readonly faults: ReadonlyArray<{ readonly code: ProofFaultCode; readonly found: Bilingual }>
  /** Without these nothing is shown, whatever else holds. */
  readonly missing: ReadonlyArray<"policy" | "leaf">
  /** Of the leaf, from 0; `null` where the proof could not be read. */
  readonly index: number | null
  readonly origin: string | null
  /** In leaves. */
  readonly size: number | null
  /** Key names; empty where no policy was given, or it does not accept the checkpoint. */
  readonly signedBy: ReadonlyArray<string>
  readonly witnessedBy: ReadonlyArray<string>
  readonly record: ProvedRecord | null
}

/** The leaf as it says of itself. */
export interface ProvedRecord {
  /** In hex: RFC 6962, 0x00 before the bytes. */
  readonly hash: string
  /** `null`: it is no event that this page knows. */
  readonly event: {
    readonly type: string
    readonly stream: string
    readonly revision: number
    readonly effectiveOn: string
    readonly recordedAt: string
  } | null
}

/** Nothing false was found, and nothing is wanting. */
export const isProved = ({ faults, missing }: ProofReport): boolean => faults.length === 0 && missing.length === 0

/** Judges a proof by as much as there is beside it: alone its form, with a policy its signatures, with the leaf all. */

export interface ProofGiven {
  readonly proof: Uint8Array
  /** Its bytes as the log has them. */
  readonly leaf: Uint8Array | undefined
  /** C2SP tlog-policy, had from elsewhere. */
  readonly policy: Uint8Array | undefined
}

type ProofFault = ProofReport["faults"][number]

const fault = (code: ProofFaultCode, found: Bilingual): ProofFault => ({ code, found })

const missingOf = ({ policy, leaf }: ProofGiven): ProofReport["missing"] => [
  ...(policy === undefined ? (["policy"] as const) : []),
  ...(leaf === undefined ? (["leaf"] as const) : []),
]

export const verifyProof = async (given: ProofGiven): Promise<ProofReport> => {
  const missing = missingOf(given)
  const record = given.leaf === undefined ? null : recordOf(given.leaf)
  const nothing = { missing, index: null, origin: null, size: null, signedBy: [], witnessedBy: [], record }
  const parsed = parseTlogProof(given.proof)
  if (E.isLeft(parsed)) return { ...nothing, faults: [fault("ProofMalformed", formatProofFault(parsed.left))] }
  const { index, checkpoint: file } = parsed.right
  const head = pipe(
    parseNote(file),
    E.chainW(({ text }) => parseCheckpoint(text)),
  )
  if (E.isLeft(head))
    return { ...nothing, index, faults: [fault("CheckpointMalformed", formatCheckpointRefusal(head.left))] }
  const accepted = await acceptedBy(given.policy, file)
  return {
    ...nothing,
    index,
    origin: head.right.origin,
    size: head.right.size,
    signedBy: accepted.by?.logs.map(({ key }) => key.name) ?? [],
    witnessedBy: accepted.by?.cosignatures.map(({ witness }) => witness.name) ?? [],
    faults: [...accepted.faults, ...inclusion(parsed.right, head.right, given.leaf)],
  }
}

interface Accepted {
  readonly by: AcceptedCheckpoint | undefined
  readonly faults: ReadonlyArray<ProofFault>
}

const acceptedBy = async (file: Uint8Array | undefined, checkpoint: Uint8Array): Promise<Accepted> => {
  if (file === undefined) return { by: undefined, faults: [] }
  const policy = parsePolicy(file)
  if (E.isLeft(policy)) return { by: undefined, faults: [fault("PolicyMalformed", formatPolicyFault(policy.left))] }
  const accepted = await acceptCheckpoint(policy.right, checkpoint)()
  return E.isLeft(accepted)
    ? { by: undefined, faults: [fault("CheckpointRefused", formatCheckpointRefusal(accepted.left))] }
    : { by: accepted.right, faults: [] }
}

/** Without the leaf only the proof's shape is looked at, which is the same for any leaf. */
const inclusion = (
  { index, proof }: TlogProof,
  { size, root }: { readonly size: number; readonly root: Uint8Array },
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
  if (E.isLeft(envelope)) return { hash, event: null }
  const { type, stream, revision, effectiveOn, recordedAt } = envelope.right
  return { hash, event: { type, stream, revision, effectiveOn, recordedAt } }
}
