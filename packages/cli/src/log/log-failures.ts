/** Failures of signing a log and of verifying its signatures. */
import type { LeafFault, SigningFault } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import type { CheckpointRefusal, HeadsUnavailable } from "@shifan/tlog"
import { storeFailure } from "../failures.js"
import { exits, failure, type Failure } from "../result.js"
import { systemWords } from "../system-errors.js"

export const forkedFailure = (size: number): Failure =>
  failure(
    exits.verificationFailed,
    "Forked",
    `前${size}条与已签的检查点不符，不予签署`,
    `the first ${size} leaves differ from those signed; nothing was signed`,
    { size },
  )

/** The folder or file of the heads, and what prevents its use. */
export const headsUnavailable = ({ _tag, reason, system }: HeadsUnavailable): Failure => {
  const words = system === undefined ? undefined : systemWords(system.code)
  const [zh, en] =
    system === undefined || words === undefined
      ? ["", reason]
      : [`：${system.path}${words.zh}`, `${system.path}: ${words.en}`]
  return {
    ...failure(exits.failure, _tag, `无法读写留存的检查点${zh}`, `the kept heads cannot be used: ${en}`),
    hint: bilingual(
      "留存目录须已存在；仅在从未签署过时才可新建空目录",
      "their folder must exist; create an empty one only if nothing was ever signed",
    ),
  }
}

/** Advice if stored heads are missing. */
const recovering = bilingual(
  "请找回丢失的部分；确已丢失的，核对后用audit checkpoint --recover从已知的最新检查点续起",
  "bring back what is lost; if that is impossible, audit checkpoint --recover resumes from the newest head known elsewhere",
)

/** The log signed a head that is not among the stored ones. */
export const forgottenFailure = (from: string, size: number): Failure => ({
  ...failure(
    exits.verificationFailed,
    "HeadForgotten",
    `${from}是${size}条的检查点，而留存的检查点中没有：留存有丢失，或另有人持有密钥，不予签署`,
    `${from} covers ${size} leaves, and no kept head matches it: heads were lost, or someone else has the key; nothing was signed`,
    { from, size },
  ),
  hint: recovering,
})

/** A witness only cosigns signed checkpoints, so the one it names was signed, here or by somebody else. */
export const neverSigned = (since: number, by?: string): Failure => ({
  ...failure(
    exits.verificationFailed,
    "HeadForgotten",
    by === undefined
      ? `留存的检查点中没有${since}条的：见证人确曾见证它的，则留存有丢失，或另有人持有密钥`
      : `${by}见证至${since}条，而留存的检查点中没有：存储或留存被退回到以前，或另有人持有密钥，不予签署`,
    by === undefined
      ? `none of the heads kept is of ${since} leaves: if a witness cosigned such a one, heads were lost, or somebody else has the key`
      : `${by} cosigned ${since} leaves, and none of the heads kept is of so many: store or heads went back, or somebody else has the key; nothing is signed`,
    { since },
  ),
  hint: bilingual("请向见证人取得该检查点核对", "ask the witness for that checkpoint and compare"),
})

