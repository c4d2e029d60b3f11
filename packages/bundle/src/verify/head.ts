import { bilingual, type Instant } from "@shifan/core"
import {
  acceptCheckpoint,
  type AcceptedCheckpoint,
  type CheckpointRefusal,
  parsePolicy,
  type Policy,
  sameBytes,
  sha256,
  toHex,
  type TreeHead,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileLimits, fileNames } from "../format.js"
import { formatCheckpointRefusal, formatPolicyFault } from "../messages.js"
import { type Facts, fileFault, fileRefused, type FindingsCollector, noFacts } from "./findings.js"
import { type KeptHead, parseHead, readKept } from "./kept.js"

/** What the reader has from elsewhere. Without a policy the reader trusts the maker of the bundle. */
export interface TrustAnchors {
  /** A policy file, C2SP tlog-policy. A byte order mark and carriage returns from an editor are ignored. */
  readonly policy?: Uint8Array
  /** One or more checkpoints kept from earlier: they lead from one key of the log to the next. */
  readonly kept?: Uint8Array | ReadonlyArray<Uint8Array>
  /** The reader's clock: later times in the bundle are faults. Without it none are. */
  readonly now?: Instant
}

/** The checkpoint of a bundle and who vouches for it. */
export interface Head {
  /** Checkpoint file with its signature lines. */
  readonly file: Uint8Array
  readonly checkpoint: TreeHead
  readonly policy: Policy | undefined
  /** The policy file in the bundle; `undefined` if unreadable. */
  readonly ownPolicy: Uint8Array | undefined
  /** Whether the bundle's policy is in use because the reader gave none. */
  readonly policyIsOwn: boolean
  /** Digest of the policy in use. */
  readonly policyDigest: string | undefined
  /** `undefined`: nobody vouches for it; it only serves to check the bundle for consistency. */
  readonly accepted: AcceptedCheckpoint | undefined
  /** Why the policy does not accept it, while a hand-over of keys may still show that it should. */
  readonly pending: CheckpointRefusal | undefined
  /** Kept checkpoints that can be compared: of the same log, and not longer than this. Shorter ones first. */
  readonly kept: ReadonlyArray<KeptHead>
}

/** `undefined`: without a readable checkpoint nothing else can be checked. */
export const readHead = async (
  folder: Folder,
  anchors: TrustAnchors,
  findings: FindingsCollector,
): Promise<Head | undefined> => {
  const path = fileNames.checkpoint
  const { policy, ...files } = await choosePolicy(folder, anchors, findings)
  const file = await folder.read(path, fileLimits.note)()
  if (E.isLeft(file)) {
    findings.addFault(fileRefused(path, file.left))
    return undefined
  }
  const verified = policy === undefined ? undefined : await acceptCheckpoint(policy, file.right)()
  const refusal = verified !== undefined && E.isLeft(verified) ? verified.left : undefined
  const checkpoint = parseHead(file.right)
  if (checkpoint === undefined) {
    if (refusal !== undefined) refuseCheckpoint(refusal, findings)
    return undefined
  }
  const kept = await readAllKept(anchors.kept, checkpoint, policy, findings)
  const mayFollow = kept.some((one) => one.accepted !== undefined)
  const pending = mayFollow && refusal !== undefined && isOfUnknownKey(refusal) ? refusal : undefined
  if (refusal !== undefined && pending === undefined) refuseCheckpoint(refusal, findings)
  const accepted = verified !== undefined && E.isRight(verified) ? verified.right : undefined
  return { file: file.right, checkpoint, policy, ...files, accepted, pending, kept }
}

const readAllKept = async (
  files: TrustAnchors["kept"],
  checkpoint: TreeHead,
  policy: Policy | undefined,
  findings: FindingsCollector,
): Promise<ReadonlyArray<KeptHead>> => {
  const kept: Array<KeptHead> = []
  for (const file of files === undefined || files instanceof Uint8Array ? [files] : files) {
    const head = file && (await readKept(file, checkpoint, policy, findings))
    if (head !== undefined) kept.push(head)
  }
  return kept.toSorted((a, b) => a.head.size - b.head.size)
}

const isOfUnknownKey = ({ _tag }: CheckpointRefusal): boolean =>
  _tag === "NoKnownSignature" || _tag === "NotFromKnownLog"

export const refuseCheckpoint = (refusal: CheckpointRefusal, { addFault }: FindingsCollector): void => {
  const expected = bilingual("策略接受的检查点", "a checkpoint the policy accepts")
  addFault(fileFault("CheckpointRefused", fileNames.checkpoint, expected, formatCheckpointRefusal(refusal)))
}

export const headFacts = ({ checkpoint, accepted, kept, policyDigest }: Head): Facts => ({
  ...noFacts,
  origin: checkpoint.origin,
  size: checkpoint.size,
  root: checkpoint.root,
  signedBy: accepted?.logs.map(({ key }) => key.name) ?? [],
  witnessedBy: accepted?.cosignatures.map(({ witness, time }) => ({ name: witness.name, time })) ?? [],
  keptSize: kept.at(-1)?.head.size ?? null,
  policyDigest: policyDigest ?? null,
})

type ChosenPolicy = Pick<Head, "policy" | "ownPolicy" | "policyIsOwn" | "policyDigest">

/** The reader's policy, or else the bundle's own. The bundle must have one in either case. */
const choosePolicy = async (
  folder: Folder,
  anchors: TrustAnchors,
  findings: FindingsCollector,
): Promise<ChosenPolicy> => {
  const path = fileNames.policy
  const own = await folder.read(path, fileLimits.note)()
  if (E.isLeft(own)) findings.addFault(fileRefused(path, own.left))
  const ownPolicy = E.isRight(own) ? own.right : undefined
  const policyIsOwn = anchors.policy === undefined
  if (policyIsOwn) findings.observe([{ code: "OwnPolicy" }])
  const chosen = anchors.policy === undefined ? ownPolicy : withoutEditorMarks(anchors.policy)
  const files = { ownPolicy, policyIsOwn, policyDigest: chosen && `sha256:${toHex(sha256(chosen))}` }
  if (chosen === undefined) return { ...files, policy: undefined }
  if (ownPolicy !== undefined && !sameBytes(ownPolicy, chosen)) findings.observe([{ code: "OtherPolicy" }])
  const policy = parsePolicy(chosen)
  if (E.isLeft(policy)) {
    const expected = bilingual("含quorum行的策略（C2SP tlog-policy）", "a policy with a quorum (C2SP tlog-policy)")
    findings.addFault(fileFault("PolicyMalformed", path, expected, formatPolicyFault(policy.left)))
    return { ...files, policy: undefined }
  }
  const { quorum, witnesses } = policy.right
  if (quorum._tag === "None")
    findings.observe([
      witnesses.length === 0
        ? { code: "NoWitness" }
        : { code: "WitnessesNotAsked", names: witnesses.map(({ name }) => name) },
    ])
  return { ...files, policy: policy.right }
}

const [carriageReturn, lineFeed] = [0x0d, 0x0a]

/** Strips the byte order mark and carriage returns that editors add: no policy contains either. */
const withoutEditorMarks = (file: Uint8Array): Uint8Array => {
  const start = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf ? 3 : 0
  return file.subarray(start).filter((byte, i, all) => byte !== carriageReturn || all[i + 1] !== lineFeed)
}
