/** The head of a bundle: whom the reader trusts, what was signed, and what the reader kept from an earlier time. */
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
import { limits, names } from "../format.js"
import { formatFolderFault, formatPolicyFault, formatCheckpointRefusal } from "../messages.js"
import { aFile, type Findings } from "./findings.js"

export interface Head {
  /** With its signature lines. */
  readonly file: Uint8Array
  readonly checkpoint: TreeHead
  /** `undefined` where nothing vouches for it: what it says is then only compared with the rest of the bundle. */
  readonly accepted: AcceptedCheckpoint | undefined
  readonly kept: TreeHead | undefined
}

export interface Trusted {
  /** A policy file had from elsewhere. */
  readonly policy?: Uint8Array
  /** A checkpoint the reader kept, believed because it was kept: the keys may have changed since. */
  readonly kept?: Uint8Array
}

/** `undefined` when there is no checkpoint that could be read: then nothing else can be checked. */
export const readHead = async (folder: Folder, trusted: Trusted, findings: Findings): Promise<Head | undefined> => {
  const policy = await policyOf(folder, trusted, findings)
  const file = await folder.read(names.checkpoint, limits.note)()
  if (E.isLeft(file)) {
    findings.fault("FileRefused", names.checkpoint, aFile, formatFolderFault(file.left))
    return undefined
  }
  const accepted = policy === undefined ? undefined : await acceptCheckpoint(policy, file.right)()
  if (accepted !== undefined && E.isLeft(accepted)) {
    const expected = bilingual("策略接受的检查点", "a checkpoint the policy accepts")
    findings.fault("CheckpointRefused", names.checkpoint, expected, formatCheckpointRefusal(accepted.left))
  }
  const checkpoint = headIn(file.right)
  if (checkpoint === undefined) return undefined
  return {
    file: file.right,
    checkpoint,
    accepted: accepted !== undefined && E.isRight(accepted) ? accepted.right : undefined,
    kept: keptOf(trusted, checkpoint, findings),
  }
}

/** What a signed note says of a tree, whoever signed it. */
const headIn = (file: Uint8Array): TreeHead | undefined =>
  pipe(
    parseNote(file),
    E.chainW(({ text }) => parseCheckpoint(text)),
    E.getOrElseW(() => undefined),
  )

const policyOf = async (
  folder: Folder,
  { policy: given }: Trusted,
  findings: Findings,
): Promise<Policy | undefined> => {
  const own = await folder.read(names.policy, limits.note)()
  if (given === undefined) findings.observe([{ code: "OwnPolicy" }])
  if (given === undefined && E.isLeft(own)) {
    findings.fault("FileRefused", names.policy, aFile, formatFolderFault(own.left))
    return undefined
  }
  const used = given ?? (E.isRight(own) ? own.right : new Uint8Array())
  if (E.isRight(own) && !sameBytes(own.right, used)) findings.observe([{ code: "OtherPolicy" }])
  const parsed = parsePolicy(used)
  if (E.isLeft(parsed)) {
    const expected = bilingual("含quorum行的策略（C2SP tlog-policy）", "a policy with a quorum (C2SP tlog-policy)")
    findings.fault("PolicyMalformed", names.policy, expected, formatPolicyFault(parsed.left))
    return undefined
  }
  if (parsed.right.quorum._tag === "None") findings.observe([{ code: "NoWitness" }])
  return parsed.right
}

/** One that can be compared: of this log, and not beyond it. */
const keptOf = ({ kept: file }: Trusted, now: TreeHead, { fault }: Findings): TreeHead | undefined => {
  if (file === undefined) return undefined
  const kept = headIn(file)
  const { checkpoint: path } = names
  if (kept === undefined)
    fault(
      "KeptMalformed",
      path,
      bilingual("已签名的检查点", "a signed checkpoint"),
      bilingual("其他内容", "something else"),
    )
  else if (kept.origin !== now.origin)
    fault("OtherLog", path, bilingual(kept.origin, kept.origin), bilingual(now.origin, now.origin))
  else if (kept.size > now.size)
    fault(
      "WentBack",
      path,
      bilingual(`至少${kept.size}个叶`, `${kept.size} leaves at least`),
      bilingual(`${now.size}个叶`, `${now.size} leaves`),
    )
  else return kept
  return undefined
}
