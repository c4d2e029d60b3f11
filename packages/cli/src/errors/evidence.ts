/** Failures about files to verify: archives, receipts, signatures and timestamps. */
import { exits } from "../exit-codes.js"
import { error, failed, refused, unproved } from "./entry.js"

/** The archive contains no bundle, or several: nothing was verified, so this is not a verdict. */
const archive = (zh: string, en: string) =>
  unproved(zh, en, "解压后核对，或重新索取核验包", "unpack it and look, or ask for the bundle again")

export const archives = {
  ArchiveRefused: archive("压缩文件有误", "the archive is broken or ambiguous"),
  BadName: archive("压缩文件中的文件名有误", "a name in the archive that no bundle has"),
  Encrypted: archive("压缩文件已加密", "the archive is encrypted"),
  NoBundle: archive("其中没有核验包", "no bundle is in it"),
  NotRead: archive("文件无法读取", "it cannot be read"),
  Nothing: archive("其中没有文件", "there is nothing in it"),
  OtherArchive: archive("不是.zip文件", "an archive of another kind than .zip"),
  SameName: archive("有同名文件", "two files of one name"),
  SeveralBundles: archive("其中有几个核验包", "several bundles are in it"),
  SeveralLeaves: archive("其中有几条记录", "several leaves are in it"),
  SeveralProofs: archive("其中有几个证明", "several proofs are in it"),
  SeveralReceipts: archive("其中有几份回执", "several receipts are in it"),
  TooDense: archive("压缩比过高", "it would unpack to far more than it is"),
  TooManyFiles: archive("文件过多", "too many files"),
} as const

/** A fault of a signature by a log, witness or timestamp authority; in a request to a witness it is a usage error. */
const unfit = (zh: string, en: string) =>
  error(exits.failure, exits.usage, exits.verificationFailed)(
    zh,
    en,
    "向出具者索取完好的文件",
    "ask whoever made it for a sound one",
  )

/** A receipt, or the evidence for it, that shows nothing. */
export const receipts = {
  OtherLog: unproved("属于另一日志", "a receipt of another log", "核对文件", "check the files"),
  NotSignedByLog: unproved(
    "没有本日志现用密钥的签名",
    "no key that the log signs with has signed it",
    "对照核验包核对",
    "verify it against a bundle, which has every key of the log",
  ),
  ForgedReceipt: unproved("回执被改动或伪造", "the receipt was altered or forged", "报告市局", "tell the bureau"),
  RetiredKey: unproved("签名的密钥早已停用", "the key that signed was retired before", "报告市局", "tell the bureau"),
  UnrecordedKey: unproved("日志没有记载该密钥", "the log does not record the key", "报告市局", "tell the bureau"),
  LeafNotProved: unproved("证明不成立", "the proof does not hold", "重新索取证明", "ask for the proof again"),
  AlreadyDue: refused(
    "承诺的期限已过",
    "what it would promise is overdue",
    "用--within放宽",
    "give more time with --within",
  ),
} as const

export const signatures = {
  NoKeys: failed("没有密钥", "the file has no key", "用audit key new生成", "make one with audit key new"),
  MalformedKeyring: failed("密钥文件有误", "the file of keys is malformed", "从备份恢复", "restore it"),
  CryptoUnavailable: error(exits.failure, exits.verificationFailed)(
    "本机无法使用该算法",
    "the algorithm is not there",
    "换一台机器或运行环境",
    "use another machine",
  ),
  UnsignableText: error(exits.failure, exits.usage)(
    "文本不能签署",
    "a text that no note can hold",
    "核对名称",
    "check the log's name",
  ),
  MalformedKey: failed("密钥格式有误", "a malformed key", "从备份恢复密钥", "restore the key"),
  InvalidSignature: unfit("签名不成立", "a signature that does not hold"),
  AmbiguousKey: unfit("两把密钥的标识相同", "two keys of one name and id"),
  NoKnownSignature: unfit("没有可信密钥的签名", "no signature by a key that is known"),
  MalformedCheckpoint: unfit("检查点格式有误", "a malformed checkpoint"),
  MalformedNote: unfit("签名文本格式有误", "a malformed note"),
  MalformedSignature: unfit("签名格式有误", "a malformed signature"),
  MalformedRequest: unfit("不是见证申请", "no request to a witness"),
  TooManySignatures: unfit("签名过多", "too many signatures"),
  FileTooLong: unfit("文件过长", "a file too long to be one"),
  NotACount: unfit("条数有误", "what should be a number of leaves is none"),
  SizesReversed: unfit("起点大于终点", "it would go on from more leaves than there are"),
  QuorumNotMet: unfit("见证人不足", "fewer witnesses have cosigned it than the policy asks for"),
  NotFromKnownLog: unfit("不是已知日志的检查点", "no checkpoint of a log that is known"),
  OldBeyondCheckpoint: unfit("起点大于检查点", "it goes on from beyond the checkpoint"),
  FromEmptyTree: unfit("不能自空日志起", "nothing goes on from an empty log"),
  IndexOutsideTree: unfit("序号超出日志", "an index outside the log"),
  RootMismatch: unfit("根哈希不符", "another root"),
  WrongHashLength: unfit("哈希长度有误", "a hash of a wrong length"),
  WrongProofLength: unfit("证明长度有误", "a proof of a wrong length"),
  TimestampMismatch: unfit("时间戳不是该文件的", "the timestamp is of another file"),
  TimestampFails: unfit("时间戳不成立", "a timestamp that does not hold"),
  TimestampRefused: refused(
    "时间戳机构未予签发",
    "the authority gave no timestamp",
    "按所列理由处理",
    "see its reasons, then ask again",
  ),
} as const
