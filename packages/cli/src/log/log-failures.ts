/** Why a log signs nothing, as failures of the command line. */
import { bilingual } from "@shifan/core"
import type { LeafFault, SigningFault } from "@shifan/audit"
import { storeFailure } from "../failures.js"
import { exits, type Exit, type Failure } from "../result.js"

export const failure = (exit: Exit, code: string, zh: string, en: string, figures?: unknown): Failure => ({
  exit,
  code,
  message: bilingual(zh, en),
  ...(figures === undefined ? {} : { figures }),
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
          `the log has ${log} leaves, and ${kept} were signed: the store was brought back from a backup, and to go on would be a fork`,
          { kept, log },
        ),
        hint: bilingual(
          `请找回含全部${kept}条的存储；确已丢失的，更名另立日志`,
          `bring back a store that has all ${kept}; if they are lost, begin a log of another name`,
        ),
      }
    }
    case "Forked":
      return failure(
        exits.verificationFailed,
        fault._tag,
        `前${fault.size}条与已签的检查点不符，不予签署`,
        `the first ${fault.size} leaves are not those that were signed; nothing is signed`,
        { size: fault.size },
      )
    case "OtherOrigin":
      return failure(
        exits.usage,
        fault._tag,
        `留存的检查点属于${fault.found}，不是${fault.expected}`,
        `what was kept is of ${fault.found}, not of ${fault.expected}`,
      )
    case "HeadMoved":
      return failure(
        exits.conflict,
        fault._tag,
        "另一程序先行签署，请再次运行",
        "another signer was first; run it again",
      )
    case "HeadsUnavailable":
      return {
        ...failure(
          exits.failure,
          fault._tag,
          `无法读写留存的检查点：${fault.reason}`,
          `the heads kept cannot be used: ${fault.reason}`,
        ),
        hint: bilingual(
          "留存目录须已存在；仅在从未签署过时才可新建空目录",
          "their folder must be there; make an empty one only if nothing was ever signed",
        ),
      }
    case "DamagedHead":
      return failure(
        exits.failure,
        fault._tag,
        `留存的第${fault.generation}代检查点已损坏`,
        `generation ${fault.generation} of the heads kept is damaged`,
      )
    case "MalformedCheckpoint":
    case "UnsignableText":
    case "CryptoUnavailable":
      return failure(exits.failure, fault._tag, `无法签署：${fault._tag}`, `it cannot be signed: ${fault._tag}`)
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
        `leaf ${fault.index} (${fault.stream}@${fault.revision}) is not the one whose hash was recorded`,
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
