/** Failures about files to verify: archives, receipts, signatures and timestamps. */
import { exits } from "../exit-codes.js"
import { error, failed, refused, unproved } from "./entry.js"

/** The archive contains no bundle, or several: nothing was verified, so this is not a verdict. */
const archive = (zh: string, en: string) =>
  unproved(zh, en, "解压后核对，或重新索取核验包", "unpack it and look, or ask for the bundle again")

export const archives = {
  ArchiveRefused: archive("压缩文件有误", "the archive is broken or ambiguous"),
  BadName: archive("压缩文件中的文件名有误", "the archive has a name that no bundle contains"),
  Encrypted: archive("压缩文件已加密", "the archive is encrypted"),
  NoBundle: archive("其中没有核验包", "it contains no bundle"),
  NotRead: archive("文件无法读取", "it cannot be read"),
  Nothing: archive("其中没有文件", "there is nothing in it"),
  OtherArchive: archive("不是.zip文件", "an archive other than .zip"),
  SameName: archive("有同名文件", "two files with the same name"),
  SeveralBundles: archive("其中有几个核验包", "it contains several bundles"),
  SeveralLeaves: archive("其中有几条记录", "it contains several leaves"),
  SeveralProofs: archive("其中有几个证明", "it contains several proofs"),
  SeveralReceipts: archive("其中有几份回执", "it contains several receipts"),
  TooDense: archive("压缩比过高", "it would unpack to far more than its size"),
  TooManyFiles: archive("文件过多", "too many files"),
} as const

/** A fault of a signature by a log, witness or timestamp authority; in a request to a witness it is a usage error. */
const unfit = (zh: string, en: string) =>
  error(exits.failure, exits.usage, exits.verificationFailed)(
    zh,
    en,
    "向出具者索取完好的文件",
    "ask its maker for a sound one",
  )

/** A receipt, or the evidence for it, that shows nothing. */
export const receipts = {
  OtherLog: unproved("属于另一日志", "the receipt is from another log", "核对文件", "check the files"),
  NotSignedByLog: unproved(
    "没有本日志现用密钥的签名",
    "it is not signed by a key of the log",
    "对照核验包核对",
    "verify it against a bundle, which lists every key of the log",
  ),
  ForgedReceipt: unproved(
    "回执被改动或伪造",
    "the receipt was altered or forged",
    "报告市局",
    "report it to the bureau",
  ),
  RetiredKey: unproved("签名的密钥早已停用", "the signing key had been retired", "报告市局", "report it to the bureau"),
  UnrecordedKey: unproved(
    "日志没有记载该密钥",
    "the signing key is not in the log",
    "报告市局",
    "report it to the bureau",
  ),
  LeafNotProved: unproved("证明不成立", "the proof does not hold", "重新索取证明", "request the proof again"),
  AlreadyDue: refused(
    "承诺的期限已过",
    "the promise would already be overdue",
    "用--within放宽",
    "allow more time with --within",
  ),
} as const

export const signatures = {
  NoKeys: failed("没有密钥", "the file has no key", "用audit key new生成", "make one with audit key new"),
  MalformedKeyring: failed("密钥文件有误", "the key file is malformed", "从备份恢复", "restore it"),
  CryptoUnavailable: error(exits.failure, exits.verificationFailed)(
    "本机无法使用该算法",
    "the algorithm is not available",
    "换一台机器或运行环境",
    "use another machine or runtime or runtime",
  ),
  UnsignableText: error(exits.failure, exits.usage)(
    "文本不能签署",
    "the text cannot be a signed note",
    "核对名称",
    "check the log's name",
  ),
  MalformedKey: failed("密钥格式有误", "a malformed key", "从备份恢复密钥", "restore the key"),
  InvalidSignature: unfit("签名不成立", "a signature that does not hold"),
  AmbiguousKey: unfit("两把密钥的标识相同", "two keys share a name and id"),
  NoKnownSignature: unfit("没有可信密钥的签名", "no signature by a known key"),
  MalformedCheckpoint: unfit("检查点格式有误", "a malformed checkpoint"),
  MalformedNote: unfit("签名文本格式有误", "a malformed note"),
  MalformedSignature: unfit("签名格式有误", "a malformed signature"),
  MalformedRequest: unfit("不是见证申请", "not a request to a witness"),
  TooManySignatures: unfit("签名过多", "too many signatures"),
  FileTooLong: unfit("文件过长", "the file is too long"),
  NotACount: unfit("条数有误", "not a valid number of leaves"),
  SizesReversed: unfit("起点大于终点", "it starts after the end of the log"),
  QuorumNotMet: unfit("见证人不足", "fewer witnesses cosigned than the policy requires"),
  NotFromKnownLog: unfit("不是已知日志的检查点", "not a checkpoint of a known log"),
  OldBeyondCheckpoint: unfit("起点大于检查点", "it starts beyond the checkpoint"),
  FromEmptyTree: unfit("不能自空日志起", "nothing extends an empty log"),
  IndexOutsideTree: unfit("序号超出日志", "the index is outside the log"),
  RootMismatch: unfit("根哈希不符", "the root differs"),
  WrongHashLength: unfit("哈希长度有误", "a hash has the wrong length"),
  WrongProofLength: unfit("证明长度有误", "the proof has the wrong length"),
  TimestampMismatch: unfit("时间戳不是该文件的", "the timestamp belongs to another file"),
  TimestampFails: unfit("时间戳不成立", "the timestamp does not hold"),
  TimestampRefused: refused(
    "时间戳机构未予签发",
    "the authority issued no timestamp",
    "按所列理由处理",
    "see its reasons, then request it again",
  ),
} as const
