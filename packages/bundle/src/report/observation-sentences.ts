import { bilingual, type Bilingual } from "@shifan/core"
import { isReadingId } from "@shifan/core/law"
import { dutyName, eventName, optionClause, readingText } from "@shifan/core/messages"
import type { Observation } from "../observations.js"

// Texts from the bundle are inserted unescaped: each medium escapes its own output.

/** Name of each kind of observation, in both languages. */
export const observationNames: { readonly [C in Observation["code"]]: Bilingual } = {
  OwnPolicy: bilingual("信任策略取自核验包本身", "the policy is the bundle's own"),
  OtherPolicy: bilingual("包内策略与所给策略不同", "the bundle's policy differs from the one given"),
  NoWitness: bilingual("策略不要求会签", "the policy requires no witness"),
  HeadOld: bilingual("久无见证人会签", "no recent cosignature"),
  WitnessesNotAsked: bilingual("策略列有见证人而不要求会签", "the policy names witnesses but requires none"),
  KeptUnsigned: bilingual("留存的检查点没有本日志的签名", "the kept checkpoint is not signed by this log"),
  ForkProof: bilingual("分叉的证据", "proof of a fork"),
  KeyHandedOver: bilingual("日志更换了密钥", "the log has changed its key"),
  PolicyNotPublished: bilingual("包内策略不是公布的那份", "the bundle's policy differs from the published one"),
  TimestampUnverified: bilingual("时间戳的签名未核对", "a timestamp whose signature was not verified"),
  NoKeyRecorded: bilingual("日志没有记载自己的密钥", "the log records no key of its own"),
  BehindWitness: bilingual("登记时间早于会签", "recorded before a cosignature of a tree without it"),
  OvertakenLaw: bilingual("规定变更之际的决定", "decided while the law was changing"),
  Imported: bilingual("补录的称号", "an imported title"),
  RetroactiveLaw: bilingual("溯及既往", "a retroactive change of law"),
  RetroactiveRecord: bilingual("追溯改动此前的记录", "a record changed in retrospect"),
  Erased: bilingual("删除个人信息", "personal data erased"),
  ListBehind: bilingual("名单落后于日志", "a list behind the log"),
  ListDue: bilingual("名单未更新公布", "a list is due"),
  NewestRecordOld: bilingual("久无新记录", "nothing recorded recently"),
  NotDecided: bilingual("未重新裁决", "decisions were not taken again"),
  LeavesOnly: bilingual("仅核对字节", "bytes only"),
  UnexpectedFile: bilingual("多余的文件", "a file that does not belong in a bundle"),
  EarlierTile: bilingual("早先的部分哈希块", "a partial tile of an earlier size"),
  LateRecording: bilingual("登记晚于生效", "recorded long after it took effect"),
  NearThreshold: bilingual("接近标准的决定", "a decision near a threshold"),
  Waived: bilingual("放宽条件", "a waiver"),
  Contested: bilingual("取决于有争议的解读", "a decision under a contested reading"),
  OverdueDuty: bilingual("逾期未办", "a duty overdue"),
}

