/** Names of duties, of the grounds and effects of an annulment, and of the obstacles to a waiver. */
import type { AnnulmentEffect, AnnulmentGround } from "../aggregates/designation/decision-parts.js"
import type { DutyName } from "../aggregates/designation/duties.js"
import type { WaiverObstacle } from "../kernel/refusal.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"

/** Names of the duties. */
export const dutyNames: { readonly [D in DutyName]: Bilingual } = {
  review: bilingual("三年复核", "the review"),
  annualSummary: bilingual("年度工作总结", "the yearly summary"),
  call: bilingual("发布年度申报通知", "the yearly call"),
  reviewAssessment: bilingual("县区复核测评", "the county's assessment of the review"),
  reviewConclusion: bilingual("复核结论", "the conclusion of the review"),
  revocation: bilingual("依抽查认定撤销称号", "the revocation after a spot check"),
  spotCheck: bilingual("年度抽查", "the yearly spot check"),
  succession: bilingual("由承继单位接续称号", "the title's taking over by its successor"),
  supplement: bilingual("补正材料", "the supplement its county asked for"),
}

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

export const obstacleNames: { readonly [O in WaiverObstacle]: Bilingual } = {
  notWaivable: bilingual("不在可放宽的条款之内", "it is not among those that may be"),
  gateClosed: bilingual(
    "未同时认定服务业绩突出和示范带动作用明显",
    "outstanding performance and demonstration effect are not both found",
  ),
  alreadyMet: bilingual("该条件已符合", "it is met as it is"),
  levelNotBelowStatutory: bilingual("放宽后的标准须低于规定标准", "the relaxed level must lie below the statutory one"),
  levelNotReached: bilingual("实际未达到放宽后的标准", "the relaxed level is not reached"),
  belowFloor: bilingual("低于解读所定的放宽下限", "it lies below the floor of the reading in force"),
  notTheAuthority: bilingual("依现行解读由县区决定放宽", "under the reading in force the county relaxes"),
  askedTwice: bilingual("同一条件重复提出", "it is asked for twice"),
}
