import { bilingual, type Bilingual } from "@shifan/core"
import type { ReadError } from "@shifan/event-store"
import { type CheckpointRefusal, type FileTooLong, type MalformedPolicy, toHex } from "@shifan/tlog"
import { formatTimestampFault, type TimestampFault } from "../timestamp/timestamp.js"
import type { FolderFault, WritingFault } from "../folder.js"
import type { LeafTooLong } from "../tile-writer.js"
import { formatFolderFault, formatPolicyFault, formatCheckpointRefusal, formatWritingFault } from "../messages.js"

/** The log ends before the checkpoint does. Sizes in leaves. */
export interface LogTooShort {
  readonly _tag: "LogTooShort"
  readonly expected: number
  readonly found: number
}

/** The log's root is not the one that the checkpoint signs. */
export interface OtherRoot {
  readonly _tag: "OtherRoot"
  readonly expected: Uint8Array
  readonly found: Uint8Array
}

/** The leaves seal no value at these paths, or a different value. */
export interface OpeningsFail {
  readonly _tag: "OpeningsFail"
  readonly openings: ReadonlyArray<{ readonly index: number; readonly path: string }>
}

/** The audience may not see these openings. */
export interface OutOfScope {
  readonly _tag: "OutOfScope"
  readonly openings: ReadonlyArray<{ readonly index: number; readonly path: string }>
}

/** The roster has a title that no leaf grants, so it comes from another log. */
export interface TitleUnfounded {
  readonly _tag: "TitleUnfounded"
  readonly uscc: string
}

/** Why no bundle was made. Nothing is left on disk. */
export type ExportFault =
  | { readonly _tag: "PolicyRefused"; readonly reason: FileTooLong | MalformedPolicy }
  | { readonly _tag: "CheckpointRefused"; readonly reason: CheckpointRefusal }
  | { readonly _tag: "LogUnreadable"; readonly reason: ReadError }
  | LeafTooLong
  /** The timestamp is not for the checkpoint. */
  | { readonly _tag: "TimestampFails"; readonly reason: TimestampFault }
  | LogTooShort
  | OtherRoot
  | OpeningsFail
  | OutOfScope
  | TitleUnfounded
  | FolderFault
  | WritingFault

/** One sentence for people, in both languages. */
export const formatExportFault = (fault: ExportFault): Bilingual => {
  switch (fault._tag) {
    case "PolicyRefused": {
      const { zh, en } = formatPolicyFault(fault.reason)
      return bilingual(`信任策略不合格式：${zh}`, `the policy is malformed: ${en}`)
    }
    case "TimestampFails": {
      const { zh, en } = formatTimestampFault(fault.reason)
      return bilingual(`时间戳不是该检查点的：${zh}`, `the timestamp is not one of the checkpoint: ${en}`)
    }
    case "CheckpointRefused": {
      const { zh, en } = formatCheckpointRefusal(fault.reason)
      return bilingual(`信任策略不接受该检查点：${zh}`, `the policy does not accept the checkpoint: ${en}`)
    }
    case "LogUnreadable": {
      const why = "reason" in fault.reason ? fault.reason.reason : fault.reason._tag
      return bilingual(`日志无法读取：${why}`, `the log cannot be read: ${why}`)
    }
    case "LeafTooLong":
      return bilingual(`第${fault.index}号叶过长`, `leaf ${fault.index} is too long`)
    case "LogTooShort":
      return bilingual(
        `检查点有${fault.expected}个叶，日志只有${fault.found}个`,
        `the checkpoint is of ${fault.expected} leaves, the log has ${fault.found}`,
      )
    case "OtherRoot":
      return bilingual(
        `日志的根哈希是${toHex(fault.found)}，检查点的是${toHex(fault.expected)}`,
        `the log has the root ${toHex(fault.found)}, the checkpoint ${toHex(fault.expected)}`,
      )
    case "OpeningsFail":
      return bilingual(
        `开示内容与封存承诺不符：${formatOpenings(fault)}`,
        `not what was sealed: ${formatOpenings(fault)}`,
      )
    case "OutOfScope":
      return bilingual(`不在开示范围内：${formatOpenings(fault)}`, `out of scope: ${formatOpenings(fault)}`)
    case "TitleUnfounded":
      return bilingual(`${fault.uscc}的称号不出自日志`, `no leaf gives ${fault.uscc} its title`)
    case "FolderInUse":
    case "NotWritten":
      return formatWritingFault(fault)
    default: {
      const { zh, en } = formatFolderFault(fault)
      return bilingual(`${fault.path}：${zh}`, `${fault.path}: ${en}`)
    }
  }
}

const formatOpenings = ({ openings }: OpeningsFail | OutOfScope): string =>
  openings.map(({ index, path }) => `#${index} ${path}`).join(", ")
