/** Brings the result of verifying a bundle or a store into a common form. The verification itself happens elsewhere. */
import { auditFaultNames, type AuditFault, type LeafPlace, type Verdict } from "@shifan/audit"
import {
  faultPlace,
  formatVerdict,
  summary,
  verdictTone,
  verdictWords,
  type AuditReport,
  type Observation,
  type SummaryLine,
  type VerdictTone,
} from "@shifan/bundle"
import { bilingual, type Bilingual, type CivilDate } from "@shifan/core"

/** A fault and its place: the file of a bundle, the leaf of the log, or both. */
export interface FaultFound {
  readonly code: AuditFault["code"] | null
  readonly name: Bilingual
  /** `null` if `found` is sufficient. */
  readonly expected: Bilingual | null
  readonly found: Bilingual
  /** Empty if the fault is in no file. */
  readonly path: string
  readonly leaf: LeafPlace | null
}

/** Result of verifying a bundle or a store, in the form that the pages show. */
export interface Examination {
  readonly tone: VerdictTone
  /** The verdict in a word; `sentence` explains it. */
  readonly word: Bilingual
  readonly sentence: Bilingual
  /** The checks made, and who vouches for the log. */
  readonly checked: ReadonlyArray<SummaryLine>
  /** In the order found; beyond a limit, faults are only counted. */
  readonly faults: ReadonlyArray<FaultFound>
  readonly faultCount: number
  readonly observations: ReadonlyArray<Observation>
  /** Counts by code, including observations that were only counted. */
  readonly observationCounts: AuditReport["observationCounts"]
  /** Number of leaves that the checkpoint or the store states. */
  readonly size: number
  /** Day in Shanghai on which the newest record was made. */
  readonly newestOn: CivilDate | null
}

/** What the viewer's pages show of a verified bundle, from the report of `verifyBundle`. */
export const examinationOfBundle = (report: AuditReport): Examination => {
  const tone = verdictTone(report)
  const { faultCount, observations, observationCounts, newestOn } = report
  return {
    tone,
    word: verdictWords[tone],
    sentence: formatVerdict(report),
    checked: summary(report),
    faults: report.faults.map((fault) => ({ ...faultFound(fault), ...faultPlace(fault, report) })),
    faultCount,
    observations,
    observationCounts,
    size: report.size ?? report.leaves,
    newestOn,
  }
}

/** Result of replaying a store, with the additional comparisons. */
export interface ReplayedStore {
  readonly verdict: Verdict
  /** Faults outside the events: damage of the file, published heads, the vault. */
  readonly beside: ReadonlyArray<Bilingual>
  /** Number of published lists that were recomputed. */
  readonly publications: number
  /** Whether the reader kept one of the heads elsewhere. Those stored next to the store are the bureau's own. */
  readonly keptElsewhere: boolean
  /** The heads it was compared with: their sizes and origins. */
  readonly heads: ReadonlyArray<{ readonly from: string; readonly size: number }>
  readonly sentence: Bilingual
  readonly newestOn: CivilDate | null
}

const ofStore = bilingual("存储", "the store")

/**
 * What the viewer's pages show of a store that was replayed. Sound without a head that the reader kept elsewhere is only
 * `limited`: a bureau could have written the whole store anew.
 */
export const examinationOfStore = (store: ReplayedStore): Examination => {
  const { verdict, beside, keptElsewhere, sentence, newestOn } = store
  const faultCount = verdict.faultCount + beside.length
  const tone = faultCount > 0 ? "bad" : keptElsewhere ? "good" : "limited"
  const others = beside.map((found) => ({ code: null, name: ofStore, expected: null, found, path: "", leaf: null }))
  return {
    tone,
    word: verdictWords[tone],
    sentence,
    checked: checkedOfStore(store),
    faults: [...verdict.faults.map((fault) => ({ ...faultFound(fault), path: "", leaf: fault.place })), ...others],
    faultCount,
    observations: [],
    observationCounts: {},
    size: verdict.events,
    newestOn,
  }
}

const checkedOfStore = ({ verdict, publications, heads, newestOn }: ReplayedStore): ReadonlyArray<SummaryLine> => [
  {
    label: bilingual("已读", "read"),
    text: bilingual(
      `${verdict.events}条，${verdict.streams}个流`,
      `${verdict.events} records in ${verdict.streams} streams`,
    ),
  },
  {
    label: bilingual("重新裁决", "decided again"),
    text: bilingual(`${verdict.decisions}项决定`, `${verdict.decisions} decisions`),
  },
  {
    label: bilingual("名单", "lists"),
    text: bilingual(`重新计算${publications}份公布的名单`, `${publications} published, computed again`),
  },
  {
    label: bilingual("与检查点比较", "compared with checkpoints"),
    text:
      heads.length === 0
        ? bilingual("未提供", "none given")
        : bilingual(
            heads.map(({ from, size }) => `${from}（${size}条）`).join("、"),
            heads.map(({ from, size }) => `${from} (${size} leaves)`).join(", "),
          ),
  },
  {
    label: bilingual("最近一条记录", "newest record"),
    text: newestOn === null ? bilingual("无", "none") : bilingual(`登记于${newestOn}`, `of ${newestOn}`),
  },
]

const faultFound = ({ code, expected, found }: AuditFault): Omit<FaultFound, "path" | "leaf"> => ({
  code,
  name: auditFaultNames[code],
  expected,
  found,
})

/** Groups faults by code; codes are ordered by their first fault. */
export const faultsByName = ({
  faults,
}: Pick<Examination, "faults">): ReadonlyArray<readonly [Bilingual, ReadonlyArray<FaultFound>]> => [
  ...Map.groupBy(faults, ({ name }) => name),
]

/** Faults by leaf index. */
export const faultsAt = ({ faults }: Pick<Examination, "faults">): ReadonlyMap<number, ReadonlyArray<FaultFound>> =>
  Map.groupBy(
    faults.filter(({ leaf }) => leaf !== null),
    ({ leaf }) => leaf?.index ?? 0,
  )
