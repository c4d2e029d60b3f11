/** What an audit of a bundle finds: faults, which make it unsound, and observations, which a person should look at. */
import { type FaultCode, faultNames } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"

/** What does not hold of a bundle's files; of its events the codes are those of replay. */
export type FileFaultCode =
  | "FileRefused"
  | "PolicyMalformed"
  | "CheckpointRefused"
  | "KeptMalformed"
  | "OtherLog"
  | "WentBack"
  | "Forked"
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

export interface LeafPlace {
  /** From 0. */
  readonly index: number
  /** Empty where the leaf names none. */
  readonly stream: string
  readonly revision: number
}

export interface AuditFault {
  readonly code: FileFaultCode | FaultCode
  /** The file that holds what is at fault. */
  readonly path: string
  readonly at: LeafPlace | null
  readonly expected: Bilingual
  readonly found: Bilingual
}

export const auditFaultNames: { readonly [C in AuditFault["code"]]: Bilingual } = {
  ...faultNames,
  FileRefused: bilingual("文件缺失或无法读取", "a file is missing or cannot be read"),
  PolicyMalformed: bilingual("信任策略不合格式", "the policy is malformed"),
  CheckpointRefused: bilingual("检查点不被信任策略接受", "the policy does not accept the checkpoint"),
  KeptMalformed: bilingual("留存的检查点不合格式", "the checkpoint that was kept is malformed"),
  OtherLog: bilingual("留存的检查点属于另一日志", "the checkpoint that was kept is of another log"),
  WentBack: bilingual(
    "日志短于留存的检查点：记录被撤回",
    "the log is shorter than the checkpoint that was kept: it went back",
  ),
  Forked: bilingual(
    "日志与留存的检查点不一致：记录被改写",
    "the log does not continue the checkpoint that was kept: it was rewritten",
  ),
  EntriesMalformed: bilingual("条目包不合格式", "an entry bundle is malformed"),
  TileForged: bilingual("哈希块与叶重新计算的结果不符", "a tile is not the one its leaves give"),
  RootDiffers: bilingual("重新计算的根哈希与检查点不符", "the leaves do not give the root of the checkpoint"),
  InstrumentDiffers: bilingual("办法沿革与日志不符", "the instrument's history is not the one of the log"),
  RosterMalformed: bilingual("名单文件不合格式", "the roster is malformed"),
  RosterDiffers: bilingual("名单与日志不符", "the roster is not the one of the log"),
  ProofFails: bilingual("证明不成立", "a proof does not hold"),
  OpeningsMalformed: bilingual("开示文件不合格式", "the openings are malformed"),
  OpeningFails: bilingual("开示内容与封存承诺不符", "an opening is not what was sealed"),
  TooMuch: bilingual("超出核对的限度", "it is more than an audit takes on"),
  Unfinished: bilingual("核对中止", "the audit could not go on"),
}
