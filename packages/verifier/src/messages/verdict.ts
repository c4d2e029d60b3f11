import {
  formatProofVerdict,
  formatReceiptVerdict,
  formatStatementVerdict,
  formatVerdict,
  isProved,
  isStated,
  verdictWords,
  type ProofFaultCode,
  type ProofReport,
  type ReceiptReport,
  type StatementFaultCode,
  type StatementReport,
} from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { datesInChinese } from "@shifan/core/messages"
import type { Audited, Outcome } from "../verification/job.js"
import { advice, faultAdvice, type Advice } from "./advice.js"

/** `good`: proved. `limited`: no fault, but not proved either. `bad`: a fault. `none`: nothing was verified. */
export type Tone = "good" | "limited" | "bad" | "none"

/** The verdict in a word, with a sentence that explains it. */
export interface Headline {
  readonly tone: Tone
  readonly verdict: Bilingual
  readonly explanation: Bilingual
}

export const headlineOf = (outcome: Outcome): Headline => {
  switch (outcome._tag) {
    case "Refused":
      return {
        tone: "none",
        verdict: bilingual("未核验", "Not verified"),
        explanation: bilingual("对记录的真伪不作任何判断。", "This says nothing about the record, true or false."),
      }
    case "Proved":
      return proofHeadline(outcome.report)
    case "Stated":
      return statementHeadline(outcome.report)
    case "Promised":
      return receiptHeadline(outcome.report)
    case "Audited":
      return bundleHeadline(outcome)
  }
}

/** The headline itself says it, so that a certification revoked since cannot be presented as valid. */
const onRecord = bilingual(
  "成立：记录在日志中，此后是否撤销未核验",
  "It holds: the record is in the log; this does not show whether it is still in force",
)
const nothingShown = bilingual("尚不能断定", "Nothing is shown yet")
const { bad: fails } = verdictWords

/** Whether the reader's policy equals the bundle's own, which may be where they got it from. */
const isTheBundles = ({ report, ownPolicy }: Audited): boolean =>
  ownPolicy && !report.observations.some(({ code }) => code === "OtherPolicy")

/** Origin of the policy in use, as far as the page can tell. */
export const policySource = (outcome: Audited): Bilingual => {
  if (!outcome.ownPolicy) return bilingual("取自核验包", "the bundle's own")
  return isTheBundles(outcome)
    ? bilingual(
        "由核验者选入，与包内的那份逐字节相同；是否另行取得，本页无从知道",
        "chosen by the reader and identical to the one in the bundle; this page cannot know whether it came from an independent source",
      )
    : bilingual("由核验者选入，与包内的那份不同", "chosen by the reader; it differs from the one in the bundle")
}

const bundleHeadline = (outcome: Audited): Headline => {
  const { report, ownPolicy } = outcome
  const counts = formatVerdict(report)
  if (!report.sound) return { tone: "bad", verdict: fails, explanation: counts }
  return ownPolicy
    ? { tone: "good", verdict: verdictWords.good, explanation: byThePolicy(counts, isTheBundles(outcome)) }
    : {
        tone: "limited",
        verdict: verdictWords.limited,
        explanation: bilingual(
          `${counts.zh}。所信任的密钥取自核验包本身，伪造者也能做出自相一致的核验包。请选入另行取得的信任策略。`,
          `${counts.en}. The keys it trusts are the bundle's own, and a forger's bundle would be consistent too. Choose a policy from an independent source.`,
        ),
      }
}

/** Sound under the chosen policy. Only the reader can know how good that policy is. */
const byThePolicy = (counts: Bilingual, isTheBundlesOwn: boolean): Bilingual => {
  const same = isTheBundlesOwn
    ? bilingual(
        "它与包内的那份相同：如取自包内，则不足为凭",
        ", which is identical to the one in the bundle: if taken from there, it vouches for nothing",
      )
    : bilingual("它是否可信由您判断", "; whether to trust it is for you to judge")
  return bilingual(
    `${counts.zh}。以您选入的信任策略为准，${same.zh}。`,
    `${counts.en}. By the policy you chose${same.en}.`,
  )
}

const proofHeadline = (report: ProofReport): Headline => {
  const explanation = formatProofVerdict(report)
  if (report.faults.length > 0) return { tone: "bad", verdict: fails, explanation }
  return isProved(report)
    ? { tone: "good", verdict: onRecord, explanation }
    : { tone: "limited", verdict: nothingShown, explanation }
}

