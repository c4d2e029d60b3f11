/** What the report says, in both languages. Texts from the bundle are still as they were: each medium makes them harmless. */
import { bilingual, eventNames, isReadingId, readingDefinitions, type Bilingual, type Duty } from "@shifan/core"
import type { LeafPlace } from "../finding.js"
import type { Observation } from "../observation.js"

export const observationNames: { readonly [C in Observation["code"]]: Bilingual } = {
  OwnPolicy: bilingual("信任策略取自核验包本身", "the policy is the bundle's own"),
  OtherPolicy: bilingual("包内策略与所给策略不同", "the bundle's policy is another than the one given"),
  NoWitness: bilingual("策略不要求会签", "the policy asks for no witness"),
  NotDecided: bilingual("未重新裁决", "decisions were not taken again"),
  LeavesOnly: bilingual("仅核对字节", "bytes only"),
  UnexpectedFile: bilingual("多余的文件", "a file that no bundle has"),
  EarlierTile: bilingual("早先的部分哈希块", "a partial tile of an earlier size"),
  LateRecording: bilingual("登记晚于生效", "recorded long after it took effect"),
  NearThreshold: bilingual("接近标准的决定", "a decision near a threshold"),
  Waived: bilingual("放宽条件", "a waiver"),
  Contested: bilingual("取决于有争议的解读", "a decision under a contested reading"),
  OverdueDuty: bilingual("逾期未办", "a duty overdue"),
}

const duties: { readonly [D in Duty["duty"]]: Bilingual } = {
  review: bilingual("三年复核", "the review"),
  annualSummary: bilingual("年度工作总结", "the yearly summary"),
}

/** One line about an observation, without its name. */
export const observationSaid = (observation: Observation): Bilingual => {
  switch (observation.code) {
    case "OwnPolicy":
      return bilingual(
        "本次核验所信任的密钥由制作核验包的人选定。请用另行取得的策略再核验一次",
        "whoever made the bundle chose the keys this audit trusts; verify again with a policy had from elsewhere",
      )
    case "OtherPolicy":
      return bilingual("以所给策略为准", "the given one was used")
    case "NoWitness":
      return bilingual(
        "没有第三方担保日志只有一个版本",
        "no third party vouches that there is but one version of the log",
      )
    case "NotDecided":
      return bilingual(
        "核对了日志和名单，没有重新裁决",
        "the log and its lists were checked, and nothing was decided again",
      )
    case "LeavesOnly":
      return bilingual(
        "核对了日志的字节和签名，未看其中记载的内容",
        "the log's bytes and signatures were checked, and nothing of what they say",
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
      const what = typeSaid(type)
      return bilingual(`${what.zh}：${name.zh}，${figures.zh}`, `${what.en}: ${name.en}, ${figures.en}`)
    }
    case "Waived": {
      const { name, figures } = observation
      return figures === null ? name : bilingual(`${name.zh}，${figures.zh}`, `${name.en}, ${figures.en}`)
    }
    case "Contested": {
      const { type, reading, option } = observation
      const what = typeSaid(type)
      // It is the event's word: an event can name a reading that does not exist.
      const question = isReadingId(reading) ? readingDefinitions[reading].question : bilingual(reading, reading)
      return bilingual(
        `${what.zh}：${question.zh}，若取${reading}=${option}，结论不同`,
        `${what.en}: ${question.en}; under ${reading}=${option} it would have come out otherwise`,
      )
    }
    case "OverdueDuty": {
      const { unit, duty, dueOn } = observation
      return bilingual(`${unit}：${duties[duty].zh}，应于${dueOn}前`, `${unit}: ${duties[duty].en}, due by ${dueOn}`)
    }
  }
}

/** What an event of that type is called; the type itself where it is not one of ours. */
export const typeSaid = (type: string): Bilingual =>
  new Map<string, Bilingual>(Object.entries(eventNames)).get(type) ?? bilingual(type, type)

export const placeSaid = ({ index, stream, revision }: LeafPlace): string =>
  stream === "" ? `#${index}` : `#${index} ${stream}@${revision}`
