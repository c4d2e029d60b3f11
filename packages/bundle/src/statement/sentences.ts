/** Describes the result of verifying a statement about a unit, for people. */
import { sameInBoth } from "@shifan/audit"
import { bilingual, type Bilingual, type UnitStanding } from "@shifan/core"
import { datesInChinese, eventName, phaseNames } from "@shifan/core/messages"
import { proofFaultNames } from "../proof/sentences.js"
import { formatNames, type SummaryLine } from "../report/sentences.js"
import { isStated, type StatedList, type StatementFaultCode, type StatementReport } from "./verify.js"

/** What the statement shows, as of which day, and what it does not, in one line. */
export const formatStatementVerdict = (report: StatementReport): Bilingual => {
  const { faults, unit, list, standing } = report
  if (faults.length > 0 || unit === null || list === null)
    return bilingual(`✗ ${faults.length}处不符`, `✗ faults: ${faults.length}`)
  const { zh, en } = standing === null ? unknownUnit(unit, list) : formatStanding(standing, list)
  const since = bilingual(
    "名单日以后的事，这份证明不作说明：该单位此后可能已被认定、撤销或变更，请索取最近一次名单的证明。",
    "It says nothing about the time since that day, when the unit may have been certified, revoked or changed: ask for a statement on the newest list.",
  )
  return isStated(report)
    ? bilingual(`✓ ${datesInChinese(zh)}${since.zh}`, `✓ ${en} ${since.en}`)
    : bilingual(
        `没有发现不符，但材料不全。证明所称：${datesInChinese(zh)}`,
        `Nothing false was found, but something is missing. It claims: ${en}`,
      )
}

const unknownUnit = (
  { uscc, division }: NonNullable<StatementReport["unit"]>,
  { asOf, logSize }: StatedList,
): Bilingual =>
  bilingual(
    `截至${asOf}，${division}的日志（前${logSize}条）没有${uscc}的任何记录。`,
    `As of ${asOf}, the first ${logSize} records of the log of ${division} do not mention ${uscc}.`,
  )

/** Whether the unit is on the list, its phase, and its last record. */
const formatStanding = ({ uscc, division, phase, listed, last }: UnitStanding, { asOf }: StatedList): Bilingual => {
  const name = phaseNames[phase]
  const event = eventName(last.type, null)
  const later =
    last.effectiveOn > asOf
      ? bilingual("，在名单日之后生效，未计入上述状况", ", which takes effect after that day and is not counted")
      : bilingual("", "")
  return bilingual(
    `截至${asOf}，${uscc}${listed ? "在" : "不在"}${division}的名单上，状况为“${name.zh}”；最后一条记录是第${last.revision}号“${event.zh}”（${last.effectiveOn}生效）${later.zh}。`,
    `On ${asOf}, ${uscc} was ${listed ? "on" : "not on"} the list of ${division}: ${name.en}. Its last record is revision ${last.revision}, ${event.en}, effective ${last.effectiveOn}${later.en}.`,
  )
}

/** Name of each statement fault, in both languages. */
export const statementFaultNames: { readonly [C in StatementFaultCode]: Bilingual } = {
  ...proofFaultNames,
  StatementMalformed: bilingual("证明文件不合格式", "the statement is malformed"),
  NotInLog: bilingual("名单的记录不在该日志中", "the record of the list is not in that log"),
  NoList: bilingual("所附记录不是可用的名单记录", "the record in it is not a published list"),
  OtherDivision: bilingual("出自另一机关的名单", "it belongs to the list of another bureau"),
  NotInMap: bilingual("条目不在名单所附的单位状况表中", "an entry is not in the map of that list"),
  NotNeighbours: bilingual(
    "条目既不是该单位的，也不能说明没有该单位",
    "the entries neither are the unit's nor show that it has none",
  ),
}

/** Table of the checks made. */
export const statementSummary = (report: StatementReport): ReadonlyArray<SummaryLine> => {
  const { missing, unit, origin, size, signedBy, witnessedBy, list, standing, faults } = report
  const signers = (names: ReadonlyArray<string>): Bilingual =>
    missing.includes("policy") ? bilingual("未核对", "not checked") : formatNames(names)
  return [
    ...(unit === null
      ? []
      : [{ label: bilingual("单位", "unit"), text: sameInBoth(`${unit.uscc} (${unit.division})`) }]),
    ...(list === null ? [] : listLines(list, size)),
    ...(standing === null || faults.length > 0 ? [] : lastRecordLines(standing)),
    { label: bilingual("日志", "log"), text: sameInBoth(origin ?? "—") },
    { label: bilingual("签名", "signed by"), text: signers(signedBy) },
    { label: bilingual("会签", "witnessed by"), text: signers(witnessedBy) },
  ]
}

const listLines = (list: StatedList, size: number | null): ReadonlyArray<SummaryLine> => {
  const { asOf, publishedOn, medium, logSize, units, index } = list
  const since = (size ?? logSize) - logSize
  return [
    { label: bilingual("名单日", "day of the list"), text: sameInBoth(asOf) },
    {
      label: bilingual("公布", "published"),
      text: bilingual(`${publishedOn}，${medium}`, `${publishedOn}, ${medium}`),
    },
    {
      label: bilingual("依据", "rests on"),
      text: bilingual(
        `日志前${logSize}条；检查点中其后的${since}条未计入`,
        `the first ${logSize} records, not the ${since} later ones under the checkpoint`,
      ),
    },
    { label: bilingual("名单的记录", "record of the list"), text: bilingual(`第${index}号叶`, `leaf ${index}`) },
    { label: bilingual("状况表", "map"), text: bilingual(`${units.count}家单位`, `${units.count} units`) },
  ]
}

const lastRecordLines = ({ last }: UnitStanding): ReadonlyArray<SummaryLine> => [
  {
    label: bilingual("最后一条记录", "last record"),
    text: bilingual(`第${last.index}号叶，${last.hash}`, `leaf ${last.index}, ${last.hash}`),
  },
]
