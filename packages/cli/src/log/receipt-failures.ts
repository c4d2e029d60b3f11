/** Why a receipt, or what is held against it, shows nothing. */
import type { ReceiptRefusal } from "@shifan/audit"
import { formatCheckpointRefusal, formatProveFault, type ProveFault } from "@shifan/bundle"
import { bilingual } from "@shifan/core"
import type { NoteFault } from "@shifan/tlog"
import type { ExitOf, FailureCode } from "../error-codes.js"
import { exits, failure, usage, type Failure } from "../result.js"

export const malformedReceipt = (
  file: string,
  fault: NoteFault | { readonly _tag: "MalformedReceipt"; readonly line: number },
): Failure =>
  fault._tag === "MalformedReceipt"
    ? usage(`${file}不是回执：第${fault.line}行`, `${file} is no receipt: line ${fault.line}`)
    : usage(`${file}不是回执：不是签名的文本`, `${file} is no receipt: it is no signed note`)

/** The codes of what was looked at and does not hold. */
type RefusedCode = { readonly [C in FailureCode]: 4 extends ExitOf<C> ? C : never }[FailureCode]

const refused = (code: RefusedCode, zh: string, en: string, figures?: unknown): Failure =>
  failure(exits.verificationFailed, code, zh, en, figures)

export const receiptFailure = (file: string, refusal: ReceiptRefusal): Failure => {
  switch (refusal._tag) {
    case "FileTooLong":
    case "MalformedNote":
    case "MalformedSignature":
    case "TooManySignatures":
    case "MalformedReceipt":
      return malformedReceipt(file, refusal)
    case "OtherLog": {
      const expected = refusal.expected.join(", ")
      return refused(
        refusal._tag,
        `属于另一日志${refusal.found}，不是${expected}`,
        `it is of another log, ${refusal.found}, and not of ${expected}`,
      )
    }
    case "NotSignedByLog":
      return {
        ...refused(
          refusal._tag,
          "没有本日志现用密钥的签名：不是本日志的回执",
          "no key that this log signs with has signed it: it is no receipt of this log",
        ),
        hint: bilingual(
          "密钥此后更换过的，请对照核验包核对，日志记载了历次的密钥",
          "if the log has changed its key since, verify it against a bundle, which records all of them",
        ),
      }
    case "ForgedReceipt":
      return refused(
        refusal._tag,
        `${refusal.key}的签名不成立：回执被改动或伪造`,
        `the signature of ${refusal.key} does not hold: the receipt was altered or forged`,
      )
    case "RetiredKey":
      return refused(
        refusal._tag,
        `签名的密钥早已由第${refusal.retiredAt}号叶停用：${refusal.key}`,
        `leaf ${refusal.retiredAt} had retired the key before: ${refusal.key}`,
        { key: refusal.key, retiredAt: refusal.retiredAt },
      )
    case "UnrecordedKey":
      return refused(
        refusal._tag,
        `日志没有记载这一密钥：${refusal.key}`,
        `the log does not record that key: ${refusal.key}`,
        { key: refusal.key },
      )
    case "HeadRefused": {
      const { zh, en } = formatCheckpointRefusal(refusal.refusal)
      return refused(refusal.refusal._tag, `策略不接受该检查点：${zh}`, `the policy does not accept the head: ${en}`)
    }
    case "LeafNotProved":
      return refused(
        refusal._tag,
        `证明不成立，既不能说明兑现，也不能说明违背：${refusal.fault._tag}`,
        `the proof does not hold, and shows neither that it was kept nor that it was broken: ${refusal.fault._tag}`,
      )
    case "AmbiguousKey":
    case "CryptoUnavailable":
      return failure(
        exits.failure,
        refusal._tag,
        `无法核对签名：${refusal._tag}`,
        `the signature cannot be verified: ${refusal._tag}`,
      )
  }
}

export const evidenceFailure = (fault: ProveFault): Failure => {
  const { zh, en } = formatProveFault(fault)
  return refused(fault._tag, zh, en)
}