/** The observation in one line, without its name and place. */
export const formatObservation = (observation: Observation): Bilingual => {
  switch (observation.code) {
    case "OwnPolicy":
      return bilingual(
        "本次核验所信任的密钥由制作核验包的人选定。请用另行取得的策略再核验一次",
        "the maker of the bundle chose the keys this audit trusts; verify again with a policy from an independent source",
      )
    case "OtherPolicy":
      return bilingual("以所给策略为准", "the given one was used")
    case "NoWitness":
      return bilingual(
        "没有第三方担保日志只有一个版本",
        "no third party vouches that there is only one version of the log",
      )
    case "HeadOld": {
      const { by, time, days } = observation
      return bilingual(
        `最近一次由${by}会签于${time}，距今${days}天；其后的检查点可能没有给您看`,
        `the newest cosignature is ${by}'s of ${time}, ${days} days ago: newer heads may not be shown to you`,
      )
    }
    case "WitnessesNotAsked": {
      const { names } = observation
      return bilingual(
        `${names.join("、")}是否会签都一样接受；请在策略中写明quorum`,
        `it is accepted whether or not ${names.join(", ")} cosigned; let the policy name a quorum`,
      )
    }
    case "KeptUnsigned":
      return bilingual(
        "策略不认识其签名，只能算传闻，不能向他人证明什么；请向给您该文件的人询问来源",
        "the policy knows none of its signatures: it is hearsay and proves nothing to others; ask where it came from",
      )
    case "ForkProof":
      return bilingual(
        `留存的检查点（${observation.keptSize}条）与包内的checkpoint都有该日志的签名而互不相容：把这两个文件和本核验包一起交给审计机关和各见证方，任何人都能据此验证，无须信任您`,
        `the kept checkpoint (${observation.keptSize} leaves) and the bundle's are both signed by the log and contradict each other: give both files and this bundle to the audit office and the witnesses; anyone can verify them without trusting you`,
      )
    case "KeyHandedOver": {
      const { key, keptSize, introducedAt } = observation
      return bilingual(
        `策略中的密钥已由${key}的新密钥接替：留存的检查点（${keptSize}条）有新旧两把密钥的签名，第${introducedAt}号叶记载了新密钥。请更新策略`,
        `a new key of ${key} has replaced the one in the policy: both signed the kept checkpoint (${keptSize} leaves), and leaf ${introducedAt} introduces it. Update the policy`,
      )
    }
    case "PolicyNotPublished": {
      const { asOf, published, found } = observation
      return bilingual(
        `随截至${asOf}的名单公布的是${published}，包内的是${found}：其后更换过，或者不是同一份`,
        `${published} was published with the list as of ${asOf}, but the bundle has ${found}: it was changed since, or is a different policy`,
      )
    }
    case "TimestampUnverified":
      return bilingual(
        `${observation.size}条的检查点在${observation.time}已存在，是否可信请用openssl ts -verify核对签发机构`,
        `the checkpoint of ${observation.size} leaves existed by ${observation.time}; check who says so with openssl ts -verify`,
      )
    case "NoKeyRecorded":
      return bilingual(
        "签名的密钥只有策略担保，日志中没有启用它的记录",
        "only the policy vouches for the key that signed; no leaf introduces it",
      )
    case "BehindWitness": {
      const { recordedAt, by, time } = observation
      return bilingual(
        `登记于${recordedAt}，${by}在${time}会签时日志尚无此记录：会签迟到，或登记时间不实`,
        `recorded at ${recordedAt}, but ${by} cosigned a log without it at ${time}: the cosignature was late, or the recorded time is wrong`,
      )
    }
    case "OvertakenLaw":
      return bilingual(
        `所依据的规定在${observation.changedAt}已有变更，两者相隔不足半分钟`,
        `the law it rests on was changed at ${observation.changedAt}, less than half a minute before`,
      )
    case "Imported":
      return bilingual(
        `${observation.grantedOn}认定，凭以前的文件`,
        `granted on ${observation.grantedOn}, under earlier documents`,
      )
    case "RetroactiveLaw": {
      const event = eventName(observation.type, null)
      return bilingual(`${event.zh}，自${observation.from}起`, `${event.en}, from ${observation.from} on`)
    }
    case "RetroactiveRecord": {
      const event = eventName(observation.type, null)
      return bilingual(
        `${event.zh}，改动同一单位第${observation.revision}号记录`,
        `${event.en}, of record ${observation.revision} of the same unit`,
      )
    }
    case "Erased":
      return bilingual("其内容不能再开示", "it can no longer be opened")
    case "ListBehind":
      return bilingual(`只依据前${observation.logSize}条`, `made from the first ${observation.logSize} leaves alone`)
    case "ListDue":
      return bilingual(
        `${observation.since}起名单已有变动，至${observation.day}未公布`,
        `titles changed on ${observation.since}, and no list was published until ${observation.day}`,
      )
    case "NewestRecordOld":
      return bilingual(
        `最近一条登记于${observation.recordedAt}，距今${observation.days}天`,
        `the newest record is from ${observation.recordedAt}, ${observation.days} days ago`,
      )
    case "NotDecided":
      return bilingual(
        "核对了日志和名单，没有重新裁决",
        "the log and its lists were checked, but no decision was taken again",
      )
    case "LeavesOnly":
      return bilingual(
        "核对了日志的字节和签名，未看其中记载的内容",
        "only the log's bytes and signatures were checked, not their content",
      )
    case "UnexpectedFile":
    case "EarlierTile":
      return bilingual(observation.path, observation.path)
    case "LateRecording": {
      const { effectiveOn, recordedOn, days } = observation
      return bilingual(
        `${effectiveOn}生效，${recordedOn}登记，晚${days}天`,
        `effective ${effectiveOn}, recorded ${recordedOn}, ${days} days later`,
      )
    }
    case "NearThreshold": {
      const { type, name, figures } = observation
      const event = eventName(type, null)
      return bilingual(`${event.zh}：${name.zh}，${figures.zh}`, `${event.en}: ${name.en}, ${figures.en}`)
    }
    case "Waived": {
      const { name, figures } = observation
      return figures === null ? name : bilingual(`${name.zh}，${figures.zh}`, `${name.en}, ${figures.en}`)
    }
    case "Contested": {
      const { type, reading, option } = observation
      const event = eventName(type, null)
      // The event may name a reading that does not exist.
      if (!isReadingId(reading))
        return bilingual(
          `${event.zh}：换一种理解，结论不同`,
          `${event.en}: another reading would have given a different result`,
        )
      const { question } = readingText(reading, null)
      const clause = optionClause(reading, option, null)
      return bilingual(
        `${event.zh}：${question.zh}，如取“${clause.zh}”，结论不同`,
        `${event.en}: ${question.en}; under “${clause.en}” the result would have been different`,
      )
    }
    case "OverdueDuty": {
      const { unit, duty, dueOn } = observation
      return bilingual(
        `${unit}：${dutyName(duty, null).zh}，应于${dueOn}前`,
        `${unit}: ${dutyName(duty, null).en}, due by ${dueOn}`,
      )
    }
  }
}
