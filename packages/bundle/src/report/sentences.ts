import { bilingual, type Bilingual, isReadingId } from "@shifan/core"
import { dutyNames, eventNames, readingTexts } from "@shifan/core/messages"
import { toHex } from "@shifan/tlog"
import type { AuditFault, LeafPlace } from "@shifan/audit"
import { entriesPath } from "../format.js"
import type { Observation } from "../observations.js"
import type { AuditReport } from "../verify/findings.js"

// Texts from the bundle go into these sentences as they are: each medium escapes what it shows.

export const observationNames: { readonly [C in Observation["code"]]: Bilingual } = {
  OwnPolicy: bilingual("信任策略取自核验包本身", "the policy is the bundle's own"),
  OtherPolicy: bilingual("包内策略与所给策略不同", "the bundle's policy is another than the one given"),
  NoWitness: bilingual("策略不要求会签", "the policy asks for no witness"),
  KeptUnsigned: bilingual("留存的检查点没有本日志的签名", "the checkpoint kept is not signed by this log"),
  ForkProof: bilingual("分叉的证据", "proof of a fork"),
  KeyHandedOver: bilingual("日志更换了密钥", "the log has changed its key"),
  NoKeyRecorded: bilingual("日志没有记载自己的密钥", "the log records no key of its own"),
  BehindWitness: bilingual("登记时间早于会签", "recorded before a cosignature that does not have it"),
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

/** What was observed, in one line, without the name and the place. */
export const formatObservation = (observation: Observation): Bilingual => {
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
    case "KeptUnsigned":
      return bilingual(
        "策略不认识其签名，只能算传闻，不能向他人证明什么；请向给您该文件的人询问来源",
        "the policy knows none of its signatures: it is hearsay, and proves nothing to others; ask whoever gave it to you where it came from",
      )
    case "ForkProof":
      return bilingual(
        `留存的检查点（${observation.keptSize}条）与包内的checkpoint都有该日志的签名而互不相容：把这两个文件和本核验包一起交给审计机关和各见证方，任何人都能据此验证，无须信任您`,
        `the checkpoint kept (${observation.keptSize} leaves) and the bundle's are both signed by the log, and contradict each other: hand these two files and this bundle to the audit office and the witnesses; anybody can verify them without trusting you`,
      )
    case "KeyHandedOver": {
      const { key, keptSize, introducedAt } = observation
      return bilingual(
        `策略中的密钥已由${key}的新密钥接替：留存的检查点（${keptSize}条）有新旧两把密钥的签名，第${introducedAt}号叶记载了新密钥。请更新策略`,
        `a new key of ${key} has taken over from the one in the policy: both signed the checkpoint kept (${keptSize} leaves), and leaf ${introducedAt} introduces it. Update the policy`,
      )
    }
    case "NoKeyRecorded":
      return bilingual(
        "签名的密钥只有策略担保，日志中没有启用它的记录",
        "only the policy vouches for the key that signed; no leaf introduces it",
      )
    case "BehindWitness": {
      const { recordedAt, by, time } = observation
      return bilingual(
        `登记于${recordedAt}，${by}在${time}会签时日志尚无此记录：会签迟到，或登记时间不实`,
        `recorded at ${recordedAt}, and ${by} cosigned a log without it at ${time}: the cosignature was late, or the record is not of its time`,
      )
    }
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
      const event = formatEventType(type)
      return bilingual(`${event.zh}：${name.zh}，${figures.zh}`, `${event.en}: ${name.en}, ${figures.en}`)
    }
    case "Waived": {
      const { name, figures } = observation
      return figures === null ? name : bilingual(`${name.zh}，${figures.zh}`, `${name.en}, ${figures.en}`)
    }
    case "Contested": {
      const { type, reading, option } = observation
      const event = formatEventType(type)
      // The event may name a reading that does not exist.
      const question = isReadingId(reading) ? readingTexts[reading].question : bilingual(reading, reading)
      return bilingual(
        `${event.zh}：${question.zh}，若取${reading}=${option}，结论不同`,
        `${event.en}: ${question.en}; under ${reading}=${option} it would have come out otherwise`,
      )
    }
    case "OverdueDuty": {
      const { unit, duty, dueOn } = observation
      return bilingual(
        `${unit}：${dutyNames[duty].zh}，应于${dueOn}前`,
        `${unit}: ${dutyNames[duty].en}, due by ${dueOn}`,
      )
    }
  }
}

