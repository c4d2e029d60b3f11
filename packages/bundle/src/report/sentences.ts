import { bilingual, type Bilingual } from "@shifan/core"
import { parseStream } from "@shifan/event-store"
import { toHex } from "@shifan/tlog"
import { type AuditFault, type LeafPlace, sameInBoth } from "@shifan/audit"
import { entriesPath } from "../format.js"
import type { AuditReport, HandedOut } from "../verify/findings.js"

// Texts from the bundle are inserted unescaped: each medium escapes its own output.

/** File and leaf at fault. A fault of the log concerns a leaf; its file is the entry bundle with that leaf. */
export const faultPlace = (
  { place }: AuditFault,
  { size }: AuditReport,
): { readonly path: string; readonly leaf: LeafPlace | null } =>
  "path" in place ? place : { path: entriesPath(place.index, size ?? 0), leaf: place }

/** A place in the log in the notation of programs and officers: `#7 designation-130300-91…@2`. */
export const formatPlace = ({ index, stream, revision }: LeafPlace): string =>
  stream === "" ? `#${index}` : `#${index} ${stream}@${revision}`

/** The place for readers who do not know streams. */
export const formatPlaceInWords = ({ index, stream, revision }: LeafPlace): Bilingual => {
  const record = bilingual(`第${index}条记录（从0计）`, `record ${index}, counted from 0`)
  const name = parseStream(stream)
  if (name === undefined) return record
  const { zh, en } = subjectOf(name.aggregate, name.key)
  return bilingual(`${record.zh}：${zh}的第${revision}号`, `${record.en}: number ${revision} of ${en}`)
}

const subjectOf = (aggregate: string, key: string): Bilingual => {
  switch (aggregate) {
    case "designation":
      return bilingual(`单位${key}`, `the unit ${key}`)
    case "instrument":
      return bilingual(`办法（${key}）`, `the instrument (${key})`)
    case "call":
      return bilingual(`${key}年度申报`, `the call of ${key}`)
    case "roster":
      return bilingual("名单公布", "the lists published")
    default:
      return bilingual("日志密钥", "the keys of the log")
  }
}

/** A line of a report: a label and its result. */
export interface SummaryLine {
  readonly label: Bilingual
  readonly text: Bilingual
}

const none = bilingual("无", "none")

/** A list of names; may be empty. */
export const formatNames = (names: ReadonlyArray<string>): Bilingual =>
  names.length === 0 ? none : bilingual(names.join("、"), names.join(", "))

const line = (label: Bilingual, text: Bilingual): SummaryLine => ({ label, text })

/** What was checked and who vouches for it. */
export const summary = (report: AuditReport): ReadonlyArray<SummaryLine> => {
  const { origin, size, root, signedBy, witnessedBy, keptSize, leaves, decided, roster, openings } = report
  const { newestOn, policyDigest, timestamps, handedOut } = report
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
    ...timestamps.map(({ time, size: leavesStamped }) =>
      line(
        bilingual("时间戳", "timestamp"),
        bilingual(
          `${time}，${leavesStamped}条（签名未核对）`,
          `${time}, of ${leavesStamped} leaves (its signature was not verified)`,
        ),
      ),
    ),
    line(bilingual("检查点的日期", "day of the checkpoint"), formatHeadDay(report)),
    line(
      bilingual("最近一条记录", "newest record"),
      newestOn === null ? none : bilingual(`登记于${newestOn}`, `of ${newestOn}`),
    ),
    ...(policyDigest === null ? [] : [line(bilingual("所用信任策略", "policy in use"), sameInBoth(policyDigest))]),
    ...(handedOut === null
      ? []
      : [line(bilingual("随名单公布的", "published with the list"), formatHandedOut(handedOut))]),
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

/** A checkpoint has no date itself. Cosignatures and timestamps show when it existed at the latest. */
const formatHeadDay = ({ size, witnessedBy, timestamps }: AuditReport): Bilingual => {
  const stamped = timestamps.filter((one) => one.size === size)
  const times = [...witnessedBy, ...stamped].map(({ time }) => (typeof time === "number" ? formatTime(time) : time))
  const [first] = times.toSorted()
  return first === undefined
    ? bilingual("无会签或时间戳，无从证明", "unknown: nobody cosigned or timestamped it")
    : bilingual(`至迟于${first}`, `by ${first}`)
}

const formatHandedOut = ({ asOf, verifier, policy }: HandedOut): Bilingual => {
  const parts = [
    ...(verifier === null ? [] : [bilingual(`核验页${verifier}`, `page ${verifier}`)]),
    ...(policy === null ? [] : [bilingual(`信任策略${policy}`, `policy ${policy}`)]),
  ]
  return bilingual(
    `截至${asOf}的名单：${parts.map(({ zh }) => zh).join("；")}`,
    `as of ${asOf}: ${parts.map(({ en }) => en).join("; ")}`,
  )
}

/** A witness may state any number, so not every time is a valid date. */
const formatTime = (seconds: number): string => {
  const time = new Date(seconds * 1000)
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString()
}

/** The verdict with the number of findings, in one line. */
export const formatVerdict = (report: AuditReport): Bilingual => {
  const { sound, faultCount } = report
  const observed = observationCount(report)
  if (sound && report.size === 0)
    return bilingual("！日志是空的，没有可核对的记录", "! the log is empty: nothing to check")
  const list = formatListDay(report)
  return sound
    ? bilingual(`✓ 核对一致${list.zh}；另有${observed}项值得注意`, `✓ sound${list.en}; ${observed} observations`)
    : bilingual(
        `✗ ${faultCount}处不符；另有${observed}项值得注意`,
        `✗ ${faultCount} ${faultCount === 1 ? "fault" : "faults"}; ${observed} observations`,
      )
}

/** Warns if the list's day is not that of the newest record: the list then shows less than the log, or assumes more. */
const formatListDay = ({ roster, newestOn }: AuditReport): Bilingual =>
  roster === null || newestOn === null || roster.asOf === newestOn
    ? bilingual("", "")
    : bilingual(
        `（名单截至${roster.asOf}，最近一条记录登记于${newestOn}）`,
        ` (the list is as of ${roster.asOf}; the newest record is of ${newestOn})`,
      )

/** Number of findings that were counted but not kept; `undefined` if there are none. */
export const formatUnlisted = (report: AuditReport): Bilingual | undefined => {
  const { faults, faultCount, observations } = report
  const more = faultCount - faults.length + observationCount(report) - observations.length
  return more === 0 ? undefined : bilingual(`另有${more}项未列出`, `${more} more are not listed`)
}

const observationCount = ({ observationCounts }: AuditReport): number =>
  Object.values(observationCounts).reduce((sum, count) => sum + count, 0)
