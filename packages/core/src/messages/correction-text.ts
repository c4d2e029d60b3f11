/** Puts corrections of clerical errors in words: the record, the field, the old and the new value. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { ConfirmedSince, CorrectableField, Correction } from "../aggregates/designation/correctable-fields.js"
import { eventName } from "./names.js"
import { quantity } from "./rendering.js"
import type { SpeakingText } from "./text-words.js"

const unitName = bilingual("单位名称", "name of the unit")
const platformName = bilingual("平台名称", "name of the platform")
const document = bilingual("文件", "document")
const appraisalDate = bilingual("评审日期", "day of the appraisal")

/** Typed so that a field without a name does not compile. */
const fieldNames: { readonly [F in CorrectableField]: Bilingual } = {
  "Applied.form.applicantUnitName": unitName,
  "Applied.form.platformName": platformName,
  "ApplicationSupplemented.form.applicantUnitName": unitName,
  "ApplicationSupplemented.form.platformName": platformName,
  "NoticePublished.number": bilingual("公示文号", "number of the notice"),
  "NoticePublished.address": bilingual("公示网址", "address of the notice"),
  "StepTaken.takenOn": bilingual("步骤日期", "day of the step"),
  "StepTaken.document": document,
  "Certified.certificateNumber": bilingual("证书编号", "certificate number"),
  "Certified.appraisal.date": appraisalDate,
  "CertificationDeclined.appraisal.date": appraisalDate,
  "PlaqueAwarded.awardedOn": bilingual("授牌日期", "day of the award"),
  "PlaqueReturned.returnedOn": bilingual("收回日期", "day of the return"),
  "NominatedToProvince.document": document,
  "NominatedToProvince.nominatedOn": bilingual("推荐日期", "day of the nomination"),
  "AnnualSummaryFiled.year": bilingual("年度", "year"),
  "AnnualSummaryFiled.document": document,
  "AnnualSummaryFiled.receivedOn": bilingual("收到日期", "day of receipt"),
  "SpotChecked.checkedOn": bilingual("抽查日期", "day of the check"),
  "SupportGranted.kind": bilingual("扶持方式", "kind of support"),
  "SupportGranted.amount": bilingual("扶持金额", "amount"),
  "SupportGranted.document": document,
  "SupportGranted.grantedOn": bilingual("扶持日期", "day of the grant"),
  "RectificationOrdered.until": bilingual("整改期限", "last day of the rectification"),
  "Revoked.announcement.number": bilingual("公告文号", "number of the announcement"),
  "Revoked.announcement.date": bilingual("公告日期", "day of the announcement"),
  "Revoked.announcement.address": bilingual("公告网址", "address of the announcement"),
  "Revoked.hearing.heldOn": bilingual("听取意见日期", "day of the hearing"),
  "Revoked.hearing.record": bilingual("听取意见记录", "record of the hearing"),
  "ParticularsChanged.after.operatingUnitName": bilingual("变更后的单位名称", "new name of the unit"),
  "ParticularsChanged.after.platformName": bilingual("变更后的平台名称", "new name of the platform"),
  "ParticularsChanged.document": document,
  "TitleImported.operatingUnitName": unitName,
  "TitleImported.platformName": platformName,
  "TitleImported.grantedOn": bilingual("认定日期", "day of the grant"),
  "TitleImported.grantingDocument": bilingual("认定文件", "granting document"),
  "TitleImported.lastConfirmedOn": bilingual("最近一次确认日期", "day of the last confirmation"),
  "TitleImported.validUntil": bilingual("有效期至", "last day of the title"),
  "UnitEnded.endedOn": bilingual("终止日期", "day of the end"),
  "UnitEnded.document": document,
  "DecisionAnnulled.decidedOn": bilingual("撤销原决定的日期", "day of the decision that annuls"),
  "DecisionAnnulled.document": document,
  "TitleSucceeded.document": document,
  "TitleInherited.operatingUnitName": unitName,
  "TitleInherited.document": document,
}

/** Such as 第2号“认定”的证书编号，由QHD-2020-01更正为QHD-2020-10. Amounts in 万元, documents by title. */
export const correctionText = (
  { revision, field, from, to, confirmedUntil }: Correction & ConfirmedSince,
  text: SpeakingText,
): Bilingual => {
  const event = eventName(field.slice(0, field.indexOf(".")), text)
  const name = fieldNames[field]
  const before = valueText(field, from)
  const after = valueText(field, to)
  const confirmed = confirmedUntil?.at(-1)
  const until = confirmed && valueText(field, confirmed.validUntil)
  const since = until ? bilingual(`，经确认的有效期至${until.zh}`, `, as confirmed since: ${until.en}`) : same("")
  return bilingual(
    `第${revision}号“${event.zh}”的${name.zh}，由${before.zh}更正为${after.zh}${since.zh}`,
    `revision ${revision} (${event.en}), ${name.en}: ${before.en} → ${after.en}${since.en}`,
  )
}

const same = (text: string): Bilingual => bilingual(text, text)

const valueText = (field: CorrectableField, value: Correction["to"]): Bilingual => {
  if (value === null) return bilingual("空缺", "none")
  if (typeof value === "object") return bilingual(`“${value.title}”`, value.title)
  return typeof value === "number" && field === "SupportGranted.amount"
    ? quantity(value, "fen")
    : bilingual(String(value), String(value))
}
