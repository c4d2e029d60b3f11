/** Why a witness does not cosign, and why what came back does not hold, as failures of the command line. */
import { bilingual } from "@shifan/core"
import type { WitnessRefusal } from "@shifan/tlog"
import { exits, type Failure } from "../result.js"
import { failure, signingFailure } from "./log-failures.js"

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
          `the request goes on from ${refusal.old} leaves, and ${refusal.kept} are kept here`,
          { kept: refusal.kept },
        ),
        hint: bilingual(`请对方用--since ${refusal.kept}重新申请`, `have it asked again with --since ${refusal.kept}`),
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
    case "DamagedHead":
    case "CryptoUnavailable":
      return signingFailure(refusal)
    default:
      return failure(
        exits.usage,
        refusal._tag,
        `不是见证申请：${refusal._tag}`,
        `not a request to a witness: ${refusal._tag}`,
      )
  }
}

export const signatureFailure = (fault: { readonly _tag: string }): Failure =>
  fault._tag === "OtherCheckpoint"
    ? failure(exits.verificationFailed, fault._tag, "不是同一检查点", "it is another checkpoint")
    : failure(
        exits.verificationFailed,
        fault._tag,
        `签名不成立：${fault._tag}`,
        `the signatures do not hold: ${fault._tag}`,
      )
