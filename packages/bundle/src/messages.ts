import { bilingual, type Bilingual } from "@shifan/core"
import {
  type BundleFault,
  type CheckpointRefusal,
  type FileTooLong,
  type MalformedNote,
  type MalformedPolicy,
  type MalformedTlogProof,
  printKeyId,
  type ProofFault,
  toHex,
} from "@shifan/tlog"
import type { FolderFault, NotAFile, WritingFault } from "./folder.js"

const noteReasons: { readonly [R in MalformedNote["reason"]]: Bilingual } = {
  encoding: bilingual("不是UTF-8", "it is not UTF-8"),
  controlCharacter: bilingual("含控制字符", "it holds a control character"),
  noSignatures: bilingual("没有签名", "it has no signatures"),
  unterminated: bilingual("末行没有换行", "its last line has no line feed"),
}

const formatFileTooLong = ({ length, limit }: FileTooLong): Bilingual =>
  bilingual(`${length}字节，上限${limit}字节`, `${length} bytes; the limit is ${limit}`)

/** One sentence for people, in both languages. May contain names from the file: escape it for the medium. */
export const formatCheckpointRefusal = (refusal: CheckpointRefusal): Bilingual => {
  switch (refusal._tag) {
    case "FileTooLong":
      return formatFileTooLong(refusal)
    case "MalformedNote":
      return noteReasons[refusal.reason]
    case "MalformedSignature":
      return bilingual(`第${refusal.line}个签名行不合格式`, `signature line ${refusal.line} is malformed`)
    case "TooManySignatures":
      return bilingual(
        `${refusal.found}个签名，上限${refusal.limit}个`,
        `${refusal.found} signatures; the limit is ${refusal.limit}`,
      )
    case "MalformedCheckpoint":
      return bilingual(
        `第${refusal.line}行（${refusal.part}）不合格式`,
        `line ${refusal.line} (${refusal.part}) is malformed`,
      )
    case "AmbiguousKey":
      return bilingual(`两个密钥同名同号：${refusal.name}`, `two keys are named ${refusal.name} with the same id`)
    case "InvalidSignature":
      return bilingual(
        `${refusal.name}+${printKeyId(refusal.id)}的签名无效`,
        `the signature of ${refusal.name}+${printKeyId(refusal.id)} is not valid`,
      )
    case "NoKnownSignature":
      return bilingual("没有已知密钥的签名", "no known key signed it")
    case "CryptoUnavailable":
      return bilingual("此处无法验证Ed25519签名", "Ed25519 signatures cannot be verified here")
    case "NotFromKnownLog":
      return bilingual(`日志“${refusal.origin}”未签名`, `the log ${refusal.origin} did not sign it`)
    case "QuorumNotMet":
      return bilingual(
        `未达到${refusal.quorum}，已会签：${refusal.witnessed.join("、") || "无"}`,
        `${refusal.quorum} is not met; cosigned by ${refusal.witnessed.join(", ") || "nobody"}`,
      )
  }
}

/** One sentence for people, in both languages, with the number of the wrong line. */
export const formatPolicyFault = (fault: FileTooLong | MalformedPolicy): Bilingual =>
  fault._tag === "FileTooLong"
    ? formatFileTooLong(fault)
    : bilingual(
        `第${fault.line}行：${policyReasons[fault.reason].zh}`,
        `line ${fault.line}: ${policyReasons[fault.reason].en}`,
      )

