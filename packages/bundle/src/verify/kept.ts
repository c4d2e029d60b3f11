/** The checkpoint that a reader kept, as evidence: signed by the log it convicts the log, unsigned it is hearsay. */
import { sameInBoth } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import {
  acceptCheckpoint,
  type AcceptedCheckpoint,
  parseCheckpoint,
  parseNote,
  type Policy,
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
  const verified = policy === undefined ? undefined : await acceptCheckpoint(policy, file)()
  const accepted = verified !== undefined && E.isRight(verified) ? verified.right : undefined
  const isSigned = accepted !== undefined || (verified !== undefined && isUnwitnessed(verified))
  if (!isSigned) findings.observe([{ code: "KeptUnsigned" }])
  if (head.size <= present.size) return { file, head, accepted, isSigned }
  const expected = bilingual(`至少${head.size}个叶`, `${head.size} leaves at least`)
  const found = bilingual(`${present.size}个叶`, `${present.size} leaves`)
  findings.addFault(fileFault(isSigned ? "WentBack" : "HearsayDiffers", path, expected, found))
  return undefined
}

const isUnwitnessed = (verified: E.Either<{ readonly _tag: string }, unknown>): boolean =>
  E.isLeft(verified) && verified.left._tag === "QuorumNotMet"
