/** Failures of receipts and of the evidence for them. */
import type { ReceiptRefusal } from "@shifan/audit"
import { formatProveFault, formatReceiptRefusal, type ProveFault } from "@shifan/bundle"
import { bilingual } from "@shifan/core"
import type { ExitOf, FailureCode } from "../error-codes.js"
import { exits, failure, usage, type Failure } from "../result.js"

/** The file is not a receipt. */
export const malformedReceipt = (file: string, fault: ReceiptRefusal): Failure => {
  const { zh, en } = formatReceiptRefusal(fault)
  return usage(`${file}：${zh}`, `${file}: ${en}`)
}

/** Codes for evidence that was checked and does not hold. */
type RefusedCode = { readonly [C in FailureCode]: 4 extends ExitOf<C> ? C : never }[FailureCode]

const refused = (code: RefusedCode, refusal: ReceiptRefusal, figures?: unknown): Failure => {
  const { zh, en } = formatReceiptRefusal(refusal)
  return failure(exits.verificationFailed, code, zh, en, figures)
}

export const receiptFailure = (file: string, refusal: ReceiptRefusal): Failure => {
  switch (refusal._tag) {
    case "FileTooLong":
    case "MalformedNote":
    case "MalformedSignature":
    case "TooManySignatures":
    case "MalformedReceipt":
      return malformedReceipt(file, refusal)
    case "NotSignedByLog":
      return {
        ...refused(refusal._tag, refusal),
        hint: bilingual(
          "密钥此后更换过的，请对照核验包核对，日志记载了历次的密钥",
          "if the log has changed its key since, verify it against a bundle, which lists every key",
        ),
      }
    case "RetiredKey":
      return refused(refusal._tag, refusal, { key: refusal.key, retiredAt: refusal.retiredAt })
    case "UnrecordedKey":
      return refused(refusal._tag, refusal, { key: refusal.key })
    case "HeadRefused":
      return refused(refusal.refusal._tag, refusal)
    case "OtherLog":
    case "ForgedReceipt":
    case "LeafNotProved":
      return refused(refusal._tag, refusal)
    case "AmbiguousKey":
    case "CryptoUnavailable": {
      const { zh, en } = formatReceiptRefusal(refusal)
      return failure(exits.failure, refusal._tag, zh, en)
    }
  }
}

export const evidenceFailure = (fault: ProveFault): Failure => {
  const { zh, en } = formatProveFault(fault)
  return failure(exits.verificationFailed, fault._tag, zh, en)
}
