/** Names of duties, of the grounds and effects of an annulment, and of the obstacles to a waiver. */
import type { AnnulmentEffect, AnnulmentGround } from "../aggregates/designation/decision-parts.js"
import type { DutyName } from "../aggregates/designation/duties.js"
import { exceptionsIn } from "../conditions/criterion.js"
import type { WaiverObstacle } from "../kernel/refusal.js"
import type { Regulation } from "../kernel/regulation.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { textWords, type SpeakingText } from "./text-words.js"

type Naming = (text: SpeakingText) => Bilingual

const always =
  (zh: string, en: string): Naming =>
  () =>
    bilingual(zh, en)

const duties: { readonly [D in DutyName]: Naming } = {
  review: (text) => bilingual(`${textWords(text).cycle?.zh ?? ""}复核`, "the review"),
  annualSummary: always("年度工作总结", "the yearly summary"),
  call: always("发布年度申报通知", "the yearly call"),
  reviewAssessment: (text) => {
    const { zh, en } = textWords(text).county.short
    return bilingual(`${zh}复核测评`, `the ${en}'s assessment of the review`)
  },
  reviewConclusion: always("复核结论", "the conclusion of the review"),
  revocation: always("依抽查认定撤销称号", "the revocation after a spot check"),
  spotCheck: always("年度抽查", "the yearly spot check"),
  succession: always("由承继单位接续称号", "the title's taking over by its successor"),
  supplement: (text) => bilingual("补正材料", `the supplement its ${textWords(text).county.short.en} asked for`),
}

/** The duties there are. */
export const dutyIds = Object.keys(duties) as ReadonlyArray<DutyName>

/** Name of a duty, with the text's cycle and authorities: 三年复核. */
export const dutyName = (duty: DutyName, text: SpeakingText): Bilingual => duties[duty](text)

/** Names of the grounds of an annulment. */
export const annulmentGroundNames: { readonly [G in AnnulmentGround]: Bilingual } = {
  reconsideration: bilingual("经行政复议", "on reconsideration"),
  court: bilingual("经法院判决", "by a court"),
  superior: bilingual("由上级机关决定", "by the superior authority"),
  self: bilingual("自行纠正", "by the authority itself"),
}

/** Names of the effects of an annulment: from the beginning, or from its own day. */
export const annulmentEffectNames: { readonly [E in AnnulmentEffect]: Bilingual } = {
  fromBeginning: bilingual("自始无效", "from the beginning"),
  fromNow: bilingual("自撤销之日起失效", "from its day on"),
}

const obstacles: { readonly [O in WaiverObstacle]: (regulation: Regulation) => Bilingual } = {
  notWaivable: always("不在可放宽的条款之内", "it is not among those that may be"),
  gateClosed: (regulation) => {
    const asked = exceptionsIn(regulation.conditions).flatMap(({ when }) => when.map(({ id }) => regulation.texts[id]))
    const names = asked.flatMap((text) => text ?? [])
    const [zh, en] = [names.map((name) => name.zh).join("和"), names.map((name) => name.en).join(" and ")]
    return names.length > 1
      ? bilingual(`未同时认定${zh}`, `${en} are not both found`)
      : bilingual(`未认定${zh}`, `${en} is not found`)
  },
  alreadyMet: always("该条件已符合", "it is met as it is"),
  levelNotBelowStatutory: always("放宽后的标准须低于规定标准", "the relaxed level must lie below the statutory one"),
  levelNotReached: always("实际未达到放宽后的标准", "the relaxed level is not reached"),
  belowFloor: always("低于解读所定的放宽下限", "it lies below the floor of the reading in force"),
  notTheAuthority: (regulation) => {
    const { zh, en } = textWords(regulation).county.short
    return bilingual(`依现行解读由${zh}决定放宽`, `under the reading in force the ${en} relaxes`)
  },
  askedTwice: always("同一条件重复提出", "it is asked for twice"),
}

/** Why a waiver is not allowed. */
export const obstacleName = (obstacle: WaiverObstacle, regulation: Regulation): Bilingual =>
  obstacles[obstacle](regulation)