/** The name of a type of event; of an unknown type, the type itself. */
export const formatEventType = (type: string): Bilingual =>
  new Map<string, Bilingual>(Object.entries(eventNames)).get(type) ?? bilingual(type, type)

/** The file and the leaf at fault. A fault of the log concerns a leaf, and the file is the entry bundle that holds it. */
export const faultPlace = (
  { place }: AuditFault,
  { size }: AuditReport,
): { readonly path: string; readonly leaf: LeafPlace | null } =>
  "path" in place ? place : { path: entriesPath(place.index, size ?? 0), leaf: place }

export const formatPlace = ({ index, stream, revision }: LeafPlace): string =>
  stream === "" ? `#${index}` : `#${index} ${stream}@${revision}`

export interface SummaryLine {
  readonly label: Bilingual
  readonly text: Bilingual
}

const none = bilingual("无", "none")

/** A list of names, which may be empty. */
export const formatNames = (names: ReadonlyArray<string>): Bilingual =>
  names.length === 0 ? none : bilingual(names.join("、"), names.join(", "))

const line = (label: Bilingual, text: Bilingual): SummaryLine => ({ label, text })

/** What was checked, and what vouches for it. */
export const summary = (report: AuditReport): ReadonlyArray<SummaryLine> => {
  const { origin, size, root, signedBy, witnessedBy, keptSize, leaves, decided, roster, openings } = report
  return [
    line(bilingual("日志", "log"), origin === null ? none : bilingual(origin, origin)),
    line(
      bilingual("检查点", "checkpoint"),
      size === null || root === null
        ? none
        : bilingual(`${size}条，根哈希${toHex(root)}`, `${size} leaves, root ${toHex(root)}`),
    ),
    line(bilingual("签名", "signed by"), formatNames(signedBy)),
    line(
      bilingual("会签", "witnessed by"),
      formatNames(witnessedBy.map(({ name, time }) => `${name} (${formatTime(time)})`)),
    ),
    line(
      bilingual("与留存的检查点比较", "compared with the checkpoint kept"),
      keptSize === null ? bilingual("未提供", "none given") : bilingual(`${keptSize}条`, `${keptSize} leaves`),
    ),
    line(bilingual("已读", "read"), bilingual(`${leaves}条`, `${leaves} leaves`)),
    line(
      bilingual("重新裁决", "decided again"),
      decided === null
        ? bilingual("否", "no")
        : bilingual(
            `${decided.decisions}项决定，${decided.streams}个流`,
            `${decided.decisions} decisions in ${decided.streams} streams`,
          ),
    ),
    line(
      bilingual("名单", "roster"),
      roster === null
        ? bilingual("未比较", "not compared")
        : bilingual(`截至${roster.asOf}，${roster.rows}家`, `as of ${roster.asOf}, ${roster.rows} rows`),
    ),
    ...(openings === 0 ? [] : [line(bilingual("开示", "openings"), bilingual(`${openings}项`, `${openings}`))]),
  ]
}

/** A witness may state any number, so not every one is a date. */
const formatTime = (seconds: number): string => {
  const time = new Date(seconds * 1000)
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString()
}

/** The verdict with the number of findings, in one line. */
export const formatVerdict = (report: AuditReport): Bilingual => {
  const { sound, faultCount } = report
  const observed = observationCount(report)
  return sound
    ? bilingual(`✓ 核对一致；另有${observed}项值得注意`, `✓ sound; ${observed} observations`)
    : bilingual(
        `✗ ${faultCount}处不符；另有${observed}项值得注意`,
        `✗ ${faultCount} ${faultCount === 1 ? "fault" : "faults"}; ${observed} observations`,
      )
}

/** How many findings were counted but not kept; `undefined` where there are none. */
export const formatUnlisted = (report: AuditReport): Bilingual | undefined => {
  const { faults, faultCount, observations } = report
  const more = faultCount - faults.length + observationCount(report) - observations.length
  return more === 0 ? undefined : bilingual(`另有${more}项未列出`, `${more} more are not listed`)
}

const observationCount = ({ observationCounts }: AuditReport): number =>
  Object.values(observationCounts).reduce((sum, count) => sum + count, 0)
