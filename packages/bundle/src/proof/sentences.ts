/** Describes the result of verifying a proof, for people. */
import { auditFaultNames, sameInBoth } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import { eventName } from "@shifan/core/messages"
import { inclusionCaveat } from "../prove.js"
import { formatNames, type SummaryLine } from "../report/sentences.js"
import { isProved, type MissingPart, type ProofFaultCode, type ProofReport, type ProvedRecord } from "./verify.js"

/** What the proof shows and what it does not, in one line. */
export const formatProofVerdict = (report: ProofReport): Bilingual => {
  const { length } = report.faults
  if (length > 0) return bilingual(`✗ ${length}处不符`, `✗ faults: ${length}`)
  return isProved(report)
    ? bilingual(
        `✓ 这条记录原样载于经签名的日志。${inclusionCaveat.zh}`,
        `✓ This record is in the signed log. ${inclusionCaveat.en}`,
      )
    : bilingual("没有发现不符，但材料不全：", "Nothing false was found, but something is missing:")
}

/** Name of each proof fault, in both languages. */
export const proofFaultNames: { readonly [C in ProofFaultCode]: Bilingual } = {
  ProofMalformed: bilingual("证明文件不合格式", "the proof is malformed"),
  CheckpointMalformed: bilingual("证明所附的检查点不合格式", "the checkpoint in the proof is malformed"),
  PolicyMalformed: bilingual("信任策略不合格式", "the policy is malformed"),
  CheckpointRefused: bilingual("检查点不被信任策略接受", "the policy does not accept the checkpoint"),
  OutsideTree: bilingual("证明的形状与序号不符", "the proof does not have the shape its index requires"),
  NotInLog: bilingual("该记录不是证明所指的那一条", "the proof belongs to another record"),
  KeptMalformed: auditFaultNames.KeptMalformed,
  OtherLog: auditFaultNames.OtherLog,
  Forked: auditFaultNames.Forked,
  HearsayDiffers: auditFaultNames.HearsayDiffers,
}

/** What the reader has to supply before a proof or statement shows anything. */
export const missingTexts: { readonly [M in MissingPart]: Bilingual } = {
  policy: bilingual(
    "没有信任策略，签名没有核对，不能说明日志出自谁手。请从您信任的来源取得策略文件并选入。",
    "Without a policy no signature was checked, so nothing shows whose log it is. Choose a policy from a source you trust.",
  ),
  leaf: bilingual(
    "没有记录本身，只能核对证明的形式，不能说明哪条记录在日志中。请把记录的原始字节（叶）与证明一起给出。",
    "Without the record only the format was checked, so nothing shows which record is in the log. Give the record's own bytes (the leaf) together with the proof.",
  ),
  consistency: bilingual(
    "留存的检查点与所附的检查点条数不同，仅凭这份文件不能说明两者出自同一历史。请用核验包连同留存的检查点核验。",
    "The checkpoint you kept has another size than the one in the file, so the file alone cannot show that both belong to one history. Verify a bundle together with the one you kept.",
  ),
}

/** Table of the checks made. */
export const proofSummary = ({
  missing,
  index,
  origin,
  size,
  signedBy,
  witnessedBy,
  record,
}: ProofReport): ReadonlyArray<SummaryLine> => [
  { label: bilingual("日志", "log"), text: sameInBoth(origin ?? "—") },
  {
    label: bilingual("位置", "place"),
    text:
      index === null || size === null
        ? sameInBoth("—")
        : bilingual(`共${size}条中的第${index}条（从0计）`, `${index}, counted from 0, of ${size}`),
  },
  { label: bilingual("签名", "signed by"), text: missing.includes("policy") ? unchecked : formatNames(signedBy) },
  { label: bilingual("会签", "witnessed by"), text: missing.includes("policy") ? unchecked : formatNames(witnessedBy) },
  ...(record === null
    ? []
    : [{ label: bilingual("叶哈希", "leaf hash"), text: sameInBoth(record.hash) }, ...eventLines(record.event)]),
]

const unchecked = bilingual("未核对", "not checked")

const eventLines = (event: ProvedRecord["event"]): ReadonlyArray<SummaryLine> =>
  event === null
    ? [{ label: bilingual("记录", "record"), text: bilingual("不是本页认识的事件", "an event unknown to this page") }]
    : [
        { label: bilingual("事件", "event"), text: eventName(event.type, null) },
        { label: bilingual("所在的流", "stream"), text: sameInBoth(`${event.stream}@${event.revision}`) },
        { label: bilingual("生效", "effective"), text: sameInBoth(event.effectiveOn) },
        { label: bilingual("登记", "recorded"), text: sameInBoth(event.recordedAt) },
      ]
