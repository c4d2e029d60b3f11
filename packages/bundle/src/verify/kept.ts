/** The checkpoint that a reader kept, as evidence: signed by the log it convicts the log, unsigned it is hearsay. */
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
  /** With its signature lines. */
  readonly file: Uint8Array
  readonly head: TreeHead
  /** What the policy makes of it; `undefined` where it does not accept it. */
  readonly accepted: AcceptedCheckpoint | undefined
  /** Whether a key signed it that the policy knows as the log's, witnessed or not. */
  readonly isSigned: boolean
}

/** The tree head in a signed note, whoever signed it. */
export const parseHead = (file: Uint8Array): TreeHead | undefined =>
  pipe(
    parseNote(file),
    E.chainW(({ text }) => parseCheckpoint(text)),
    E.getOrElseW(() => undefined),
  )

/** `undefined` where it cannot be compared with the present one: of another log, or longer. */
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

/** What a policy makes of a kept checkpoint: another one where a hand-over of keys was followed. */
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
 * Tells what a kept checkpoint shows. Only leaves that give the root of the bundle's own checkpoint can contradict it:
 * otherwise they were damaged on the way.
 *
 * @param found the root at its size; `undefined` where the leaves are damaged or are missing.
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