const policyReasons: { readonly [R in MalformedPolicy["reason"]]: Bilingual } = {
  controlCharacter: bilingual("有控制字符", "it has a control character"),
  unterminated: bilingual("末行没有换行", "the last line has no line break"),
  unknownKeyword: bilingual("行首的词不能识别", "its first word is unknown"),
  wrongFields: bilingual("项数不对", "it has too few or too many fields"),
  badKey: bilingual("公钥有误", "its public key is malformed"),
  unsuitableKeyType: bilingual("密钥种类不适用于此处", "a key of this type is not for this place"),
  duplicateKey: bilingual("公钥重复", "another line has its public key"),
  nameTaken: bilingual("名称已被使用", "its name is taken"),
  unknownName: bilingual("名称此前没有出现", "no line before it has this name"),
  memberTwice: bilingual("同一成员列入两次", "it lists a member twice"),
  badThreshold: bilingual("门限有误", "its threshold is wrong"),
  secondQuorum: bilingual("会签要求只能有一项", "there is a quorum already"),
  noQuorum: bilingual("没有会签要求", "there is no quorum"),
  tooMany: bilingual("项目过多", "there are too many entries"),
}

/** One sentence for people, in both languages. */
export const formatEntriesFault = (fault: BundleFault): Bilingual => {
  switch (fault._tag) {
    case "WrongBundleWidth":
      return bilingual(`${fault.found}条`, `${fault.found} entries`)
    case "TruncatedBundle":
      return bilingual(`在第${fault.entry}条（从0计）中断`, `it ends within entry ${fault.entry}, counted from 0`)
    case "OverlongBundle":
      return bilingual(`末尾多出${fault.surplus}字节`, `${fault.surplus} bytes follow the last entry`)
  }
}

/** One sentence for people, in both languages. */
export const formatProofFault = (fault: ProofFault | MalformedTlogProof | FileTooLong): Bilingual => {
  switch (fault._tag) {
    case "FileTooLong":
      return formatFileTooLong(fault)
    case "MalformedTlogProof":
      return bilingual(`${fault.part}不合格式`, `its ${fault.part} is malformed`)
    case "NotACount":
      return bilingual(`${fault.value}不是计数`, `${fault.value} is no count`)
    case "IndexOutsideTree":
      return bilingual(
        `第${fault.index}号叶不在${fault.size}个叶的树中`,
        `leaf ${fault.index} is outside a tree of ${fault.size}`,
      )
    case "WrongProofLength":
      return bilingual(
        `${fault.found}个哈希，应为${fault.expected}个`,
        `${fault.found} hashes instead of ${fault.expected}`,
      )
    case "WrongHashLength":
      return bilingual(`哈希为${fault.found}字节`, `a hash of ${fault.found} bytes`)
    case "RootMismatch":
      return bilingual(`得出的根为${toHex(fault.found)}`, `it leads to the root ${toHex(fault.found)}`)
    case "SizesReversed":
      return bilingual(`${fault.first}大于${fault.second}`, `${fault.first} is larger than ${fault.second}`)
    case "FromEmptyTree":
      return bilingual("以空树为起点", "it starts from the empty tree")
  }
}

const fileKinds: { readonly [K in NotAFile["found"]]: Bilingual } = {
  folder: bilingual("是文件夹", "it is a folder"),
  link: bilingual("是链接，不予跟随", "it is a link, which is not followed"),
  device: bilingual("是管道或设备", "it is a pipe or a device"),
}

/** One sentence for people, in both languages, without the path. */
export const formatFolderFault = (fault: FolderFault): Bilingual => {
  switch (fault._tag) {
    case "FileMissing":
      return bilingual("没有此文件", "there is none")
    case "FileTooLarge":
      return bilingual(
        `${fault.size}字节，上限${fault.limit}字节，未读取`,
        `${fault.size} bytes; the limit is ${fault.limit}, and it was not read`,
      )
    case "NotAFile":
      return fileKinds[fault.found]
    case "BadPath":
      return bilingual("路径不合规", "the path does not belong in a bundle")
    case "FileUnreadable":
      return bilingual("无法读取", fault.reason)
  }
}

export const formatWritingFault = (fault: WritingFault): Bilingual =>
  fault._tag === "FolderInUse"
    ? bilingual(`${fault.path}已存在且不是空文件夹`, `${fault.path} already exists and is not an empty folder`)
    : bilingual(`无法写入${fault.path}`, `${fault.path} cannot be written: ${fault.reason}`)
