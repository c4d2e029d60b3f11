/** Describes the result of checking a receipt, for people. */
import { type Receipt, type ReceiptRefusal, type ReceiptVerdict, sameInBoth } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import { eventName } from "@shifan/core/messages"
import { toHex } from "@shifan/tlog"
import { formatCheckpointRefusal, formatProofFault } from "../messages.js"
import type { SummaryLine } from "../report/sentences.js"

/** Whether the promise was kept, in one line. */
export const formatReceiptVerdict = (verdict: ReceiptVerdict): Bilingual => {
  const { size, receipt } = verdict
  const { index, by } = receipt
  switch (verdict._tag) {
    case "Kept": {
      const { retiredAt: at, isRead } = verdict
      const since =
        at === undefined
          ? bilingual("", "")
          : bilingual(`（其密钥此后由第${at}号叶停用）`, `; leaf ${at} has retired its key since`)
      const unread = isRead
        ? bilingual("", "")
        : bilingual(
            "。只核对了叶哈希，没有读到记录：回执所述事件是否属实，须用核验包核对",
            ". Only its hash was compared: whether the record is the event described, a bundle shows",
          )
      return bilingual(
        `✓ 承诺已兑现：${size}条的检查点中，第${index}号叶即回执所载${since.zh}${unread.zh}`,
        `✓ kept: leaf ${index} under the head of ${size} leaves is the one in the receipt${since.en}${unread.en}`,
      )
    }
    case "Pending":
      return bilingual(
        `尚未到期：检查点仅至${size}条，最迟${by}应含第${index}号叶`,
        `not due yet: the head covers ${size} leaves, and leaf ${index} is due by ${by}`,
      )
    case "Unproven":
      return bilingual(
        `无从判断：检查点有${size}条，但未给出第${index}号叶；请用核验包或该记录的.tlog-proof核对`,
        `not shown: the head covers ${size} leaves, but nothing shows leaf ${index}; verify it against a bundle, or its .tlog-proof`,
      )
    case "Overdue":
      return bilingual(
        `✗ 已逾期：承诺最迟${by}含第${index}号叶，而该检查点仅至${size}条。这只对您自己成立：请索取最新的检查点，仍不含的，连同回执交审计机关`,
        `✗ overdue: leaf ${index} was due by ${by}, but this head covers only ${size} leaves. This convinces only you: ask for the newest head, and if the leaf is missing there too, take the receipt to the audit office`,
      )
    case "Broken":
      if (verdict.how === "anotherEvent")
        return bilingual(
          `✗ 承诺被违背：第${index}号叶确是回执所载的叶，但所记并非回执所述事件。日志签发的说明与记录不符`,
          `✗ broken: leaf ${index} is the one in the receipt, but it is not the event described there. The log signed a description that its record contradicts`,
        )
      return verdict.how === "anotherLeaf"
        ? bilingual(
            `✗ 承诺被违背：${size}条的检查点中，第${index}号叶是另一条记录。日志两次签名互相矛盾`,
            `✗ broken: leaf ${index} under the head of ${size} leaves is another record. The log signed both, and they contradict each other`,
          )
        : bilingual(
            `✗ 承诺被违背：${verdict.witness}在${instantOf(verdict.time)}会签时，日志仅至${size}条，不含最迟${by}应有的第${index}号叶`,
            `✗ broken: when ${verdict.witness} cosigned at ${instantOf(verdict.time)}, the log had ${size} leaves, without leaf ${index}, due by ${by}`,
          )
  }
}

/** A witness may state any number as its time. */
const instantOf = (time: number): string => {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString()
}

/** Why a receipt or its evidence shows nothing. */
export const formatReceiptRefusal = (refusal: ReceiptRefusal): Bilingual => {
  switch (refusal._tag) {
    case "MalformedReceipt":
      return bilingual(`不是回执：第${refusal.line}行`, `not a receipt: line ${refusal.line}`)
    case "FileTooLong":
    case "MalformedNote":
    case "MalformedSignature":
    case "TooManySignatures":
      return bilingual("不是回执：不是签名的文本", "not a receipt: not a signed note")
    case "OtherLog": {
      const expected = refusal.expected.join(", ")
      return bilingual(
        `属于另一日志${refusal.found}，不是${expected}`,
        `it belongs to another log, ${refusal.found}, not to ${expected}`,
      )
    }
    case "NotSignedByLog":
      return bilingual(
        "没有本日志现用密钥的签名：不是本日志的回执",
        "it is not signed by a key of this log, so it is not a receipt of this log",
      )
    case "ForgedReceipt":
      return bilingual(
        `${refusal.key}的签名不成立：回执被改动或伪造`,
        `the signature of ${refusal.key} does not hold: the receipt was altered or forged`,
      )
    case "RetiredKey":
      return bilingual(
        `签名的密钥早已由第${refusal.retiredAt}号叶停用：${refusal.key}`,
        `leaf ${refusal.retiredAt} had already retired the key: ${refusal.key}`,
      )
    case "UnrecordedKey":
      return bilingual(`日志没有记载这一密钥：${refusal.key}`, `the log has no record of that key: ${refusal.key}`)
    case "HeadRefused": {
      const { zh, en } = formatCheckpointRefusal(refusal.refusal)
      return bilingual(`策略不接受该检查点：${zh}`, `the policy does not accept the head: ${en}`)
    }
    case "LeafNotProved":
      return bilingual(
        `证明不成立，既不能说明兑现，也不能说明违背：${formatProofFault(refusal.fault).zh}`,
        `the proof does not hold, so it shows neither that the promise was kept nor that it was broken: ${formatProofFault(refusal.fault).en}`,
      )
    case "AmbiguousKey":
    case "CryptoUnavailable":
      return bilingual(`无法核对签名：${refusal._tag}`, `the signature cannot be verified: ${refusal._tag}`)
  }
}

/** Table of what the receipt promises. */
export const receiptSummary = ({
  receipt,
  verdict,
}: {
  readonly receipt: Receipt | null
  readonly verdict: ReceiptVerdict | null
}): ReadonlyArray<SummaryLine> =>
  receipt === null
    ? []
    : [
        { label: bilingual("日志", "log"), text: sameInBoth(receipt.origin) },
        { label: bilingual("事件", "event"), text: eventName(receipt.type, null) },
        { label: bilingual("所在的流", "stream"), text: sameInBoth(`${receipt.stream}@${receipt.revision}`) },
        { label: bilingual("生效", "effective"), text: sameInBoth(receipt.effectiveOn) },
        { label: bilingual("登记", "recorded"), text: sameInBoth(receipt.recordedAt) },
        {
          label: bilingual("承诺", "promised"),
          text: bilingual(`最迟${receipt.by}在第${receipt.index}号叶`, `to be leaf ${receipt.index} by ${receipt.by}`),
        },
        { label: bilingual("叶哈希", "leaf hash"), text: sameInBoth(toHex(receipt.leafHash)) },
        ...(verdict === null
          ? []
          : [
              {
                label: bilingual("检查点", "checkpoint"),
                text: bilingual(`${verdict.size}条`, `${verdict.size} leaves`),
              },
            ]),
      ]