/** The statement is valid whether or not the log knows the unit; the explanation says which. */
const statementHeadline = (report: StatementReport): Headline => {
  const explanation = formatStatementVerdict(report)
  if (report.faults.length > 0) return { tone: "bad", verdict: fails, explanation }
  if (!isStated(report)) return { tone: "limited", verdict: nothingShown, explanation }
  const day = report.list?.asOf ?? ""
  return {
    // Green only for units on the list: a company must not impress a bank with anything else.
    tone: report.standing?.listed === true ? "good" : "limited",
    verdict:
      report.standing?.listed === true
        ? bilingual(`截至${datesInChinese(day)}在名单上`, `On the list on ${day}`)
        : bilingual(`截至${datesInChinese(day)}不在名单上`, `Not on the list on ${day}`),
    explanation,
  }
}

/** Green only for a promise that was kept. */
const receiptHeadline = ({ verdict, refusal }: ReceiptReport): Headline => {
  if (verdict !== null) return { ...receiptOutcomes[verdict._tag], explanation: formatReceiptVerdict(verdict) }
  return refusal === null
    ? {
        tone: "limited",
        verdict: nothingShown,
        explanation: bilingual(
          "回执的格式无误，但材料不全，不能说明承诺是否兑现。",
          "The receipt is well-formed, but something is missing: nothing shows whether the promise was kept.",
        ),
      }
    : { tone: "bad", verdict: fails, explanation: refusal.found }
}

const receiptOutcomes: {
  readonly [T in NonNullable<ReceiptReport["verdict"]>["_tag"]]: Omit<Headline, "explanation">
} = {
  Kept: { tone: "good", verdict: bilingual("承诺已兑现", "The promise was kept") },
  Pending: { tone: "limited", verdict: bilingual("承诺尚未到期", "The promise is not due yet") },
  Unproven: { tone: "limited", verdict: nothingShown },
  Overdue: { tone: "bad", verdict: bilingual("承诺已逾期", "The promise is overdue") },
  Broken: { tone: "bad", verdict: bilingual("承诺被违背", "The promise was broken") },
}

const spoilt = advice(
  "证明文件已损坏，或者不是证明。",
  "The file is damaged, or is not a proof.",
  "请重新索取后再核验。",
  "Ask for it again and verify once more.",
)

const untrusted = advice(
  "没有可信的签名为该日志担保。",
  "No signature you can trust vouches for the log.",
  "请确认信任策略取自可信来源且属于该日志；若确认无误，请向审计机关反映。",
  "Make sure that the policy is from a source you trust and is for this log; if it is, tell the audit office.",
)

export const proofAdvice: { readonly [C in ProofFaultCode]: Advice } = {
  ProofMalformed: spoilt,
  CheckpointMalformed: spoilt,
  OutsideTree: spoilt,
  PolicyMalformed: untrusted,
  CheckpointRefused: untrusted,
  NotInLog: advice(
    "您手里的记录与日志中的不同，哪怕只差一个字节。",
    "Your record differs from the one in the log, perhaps by a single byte.",
    "请确认给出的是该记录的原始字节（末尾没有换行）；若是，请保存两份文件并向审计机关反映。",
    "Make sure that the file holds the record's own bytes, with no line feed at its end; if it does, keep both files and tell the audit office.",
  ),
  KeptMalformed: faultAdvice.KeptMalformed,
  OtherLog: faultAdvice.OtherLog,
  Forked: faultAdvice.Forked,
  HearsayDiffers: faultAdvice.HearsayDiffers,
}

const otherStatement = advice(
  "文件所附的内容彼此对不上，不能说明该单位的状况。",
  "The parts of the file do not belong together and show nothing about the unit.",
  "请重新索取；若仍如此，请保存文件并向审计机关反映。",
  "Ask for it again; if it is the same, keep the file and tell the audit office.",
)

export const statementAdvice: { readonly [C in StatementFaultCode]: Advice } = {
  ...proofAdvice,
  StatementMalformed: spoilt,
  NotInLog: otherStatement,
  NoList: otherStatement,
  OtherDivision: otherStatement,
  NotInMap: otherStatement,
  NotNeighbours: otherStatement,
}
