import { sameInBoth } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import {
  acceptCheckpoint,
  type AcceptedCheckpoint,
  parseCheckpoint,
  parseNote,
  parsePolicy,
  type Policy,
  sameBytes,
  type TreeHead,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import type { Folder } from "../folder.js"
import { fileLimits, fileNames } from "../format.js"
import { formatCheckpointRefusal, formatPolicyFault } from "../messages.js"
import { type Facts, fileFault, fileRefused, type FindingsCollector, noFacts, somethingElse } from "./findings.js"

/** What the reader has from elsewhere. Without a policy they trust whoever made the bundle. */
export interface TrustAnchors {
  /** A policy file, C2SP tlog-policy. */
  readonly policy?: Uint8Array
  /** A checkpoint kept from an earlier time. Its signatures are not verified, since keys may have changed: it was kept. */
  readonly kept?: Uint8Array
}

/** The checkpoint of a bundle, and what vouches for it. */
export interface Head {
  /** With its signature lines. */
  readonly file: Uint8Array
  readonly checkpoint: TreeHead
  /** `undefined`: nothing vouches for it, and it only serves to check the rest of the bundle for consistency. */
  readonly accepted: AcceptedCheckpoint | undefined
  /** The kept checkpoint, where it can be compared: of the same log, and no longer than this. */
  readonly kept: TreeHead | undefined
}

/** `undefined`: without a readable checkpoint nothing else can be checked. */
export const readHead = async (
  folder: Folder,
  anchors: TrustAnchors,
  findings: FindingsCollector,
): Promise<Head | undefined> => {
  const path = fileNames.checkpoint
  const policy = await choosePolicy(folder, anchors, findings)
  const file = await folder.read(path, fileLimits.note)()
  if (E.isLeft(file)) {
    findings.addFault(fileRefused(path, file.left))
    return undefined
  }
  const accepted = policy === undefined ? undefined : await acceptCheckpoint(policy, file.right)()
  if (accepted !== undefined && E.isLeft(accepted)) {
    const expected = bilingual("策略接受的检查点", "a checkpoint the policy accepts")
    findings.addFault(fileFault("CheckpointRefused", path, expected, formatCheckpointRefusal(accepted.left)))
  }
  const checkpoint = parseHead(file.right)
  if (checkpoint === undefined) return undefined
  return {
    file: file.right,
    checkpoint,
    accepted: accepted !== undefined && E.isRight(accepted) ? accepted.right : undefined,
    kept: anchors.kept && comparableHead(anchors.kept, checkpoint, findings),
  }
}

export const headFacts = ({ checkpoint, accepted, kept }: Head): Facts => ({
  ...noFacts,
  origin: checkpoint.origin,
  size: checkpoint.size,
  root: checkpoint.root,
  signedBy: accepted?.logs.map(({ key }) => key.name) ?? [],
  witnessedBy: accepted?.cosignatures.map(({ witness, time }) => ({ name: witness.name, time })) ?? [],
  keptSize: kept?.size ?? null,
})

/** The tree head in a signed note, whoever signed it. */
const parseHead = (file: Uint8Array): TreeHead | undefined =>
  pipe(
    parseNote(file),
    E.chainW(({ text }) => parseCheckpoint(text)),
    E.getOrElseW(() => undefined),
  )

/** The reader's policy, or the bundle's own for want of one. */
const choosePolicy = async (
  folder: Folder,
  anchors: TrustAnchors,
  findings: FindingsCollector,
): Promise<Policy | undefined> => {
  const path = fileNames.policy
  const own = await folder.read(path, fileLimits.note)()
  if (anchors.policy === undefined) findings.observe([{ code: "OwnPolicy" }])
  if (anchors.policy === undefined && E.isLeft(own)) {
    findings.addFault(fileRefused(path, own.left))
    return undefined
  }
  const chosen = anchors.policy ?? (E.isRight(own) ? own.right : new Uint8Array())
  if (E.isRight(own) && !sameBytes(own.right, chosen)) findings.observe([{ code: "OtherPolicy" }])
  const policy = parsePolicy(chosen)
  if (E.isLeft(policy)) {
    const expected = bilingual("含quorum行的策略（C2SP tlog-policy）", "a policy with a quorum (C2SP tlog-policy)")
    findings.addFault(fileFault("PolicyMalformed", path, expected, formatPolicyFault(policy.left)))
    return undefined
  }
  if (policy.right.quorum._tag === "None") findings.observe([{ code: "NoWitness" }])
  return policy.right
}

const comparableHead = (file: Uint8Array, present: TreeHead, { addFault }: FindingsCollector): TreeHead | undefined => {
  const path = fileNames.checkpoint
  const kept = parseHead(file)
  if (kept === undefined) {
    addFault(fileFault("KeptMalformed", path, bilingual("已签名的检查点", "a signed checkpoint"), somethingElse))
    return undefined
  }
  if (kept.origin !== present.origin) {
    addFault(fileFault("OtherLog", path, sameInBoth(kept.origin), sameInBoth(present.origin)))
    return undefined
  }
  if (kept.size > present.size) {
    const expected = bilingual(`至少${kept.size}个叶`, `${kept.size} leaves at least`)
    addFault(fileFault("WentBack", path, expected, bilingual(`${present.size}个叶`, `${present.size} leaves`)))
    return undefined
  }
  return kept
}
