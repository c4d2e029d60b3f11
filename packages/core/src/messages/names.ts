/** Roles, acts, events, phases and obstacles as a reader calls them. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { Role } from "../kernel/actor.js"
import { aggregates, type AnyCommandType, type AnyEventType } from "../aggregates/registry.js"
import type { DutyName } from "../aggregates/designation/duties.js"
import type { DesignationPhase } from "../aggregates/designation/state.js"
import type { WaiverObstacle } from "../kernel/refusal.js"

export const roleNames: { readonly [R in Role]: Bilingual } = {
  unit: bilingual("单位", "unit"),
  county: bilingual("县区主管部门", "county authority"),
  bureau: bilingual("市局", "bureau"),
  auditor: bilingual("审计机关", "auditor"),
  public: bilingual("公众", "public"),
}

/** Of every command, whichever aggregate it belongs to. */
export const actNames: { readonly [A in AnyCommandType]: Bilingual } = {
  ...aggregates.designation.names.acts,
  ...aggregates.instrument.names.acts,
  ...aggregates.call.names.acts,
  ...aggregates.roster.names.acts,
  ...aggregates.log.names.acts,
}

/** Of every event, whichever aggregate it belongs to. */
export const eventNames: { readonly [T in AnyEventType]: Bilingual } = {
  ...aggregates.designation.names.events,
  ...aggregates.instrument.names.events,
  ...aggregates.call.names.events,
  ...aggregates.roster.names.events,
  ...aggregates.log.names.events,
}

/** Of a designation. */
export const phaseNames: { readonly [P in DesignationPhase]: Bilingual } = aggregates.designation.names.phases

export const dutyNames: { readonly [D in DutyName]: Bilingual } = {
  review: bilingual("三年复核", "the review"),
  annualSummary: bilingual("年度工作总结", "the yearly summary"),
  call: bilingual("发布年度申报通知", "the yearly call"),
  reviewAssessment: bilingual("县区复核测评", "the county's assessment of the review"),
  reviewConclusion: bilingual("复核结论", "the conclusion of the review"),
  revocation: bilingual("依抽查认定撤销称号", "the revocation after a spot check"),
  spotCheck: bilingual("年度抽查", "the yearly spot check"),
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
