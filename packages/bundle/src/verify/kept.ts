/** Uses a reader's kept checkpoint as evidence: signed by the log it can convict the log, unsigned it is hearsay. */
import { sameInBoth } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import {
  acceptCheckpoint,
  type AcceptedCheckpoint,
  parseCheckpoint,
  parseNote,
  type Policy,
  sameBytes,
  toHex,
  type TreeHead,
} from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { fileNames } from "../format.js"
import { fileFault, type FindingsCollector, somethingElse } from "./findings.js"

export interface KeptHead {
  /** Checkpoint file with its signature lines. */
  readonly file: Uint8Array
  readonly head: TreeHead
  /** The checkpoint under the policy; `undefined` if not accepted. */
  readonly accepted: AcceptedCheckpoint | undefined
  /** Whether it is signed by a key that the policy knows as the log's, witnessed or not. */
  readonly isSigned: boolean
}

/** The tree head in a signed note, without verifying signatures. */
export const parseHead = (file: Uint8Array): TreeHead | undefined =>
  pipe(
    parseNote(file),
    E.chainW(({ text }) => parseCheckpoint(text)),
    E.getOrElseW(() => undefined),
  )

/** `undefined` if it cannot be compared with the current one: of another log, or longer. */
export const readKept = async (
  file: Uint8Array,
  present: TreeHead,
  policy: Policy | undefined,
  findings: FindingsCollector,
): Promise<KeptHead | undefined> => {
  const path = fileNames.checkpoint
  const head = parseHead(file)
  if (head === undefined) {
    findings.addFault(
      fileFault("KeptMalformed", path, bilingual("已签名的检查点", "a signed checkpoint"), somethingElse),
    )
    return undefined
  }
  if (head.origin !== present.origin) {
    findings.addFault(fileFault("OtherLog", path, sameInBoth(head.origin), sameInBoth(present.origin)))
    return undefined
  }
  const kept = await judged({ file, head }, policy)
  if (head.size <= present.size) return kept
  if (!kept.isSigned) findings.observe([{ code: "KeptUnsigned" }])
  const expected = bilingual(`至少${head.size}个叶`, `${head.size} leaves at least`)
  const found = bilingual(`${present.size}个叶`, `${present.size} leaves`)
  findings.addFault(fileFault(kept.isSigned ? "WentBack" : "HearsayDiffers", path, expected, found))
  return undefined
}

/** Judges a kept checkpoint under a policy, which differs after a hand-over of keys. */
export const judged = async (
  { file, head }: Pick<KeptHead, "file" | "head">,
  policy: Policy | undefined,
): Promise<KeptHead> => {
  const verified = policy === undefined ? undefined : await acceptCheckpoint(policy, file)()
  const accepted = verified !== undefined && E.isRight(verified) ? verified.right : undefined
  return {
    file,
    head,
    accepted,
    isSigned: accepted !== undefined || (verified !== undefined && isUnwitnessed(verified)),
  }
}

const isUnwitnessed = (verified: E.Either<{ readonly _tag: string }, unknown>): boolean =>
  E.isLeft(verified) && verified.left._tag === "QuorumNotMet"

/**
 * Reports what a kept checkpoint shows. Only leaves that give the root of the bundle's own checkpoint can contradict it:
 * other leaves were damaged in transit.
 *
 * @param found root at its size; `undefined` if leaves are damaged or missing
 * @param isAccepted whether the policy accepts the checkpoint of the bundle
 */
export const reportKept = (
  { head, isSigned }: KeptHead,
  found: Uint8Array | undefined,
  isAccepted: boolean,
  { addFault, observe }: FindingsCollector,
): void => {
  if (!isSigned) observe([{ code: "KeptUnsigned" }])
  if (found === undefined || sameBytes(found, head.root)) return
  const root = formatRoot({ ...head, root: found })
  addFault(fileFault(isSigned ? "Forked" : "HearsayDiffers", fileNames.checkpoint, formatRoot(head), root))
  if (isSigned && isAccepted) observe([{ code: "ForkProof", keptSize: head.size }])
}

export const formatRoot = ({ size, root }: Pick<TreeHead, "size" | "root">): Bilingual =>
  bilingual(`${size}个叶，根${toHex(root)}`, `${size} leaves, root ${toHex(root)}`)
