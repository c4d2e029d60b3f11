import type { AuditFault } from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"

/** Explains a finding to readers who have never run a log, and tells them what to do. */
export interface Advice {
  readonly means: Bilingual
  readonly todo: Bilingual
}

export const advice = (meansZh: string, meansEn: string, todoZh: string, todoEn: string): Advice => ({
  means: bilingual(meansZh, meansEn),
  todo: bilingual(todoZh, todoEn),
})

const incomplete = advice(
  "核验包不完整或已损坏，这一部分无法核对。",
  "The bundle is incomplete or damaged; this part cannot be checked.",
  "请重新下载或索取核验包后再核验；若仍然如此，请向发布单位询问。",
  "Download it again and verify once more; if nothing changes, ask the publisher.",
)

const untrusted = advice(
  "没有可信的签名为这份记录担保，谁都可能做出这样一份文件。",
  "No signature you can trust vouches for this record: anyone could have made these files.",
  "请确认信任策略取自可信来源且属于该日志；若确认无误，请向审计机关反映。",
  "Make sure that the policy is from a source you trust and is for this log; if it is, tell the audit office.",
)

const rewritten = advice(
  "现在的记录与您以前留存的检查点不一致：公布过的记录被撤回或改写。",
  "The record does not match your kept checkpoint: published records were withdrawn or rewritten.",
  "请保存本核验包和留存的检查点，二者合起来就是证据，并向审计机关或纪检监察机关反映。",
  "Keep this bundle and your checkpoint, which together are evidence, and tell the audit office or the inspection.",
)

const otherKept = advice(
  "您给出的留存检查点不能用于比较，尚未判断记录是否被改写。",
  "The checkpoint you gave cannot be compared, so nothing was shown about rewriting.",
  "请换用以前核验同一日志时留存的checkpoint文件。",
  "Give the file called checkpoint that you kept when you verified this same log before.",
)

const altered = advice(
  "记录的内容与签名时不同：有人改动过，或文件在传送中损坏。",
  "The record is not what was signed: it was changed, or the files were damaged in transit.",
  "请重新下载后再核验；若仍然如此，请保存本核验包并向审计机关反映。",
  "Download it again and verify once more; if nothing changes, keep this bundle and tell the audit office.",
)

const incoherent = advice(
  "这条记录不合格式，或与前后记录不连贯，可能有遗漏、插入或重排。",
  "This record is malformed, or does not follow from those before it: some may be missing, inserted or moved.",
  "请记下条目序号，并向发布单位或审计机关反映。",
  "Note the number of the record, and tell the publisher or the audit office.",
)

const undecided = advice(
  "按照当时有效的办法重新裁决，得不出记录所载的决定。",
  "Decided again under the rules in force then, the result differs from the record.",
  "请记下条目序号，向作出决定的机关询问依据，或向审计机关反映。",
  "Note the number of the record; ask the authority what its decision rests on, or tell the audit office.",
)

const attached = advice(
  "随附的名单、证明或办法沿革与日志不一致，不能作为依据；应以日志为准。",
  "The list, a proof or the regulation's history disagrees with the log and cannot be relied on.",
  "请勿采信该文件，并向发布单位反映。",
  "Do not rely on that file, and tell the publisher.",
)

const misstated = advice(
  "公布的名单不是按当时的日志得出的那一份。",
  "The published list differs from the one computed from the log at the time.",
  "请以日志为准，并向公布单位或审计机关反映。",
  "Rely on the log, and tell the publisher of the list or the audit office.",
)

const excessive = advice(
  "日志中这类记录多得反常，其后的记录只核对了内容，没有重新裁决。",
  "The log has more of these than any bureau writes: for the rest only bytes were checked, and no decision was taken again.",
  "请向发布单位询问，或向审计机关反映。",
  "Ask the publisher, or tell the audit office.",
)

const unopened = advice(
  "所开示的个人信息不是当初封存的内容。",
  "The personal data disclosed to you differ from what was sealed.",
  "请勿采信该项内容，并向开示的机关反映。",
  "Do not rely on them, and tell the authority that disclosed them.",
)

/** Most important first: trust in the log and changes to it come before their consequences. */
export const faultOrder: ReadonlyArray<Advice> = [
  untrusted,
  rewritten,
  altered,
  incomplete,
  incoherent,
  undecided,
  excessive,
  misstated,
  attached,
  unopened,
  otherKept,
]

export const faultAdvice: { readonly [C in AuditFault["code"]]: Advice } = {
  FileRefused: incomplete,
  EntriesMalformed: incomplete,
  Unfinished: incomplete,
  Unreadable: incomplete,
  PolicyMalformed: untrusted,
  CheckpointRefused: untrusted,
  WentBack: rewritten,
  Forked: rewritten,
  HearsayDiffers: otherKept,
  UnknownSigner: untrusted,
  TimeContradicted: rewritten,
  PolicyDiffers: attached,
  ReadmeDiffers: attached,
  TimestampFails: attached,
  KeptMalformed: otherKept,
  OtherLog: otherKept,
  TileForged: altered,
  RootDiffers: altered,
  HashDiffers: altered,
  NotCanonical: incoherent,
  NotAnEvent: incoherent,
  Misplaced: incoherent,
  Gap: incoherent,
  BrokenChain: incoherent,
  NumberTwice: incoherent,
  WrongId: incoherent,
  Malformed: incoherent,
  RecordedBack: incoherent,
  Repeated: incoherent,
  OtherBureau: undecided,
  OutdatedLaw: undecided,
  UnknownLaw: undecided,
  Undecidable: undecided,
  DecidedOtherwise: undecided,
  TooMuch: excessive,
  PublishedOtherwise: misstated,
  UnitsDiffer: misstated,
  HeadDiffers: misstated,
  InstrumentDiffers: attached,
  RosterMalformed: attached,
  RosterDiffers: attached,
  ProofFails: attached,
  OpeningsMalformed: unopened,
  OpeningFails: unopened,
}
