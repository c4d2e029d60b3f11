/** Failures of making requests to a witness, and of witnesses that do not cosign. */
import type { LeafFault } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import type { MalformedCheckpoint, NoteFault, ProofFault, WitnessRefusal } from "@shifan/tlog"
import { exits, failure, type Failure } from "../result.js"
import { leafFailure, signatureFailure, signingFailure } from "./log-failures.js"

/** Why a request to a witness could not be made. */
export const requestFailure = (fault: LeafFault | NoteFault | MalformedCheckpoint | ProofFault): Failure => {
  switch (fault._tag) {
    case "StreamNotFound":
    case "Unavailable":
    case "Corrupt":
    case "Closed":
    case "LeafDiffers":
    case "LogBroken":
      return leafFailure(fault)
    default:
      return failure(exits.failure, fault._tag, "无法生成见证申请", "no request to a witness could be made")
  }
}

export const witnessFailure = (refusal: WitnessRefusal): Failure => {
  switch (refusal._tag) {
    case "UnknownOrigin":
      return failure(
        exits.refused,
        refusal._tag,
        `策略中没有日志${refusal.origin}`,
        `the policy knows no log ${refusal.origin}`,
      )
    case "OtherSizeKept":
      return {
        ...failure(
          exits.conflict,
          refusal._tag,
          `申请自${refusal.old}条起，此处留存至${refusal.kept}条`,
          `the request starts from ${refusal.old} leaves, but ${refusal.kept} are kept here`,
          { kept: refusal.kept },
        ),
        hint: bilingual(
          `请对方用--since ${refusal.kept}重新申请`,
          `have it requested again with --since ${refusal.kept}`,
        ),
      }
    case "Inconsistent":
      return {
        ...failure(
          exits.verificationFailed,
          refusal._tag,
          "该检查点不是此前见证的检查点的延续，不予见证",
          "the checkpoint does not extend the one witnessed before; it is not cosigned",
        ),
        hint: bilingual("请保留申请文件，可作为日志分叉的证据", "keep the request: it may be proof of a fork"),
      }
    case "AmbiguousKey":
    case "InvalidSignature":
    case "NoKnownSignature":
      return signatureFailure(refusal)
    case "HeadsUnavailable":
    case "HeadsLost":
    case "HeadReplaced":
    case "CountLost":
    case "DamagedHead":
    case "CryptoUnavailable":
      return memoryOfWitness(signingFailure(refusal))
    case "MalformedRequest":
      return failure(
        exits.usage,
        refusal._tag,
        `不是见证申请：第${refusal.line}行不合格式`,
        `not a request to a witness: line ${refusal.line} is malformed`,
      )
    default:
      return failure(exits.usage, refusal._tag, "不是见证申请", "not a request to a witness")
  }
}

/** A witness has no store to recover from: only its own cosignatures show what it saw. */
const memoryOfWitness = (cause: Failure): Failure =>
  cause.exit === exits.verificationFailed
    ? {
        ...cause,
        hint: bilingual(
          "不予见证；请找回丢失的部分，或用--recover指明您最近一次见证的检查点",
          "nothing was cosigned; bring back what is lost, or name the last checkpoint you cosigned with --recover",
        ),
      }
    : cause
