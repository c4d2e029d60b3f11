/** The head of the report: what was checked, what vouches for it, and the verdict. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { AuditReport } from "../verify/report.js"
import { toHex } from "@shifan/tlog"

export interface Line {
  readonly name: Bilingual
  readonly says: Bilingual
}

const none = bilingual("无", "none")

const listed = (names: ReadonlyArray<string>): Bilingual =>
  names.length === 0 ? none : bilingual(names.join("、"), names.join(", "))

const line = (name: Bilingual, says: Bilingual): Line => ({ name, says })

export const summary = (report: AuditReport): ReadonlyArray<Line> => {
  const { origin, size, root, signedBy, witnessedBy, keptSize, leaves, decided, roster, openings } = report
  return [
    line(bilingual("日志", "log"), origin === null ? none : bilingual(origin, origin)),
    line(
      bilingual("检查点", "checkpoint"),
      size === null || root === null
        ? none
        : bilingual(`${size}条，根哈希${toHex(root)}`, `${size} leaves, root ${toHex(root)}`),
    ),
    line(bilingual("签名", "signed by"), listed(signedBy)),
    line(
      bilingual("会签", "witnessed by"),
      listed(witnessedBy.map(({ name, time }) => `${name} (${shownTime(time)})`)),
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

/** What a witness says may be any number. */
const shownTime = (seconds: number): string => {
  const time = new Date(seconds * 1000)
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString()
}

export const verdictSaid = ({ sound, faultCount, observationCounts }: AuditReport): Bilingual => {
  const observed = Object.values(observationCounts).reduce((sum, count) => sum + count, 0)
  return sound
    ? bilingual(`✓ 核对一致；另有${observed}项值得注意`, `✓ sound; ${observed} observations`)
    : bilingual(
        `✗ ${faultCount}处不符；另有${observed}项值得注意`,
        `✗ ${faultCount} ${faultCount === 1 ? "fault" : "faults"}; ${observed} observations`,
      )
}

/** What was counted beyond what is listed. */
export const unlisted = ({
  faults,
  faultCount,
  observations,
  observationCounts,
}: AuditReport): Bilingual | undefined => {
  const observed = Object.values(observationCounts).reduce((sum, count) => sum + count, 0)
  const more = faultCount - faults.length + observed - observations.length
  return more === 0 ? undefined : bilingual(`另有${more}项未列出`, `${more} more are not listed`)
}
