import { bilingual, type Bilingual } from "@shifan/core"

/** Faults of the events in a log. */
export type LogFaultCode =
  | "HashDiffers"
  | "NotCanonical"
  | "NotAnEvent"
  | "Misplaced"
  | "Gap"
  | "BrokenChain"
  | "WrongId"
  | "RecordedBack"
  | "Repeated"
  | "OtherBureau"
  | "UnknownLaw"
  | "OutdatedLaw"
  | "Undecidable"
  | "DecidedOtherwise"
  | "NumberTwice"
  | "PublishedOtherwise"
  | "UnitsDiffer"
  | "HeadDiffers"
  | "Malformed"
  | "Unreadable"

/** Faults of the files in a bundle. */
export type FileFaultCode =
  | "FileRefused"
  | "PolicyMalformed"
  | "CheckpointRefused"
  | "KeptMalformed"
  | "OtherLog"
  | "WentBack"
  | "Forked"
  | "HearsayDiffers"
  | "UnknownSigner"
  | "PolicyDiffers"
  | "ReadmeDiffers"
  | "TimestampFails"
  | "TimeContradicted"
  | "EntriesMalformed"
  | "TileForged"
  | "RootDiffers"
  | "InstrumentDiffers"
  | "RosterMalformed"
  | "RosterDiffers"
  | "ProofFails"
  | "OpeningsMalformed"
  | "OpeningFails"
  | "TooMuch"
  | "Unfinished"

/** All faults that an audit can find, in the events or in the files of a bundle. */
export type AuditFaultCode = LogFaultCode | FileFaultCode

/** Position of a leaf. */
export interface LeafPlace {
  /** Leaf index in the log: from 0, in the order of the store. */
  readonly index: number
  /** Empty if the leaf names no stream, and at the end of the log. */
  readonly stream: string
  /** -1 if the leaf has no revision, and at the end of the log. */
  readonly revision: number
}

/** Position of a fault in a bundle. */
export interface FilePlace {
  /** Relative to the bundle's folder; empty if the fault is in no file. */
  readonly path: string
  /** The leaf in that file, if the fault concerns a single leaf. */
  readonly leaf: LeafPlace | null
}

interface FaultOf<Code extends string, Place> {
  readonly code: Code
  readonly place: Place
  readonly expected: Bilingual
  readonly found: Bilingual
}

/** A fault of an event, with its leaf index, stream and revision. */
export type LogFault = FaultOf<LogFaultCode, LeafPlace>

/** A fault of a bundle's file, and of a leaf in it if it concerns one. */
export type FileFault = FaultOf<FileFaultCode, FilePlace>

/** Any fault of a store or of a bundle. */
export type AuditFault = LogFault | FileFault

