import type { Observation } from "@shifan/bundle"
import { advice, type Advice } from "./advice.js"

/** Advice for observations, which are not faults: the bundle is sound nevertheless. */
export const observationAdvice: { readonly [C in Observation["code"]]: Advice } = {
  OwnPolicy: advice(
    "谁可信是由制作核验包的人自己说的，伪造者也可以这样说。",
    "The bundle itself says whom to trust; a forger's bundle would do the same.",
    "请从审计机关等您信任的来源取得策略文件，在上面选入后再核验。",
    "Get a policy file from a source you trust, such as the audit office, and choose it above.",
  ),
  OtherPolicy: advice(
    "核验依据的是您给出的策略，包内的那份没有使用。",
    "Your policy was used, not the one in the bundle.",
    "无须处理；若想知道二者为何不同，可向发布单位询问。",
    "Nothing to do; you may ask the publisher why they differ.",
  ),
  NoWitness: advice(
    "只有发布单位自己签名，它可能给不同的人看不同的记录。",
    "Only the publisher signed, who might show different records to different people.",
    "请留存本次的checkpoint文件，下次核验时选入比较，也可与他人的比对。",
    "Keep the file called checkpoint: use it next time, and compare it with other people's.",
  ),
  HeadOld: advice(
    "这份核验包的检查点是早先会签的，此后的记录不在其中。",
    "The head of this bundle was cosigned a while ago; later records are not in it.",
    "请向发布单位索取最新的核验包，或向见证人询问最近会签的是哪一个。",
    "Ask the publisher for the newest bundle, or a witness which head it cosigned last.",
  ),
  WitnessesNotAsked: advice(
    "策略列出了见证人，却不要求它们会签，所以没有第三方担保日志只有一个版本。",
    "Your policy names witnesses but requires none of them, so no third party vouches that there is only one version.",
    "请向审计机关取得写明须有几家会签的策略。",
    "Get a policy from the audit office that says how many must cosign.",
  ),
  KeptUnsigned: advice(
    "您留存的文件没有本日志的签名，只能算传闻。",
    "The file you kept is not signed by this log: it is hearsay.",
    "请向给您该文件的人询问来源；以后留存核验包中的checkpoint文件。",
    "Ask where it came from; keep the file called checkpoint from a bundle instead.",
  ),
  ForkProof: advice(
    "该日志给不同的人看了不同的记录，您手中的两个文件可以证明。",
    "The log showed different records to different people, and the two files you have prove it.",
    "请把留存的文件和本核验包一起交给审计机关，并自己保存一份。",
    "Hand the file you kept and this bundle to the audit office, and keep a copy.",
  ),
  KeyHandedOver: advice(
    "日志更换了签名的密钥，交接有新旧密钥共同签名的检查点为凭。",
    "The log signs with another key; a checkpoint that both keys signed shows the hand-over.",
    "请向审计机关取得新的策略文件。",
    "Get the new policy file from the audit office.",
  ),
  PolicyNotPublished: advice(
    "包内的策略与随名单公布的不是同一份。",
    "The policy in the bundle differs from the one published with the list.",
    "请用公布的那份核验。",
    "Verify with the one that was published.",
  ),
  TimestampUnverified: advice(
    "时间戳说明检查点何时已经存在；是谁签发的，本页没有核对。",
    "A timestamp says by when the checkpoint existed; its signer was not checked here.",
    "可按README用openssl核对。",
    "Check it with openssl, as the README says.",
  ),
  NoKeyRecorded: advice(
    "日志中没有启用密钥的记录，签名的密钥只有策略担保。",
    "No record introduces the key that signed; only the policy vouches for it.",
    "请用另行取得的策略核验。",
    "Verify with a policy from an independent source.",
  ),
  BehindWitness: advice(
    "会签迟到，或者登记时间不实。",
    "The cosignature came late, or the recorded time is wrong.",
    "可向登记机关和见证方询问。",
    "You may ask the authority and the witness.",
  ),
  OvertakenLaw: advice(
    "作出决定时规定正在变更，决定依据的是变更之前的。",
    "The law changed during the decision, which rests on the earlier law.",
    "可向登记机关询问。",
    "You may ask the authority.",
  ),
  Imported: advice(
    "依照以前的规定认定，认定的经过不在日志中。",
    "Granted under an earlier text; the log does not say how.",
    "可要求查看认定的文件。",
    "You may ask for the document that granted it.",
  ),
  RetroactiveLaw: advice(
    "规定的变更溯及以前。",
    "A change of law has retroactive effect.",
    "可查看公布的文件所载理由。",
    "You may look for the reasons in the document.",
  ),
  Erased: advice(
    "个人信息已依法删除，不能再核对。",
    "Personal data were erased under the law and can no longer be compared.",
    "可询问删除的依据。",
    "You may ask for the grounds.",
  ),
  ListBehind: advice(
    "公布的名单没有包括当时已有的全部记录。",
    "The list does not cover everything recorded by then.",
    "请以日志为准。",
    "Go by the log.",
  ),
  ListDue: advice(
    "名单变动一个月以上没有公布。",
    "The list changed more than a month earlier and was not published.",
    "可向主管部门询问。",
    "You may ask the authority.",
  ),
  NewestRecordOld: advice(
    "日志一个月以上没有新记录，您看到的可能不是最新的。",
    "Nothing was recorded for more than a month: you may not have the newest bundle.",
    "请索取最新的核验包。",
    "Ask for the newest bundle.",
  ),
  NotDecided: advice(
    "只核对了字节，没有重新裁决。",
    "Only bytes were checked; no decision was taken again.",
    "请在本页重新核验。",
    "Verify it on this page once more.",
  ),
  LeavesOnly: advice(
    "只核对了字节和签名，没有看其中记载的内容。",
    "Only bytes and signatures were checked, not their content.",
    "请在本页重新核验。",
    "Verify it on this page once more.",
  ),
  UnexpectedFile: advice(
    "这些文件不属于核验包，本页没有核对。",
    "These files do not belong to a bundle and were not checked.",
    "请勿采信其内容。",
    "Do not rely on their content.",
  ),
  EarlierTile: advice(
    "日志增长之前的旧文件，与现在的一致。",
    "A file from before the log grew; it agrees with the log.",
    "无须处理。",
    "Nothing.",
  ),
  LateRecording: advice(
    "决定生效一个月以后才登记，未必有错。",
    "Recorded more than a month after it took effect; this need not be wrong.",
    "可向登记机关询问迟延的原因。",
    "You may ask the authority why.",
  ),
  NearThreshold: advice(
    "有一项数字与标准相差不到二十分之一，填报稍有出入结论就会不同。",
    "A figure is within a twentieth of the requirement: a small misstatement would change the decision.",
    "可请主管部门核实该项数字的证明材料。",
    "You may ask the authority to look at the evidence for that figure.",
  ),
  Waived: advice(
    "按照办法的例外规定，该项条件未作要求。",
    "Under an exception of the regulation this condition was not required.",
    "可向主管部门询问适用例外的理由。",
    "You may ask the authority for its reasons.",
  ),
  Contested: advice(
    "条文有不同理解，换一种理解结论就会不同。",
    "The text can be read in more than one way, and another reading would change the decision.",
    "可向主管部门询问采用这种理解的依据。",
    "You may ask the authority for the reasons for its reading.",
  ),
  OverdueDuty: advice(
    "截至名单日期，办法规定的复核或年度总结已过期限，日志中没有记载。",
    "On the day of the list, a review or yearly summary required by the regulation was late.",
    "可向主管部门询问。",
    "You may ask the authority.",
  ),
}