export const signingFailure = (fault: SigningFault): Failure => {
  switch (fault._tag) {
    case "BehindKeptHead": {
      const { kept, log } = fault
      return {
        ...failure(
          exits.verificationFailed,
          fault._tag,
          `日志有${log}条，而已签至${kept}条：存储系由备份恢复，继续签署即成分叉，不予签署`,
          `the log has ${log} leaves, but ${kept} were signed: the store was restored from a backup, and signing on would fork the log`,
          { kept, log },
        ),
        hint: bilingual(
          `请找回含全部${kept}条的存储；确已丢失的，更名另立日志`,
          `bring back a store with all ${kept}; if they are lost, start a log under another name`,
        ),
      }
    }
    case "Forked":
      return forkedFailure(fault.size)
    case "OtherOrigin":
      return failure(
        exits.usage,
        fault._tag,
        `留存的检查点属于${fault.found}，不是${fault.expected}`,
        `the kept head is of ${fault.found}, not of ${fault.expected}`,
      )
    case "HeadMoved":
      return failure(
        exits.conflict,
        fault._tag,
        "另一程序先行签署，请再次运行",
        "another signer was first; run it again",
      )
    case "HeadsUnavailable":
      return headsUnavailable(fault)
    case "HeadsLost":
      return {
        ...failure(
          exits.verificationFailed,
          fault._tag,
          `留存的检查点应有${fault.counted}代，现有${fault.kept}代：有丢失`,
          `${fault.counted} heads were kept, but only ${fault.kept} are there`,
          { kept: fault.kept, counted: fault.counted },
        ),
        hint: recovering,
      }
    case "HeadReplaced":
      return {
        ...failure(
          exits.verificationFailed,
          fault._tag,
          `留存的第${fault.generation}代检查点不是当时所存的`,
          `generation ${fault.generation} of the kept heads differs from what was kept`,
          { generation: fault.generation },
        ),
        hint: recovering,
      }
    case "CountLost":
      return {
        ...failure(
          exits.verificationFailed,
          fault._tag,
          `留存的检查点有${fault.kept}代，而其计数已丢失`,
          `${fault.kept} heads are there, but their count is lost`,
          { kept: fault.kept },
        ),
        hint: recovering,
      }
    case "DamagedHead":
      return failure(
        exits.failure,
        fault._tag,
        `留存的第${fault.generation}代检查点已损坏`,
        `generation ${fault.generation} of the kept heads is damaged`,
      )
    case "MalformedCheckpoint":
    case "UnsignableText":
    case "CryptoUnavailable":
      return failure(
        exits.failure,
        fault._tag,
        `无法签署：${unsignable[fault._tag]}`,
        `it cannot be signed: ${fault._tag}`,
      )
    default:
      return leafFailure(fault)
  }
}

export const leafFailure = (fault: LeafFault): Failure => {
  switch (fault._tag) {
    case "LeafDiffers":
      return failure(
        exits.verificationFailed,
        fault._tag,
        `第${fault.index}条（${fault.stream}@${fault.revision}）与登记时的哈希不符`,
        `leaf ${fault.index} (${fault.stream}@${fault.revision}) does not have its recorded hash`,
      )
    case "LogBroken":
      return failure(
        exits.verificationFailed,
        fault._tag,
        `日志在第${fault.index}条处中断`,
        `the log breaks off at leaf ${fault.index}`,
      )
    default:
      return storeFailure(fault)
  }
}

const unsignable = {
  MalformedCheckpoint: "检查点不合格式",
  UnsignableText: "文本不能签名",
  CryptoUnavailable: "密码运算不可用",
} as const

/** Why the signatures of a checkpoint do not count. */
export type SignatureFault = CheckpointRefusal["_tag"] | "OtherCheckpoint"

const signatureFaults: { readonly [F in SignatureFault]: Bilingual } = {
  AmbiguousKey: bilingual("签名不成立：有两个密钥名称和编号相同", "two known keys have the same name and id"),
  InvalidSignature: bilingual("签名不成立：与所签内容不符", "a signature does not fit the signed text"),
  NoKnownSignature: bilingual("没有已知密钥的签名", "no known key has signed it"),
  NotFromKnownLog: bilingual("不是所信任的日志签署的", "no log of the policy has signed it"),
  QuorumNotMet: bilingual("见证人不足", "too few of the policy's witnesses have cosigned it"),
  OtherCheckpoint: bilingual("不是同一检查点", "it is a different checkpoint"),
  MalformedCheckpoint: bilingual("检查点不合格式", "it is not a checkpoint"),
  MalformedNote: bilingual("文件不是带签名的检查点", "it is not a signed checkpoint"),
  MalformedSignature: bilingual("签名行不合格式", "a signature line is malformed"),
  TooManySignatures: bilingual("签名过多", "it has too many signatures"),
  FileTooLong: bilingual("文件过长，不是检查点", "it is too long for a checkpoint"),
  CryptoUnavailable: bilingual(unsignable.CryptoUnavailable, "this machine cannot compute the signature"),
}

export const signatureFailure = ({ _tag }: { readonly _tag: SignatureFault }): Failure => {
  const { zh, en } = signatureFaults[_tag]
  return failure(exits.verificationFailed, _tag, zh, en)
}