/** Description of each code, for people. */
export const auditFaultNames: { readonly [Code in AuditFaultCode]: Bilingual } = {
  HashDiffers: bilingual("字节与记录时的叶哈希不符", "the bytes do not match the recorded leaf hash"),
  NotCanonical: bilingual("字节不是规范化的JSON", "the bytes are not canonical JSON"),
  NotAnEvent: bilingual("不是事件", "it is not an event"),
  Misplaced: bilingual("事件自述的位置与实际不符", "the event says it is elsewhere"),
  Gap: bilingual("修订号不连续", "a revision is missing"),
  BrokenChain: bilingual("与上一事件的哈希链断开", "it does not name the hash of the event before it"),
  WrongId: bilingual("事件编号与命令不符", "its id does not follow from its command"),
  RecordedBack: bilingual("登记时间早于前一记录", "it is recorded before the leaf before it"),
  Repeated: bilingual("命令编号已用于另一命令", "another command has the same id"),
  OtherBureau: bilingual("记录在其他机关的流中", "it is in the streams of another bureau"),
  OutdatedLaw: bilingual("所依据的规定当时已有变更", "the law it rests on had already changed"),
  UnknownLaw: bilingual("所依据的规定无从查考", "the law it rests on cannot be found"),
  Undecidable: bilingual("重新裁决被驳回", "decided again, it is refused"),
  DecidedOtherwise: bilingual("重新裁决的结果不同", "decided again, the result differs"),
  NumberTwice: bilingual("编号已由此前的事件使用", "an earlier event has the same number"),
  PublishedOtherwise: bilingual("公布的名单与重放所得不同", "the published list differs from the replayed one"),
  HeadDiffers: bilingual("公布记录所附的检查点不是该日志的", "the published signed head differs from the log's"),
  UnitsDiffer: bilingual(
    "名单所附的单位状况表与重放所得不同",
    "the published map of units differs from the replayed one",
  ),
  Malformed: bilingual("事件内容不合格式", "its data does not match its type"),
  Unreadable: bilingual("存储无法读取", "the store cannot be read"),
  FileRefused: bilingual("文件缺失或无法读取", "a file is missing or cannot be read"),
  PolicyMalformed: bilingual("信任策略不合格式", "the policy is malformed"),
  CheckpointRefused: bilingual("检查点不被信任策略接受", "the policy does not accept the checkpoint"),
  KeptMalformed: bilingual("留存的检查点不合格式", "the kept checkpoint is malformed"),
  OtherLog: bilingual("留存的检查点属于另一日志", "the kept checkpoint belongs to another log"),
  WentBack: bilingual(
    "日志短于留存的检查点：记录被撤回",
    "the log is shorter than the kept checkpoint: it was rolled back",
  ),
  Forked: bilingual(
    "日志与留存的检查点不一致：记录被改写",
    "the log does not continue the kept checkpoint: it was rewritten",
  ),
  HearsayDiffers: bilingual(
    "与给出的检查点不一致，而该检查点没有本日志的签名，不足为证",
    "it does not continue the given checkpoint, which is hearsay: this log did not sign it",
  ),
  UnknownSigner: bilingual("签名的密钥不是日志记载的现用密钥", "the signing key is not one of the log's"),
  PolicyDiffers: bilingual(
    "包内的信任策略所列密钥与日志记载的不符",
    "the bundle's policy does not name the keys that the log signs with",
  ),
  ReadmeDiffers: bilingual(
    "说明（README.md）不是本程序为该核验包写的那一份",
    "its README.md does not match this bundle",
  ),
  TimestampFails: bilingual("时间戳不是该检查点的", "the timestamp does not belong to this checkpoint"),
  TimeContradicted: bilingual("时间与他人所见矛盾", "its time contradicts what others saw"),
  EntriesMalformed: bilingual("条目包不合格式", "an entry bundle is malformed"),
  TileForged: bilingual("哈希块与叶重新计算的结果不符", "a tile differs from the one computed from its leaves"),
  RootDiffers: bilingual("重新计算的根哈希与检查点不符", "the leaves do not have the root of the checkpoint"),
  InstrumentDiffers: bilingual("办法沿革与日志不符", "the instrument's history differs from the log"),
  RosterMalformed: bilingual("名单文件不合格式", "the roster is malformed"),
  RosterDiffers: bilingual("名单与日志不符", "the roster differs from the log"),
  ProofFails: bilingual("证明不成立", "a proof does not hold"),
  OpeningsMalformed: bilingual("开示文件不合格式", "the openings are malformed"),
  OpeningFails: bilingual("开示内容与封存承诺不符", "an opening differs from what was sealed"),
  TooMuch: bilingual("超出核对的限度", "there is more than an audit can process"),
  Unfinished: bilingual("核对中止", "the audit could not go on"),
}

/** A text without translation: a value such as a hash, a position or JSON, or an engine's own message. */
export const sameInBoth = (text: string): Bilingual => bilingual(text, text)

export const logFault = (code: LogFaultCode, place: LeafPlace, expected: Bilingual, found: Bilingual): LogFault => ({
  code,
  place,
  expected,
  found,
})

export const inLogOrder = (a: LogFault, b: LogFault): number => a.place.index - b.place.index

/** Collects the faults of a log: keeps the first ones, counts the rest. */
export interface FaultList {
  readonly kept: ReadonlyArray<LogFault>
  readonly add: (fault: LogFault | undefined) => void
  /** Number of all faults, kept or not. */
  readonly count: () => number
}

export const faultList = (most: number): FaultList => {
  const kept: Array<LogFault> = []
  let count = 0
  return {
    kept,
    count: () => count,
    add: (fault) => {
      if (fault === undefined) return
      count++
      if (kept.length < most) kept.push(fault)
    },
  }
}
