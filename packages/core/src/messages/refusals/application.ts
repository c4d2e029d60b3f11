/** Sentences for refusals of applications: applicant, materials, conditions, waivers, call and notice. */
import { conditions, type Assessment } from "../../conditions/assessment.js"
import type { MissingMaterial } from "../../kernel/refusal.js"
import { bilingual, enumerate, type Bilingual } from "../../law/bilingual.js"
import { cite } from "../../law/provision.js"
import { materialName } from "../material-name.js"
import { obstacleName } from "../duty-and-ground-names.js"
import { stepName } from "../step-name.js"
import { figuresText, whatWouldChange } from "../rendering.js"
import { says, type ReaderNames, type Sentences } from "./sentence.js"

export const application: Sentences<
  | "NotLegalPerson"
  | "DossierIncomplete"
  | "ConditionsNotMet"
  | "FindingMissing"
  | "FigureMissing"
  | "WaiverNotAllowed"
  | "OutsideCall"
  | "NoticeNotOver"
  | "TermIsOver"
  | "StepMissing"
  | "ReapplicationBarred"
> = {
  NotLegalPerson: ({ unit }) =>
    says(
      `${unit}为个体工商户，不是法人单位`,
      `${unit} is an individual business, not a legal person`,
      "由法人单位申报",
      "an application by a legal person",
    ),

  DossierIncomplete: ({ missing }, names) => {
    const items = enumerate(missing.map((one) => materialText(one, names)))
    return says(`申请材料不齐：${items.zh}`, `the dossier lacks: ${items.en}`, "补齐上述材料", "these materials")
  },

  ConditionsNotMet: ({ assessment }, names) => {
    const failing = conditions(assessment).filter(({ verdict }) => verdict === "notMet")
    const details = enumerate(failing.map((node) => failureText(node, names)))
    const remedies = enumerate(failing.flatMap((node) => whatWouldChange(node, names.regulation) ?? []))
    return says(`不符合条件：${details.zh}`, `conditions not met: ${details.en}`, remedies.zh, remedies.en)
  },

  FindingMissing: (refusal, names) => {
    const open = enumerate(refusal.conditions.map(names.condition))
    return says(
      `尚未认定：${open.zh}`,
      `not yet judged: ${open.en}`,
      "逐项作出认定并说明理由",
      "a finding with reasons for each",
    )
  },

  FigureMissing: (refusal, names) => {
    const open = enumerate(refusal.conditions.map(names.condition))
    return says(
      `缺少数据：${open.zh}`,
      `figures are missing: ${open.en}`,
      "补正相应数据，或由主管部门认定并说明理由",
      "the figures, or a finding with reasons in their place",
    )
  },

  WaiverNotAllowed: ({ condition, because }, names) => {
    const obstacle = obstacleName(because, names.regulation)
    return says(
      `${names.condition(condition).zh}不得放宽：${obstacle.zh}`,
      `${names.condition(condition).en} cannot be relaxed: ${obstacle.en}`,
      "在放宽条款范围内提出",
      "a waiver within the exception",
    )
  },

  OutsideCall: ({ year, on, window }) =>
    window === null
      ? says(`${year}年度未开展申报`, `there is no call for ${year}`, "待发布申报通知", "a call")
      : says(
          `${on}不在${year}年度申报期内（${window.opensOn}至${window.closesOn}）`,
          `${on} is outside the call of ${year} (${window.opensOn} to ${window.closesOn})`,
          "在申报期内提出",
          "an application within the call",
        ),

  NoticeNotOver: ({ days, closesOn }) =>
    closesOn === null
      ? says(
          `认定前须公示${days}日`,
          `a public notice of ${days} days comes before the certification`,
          "先行公示",
          "a public notice",
        )
      : says(
          `公示至${closesOn}尚未结束`,
          `the public notice runs until ${closesOn}`,
          `${closesOn}之后办理`,
          `after ${closesOn}`,
        ),

  TermIsOver: ({ from, validUntil }) =>
    says(
      `称号期限自公示首日${from}起算，已于${validUntil}届满`,
      `the term counts from the notice of ${from}, and ended on ${validUntil}`,
      "重新公示，期满后办理",
      "a new notice, from which another term counts",
    ),

  StepMissing: ({ act, steps }, names) => {
    const missing = enumerate(
      steps.map(({ step, by, because }) => {
        const name = stepName(step, names.regulation)
        const why = because === "missing" ? bilingual("尚未进行", "not taken") : bilingual("未通过", "not passed")
        return bilingual(`${name.zh}（${names.role(by).zh}）${why.zh}`, `${name.en} (${names.role(by).en}), ${why.en}`)
      }),
    )
    return says(
      `${names.act(act).zh}前的步骤：${missing.zh}`,
      `steps needed to ${names.act(act).en}: ${missing.en}`,
      "先登记上述步骤及其结果",
      "a record of these steps and their results",
    )
  },

  ReapplicationBarred: ({ until }) =>
    says(`${until}前不得再次申报`, `no new application until ${until}`, `${until}之后申报`, `after ${until}`),
}

const materialText = ({ item, provision, because }: MissingMaterial, { regulation }: ReaderNames): Bilingual => {
  const { zh, en } = materialName(item, regulation)
  const why =
    because === "missing" ? bilingual("", "") : bilingual("，不得以“无”代替", ", which may not be declared none")
  return bilingual(`${zh}（${cite(provision).zh}${why.zh}）`, `${en} (${cite(provision).en}${why.en})`)
}

/** The name of a condition, with its actual and required figures if it has any. */
const failureText = ({ id, figures }: Assessment, names: ReaderNames): Bilingual => {
  const name = names.condition(id)
  if (figures === undefined) return name
  const text = figuresText(figures, names.regulation)
  return bilingual(`${name.zh}：${text.zh}`, `${name.en}: ${text.en}`)
}
