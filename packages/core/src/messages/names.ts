/** Roles, acts, events, phases and obstacles as a reader calls them. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { Role } from "../kernel/actor.js"
import { aggregates, type AnyCommandType, type AnyEventType } from "../aggregates/registry.js"
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

export const obstacleNames: { readonly [O in WaiverObstacle]: Bilingual } = {
  notWaivable: bilingual("不在可放宽的条款之内", "it is not among those that may be"),
  gateClosed: bilingual(
    "未同时认定服务业绩突出和示范带动作用明显",
    "outstanding performance and demonstration effect are not both found",
  ),
  alreadyMet: bilingual("该条件已符合", "it is met as it is"),
  notYetJudged: bilingual("该条件尚未认定", "it is not yet judged"),
  levelNotBelowStatutory: bilingual("放宽后的标准须低于规定标准", "the relaxed level must lie below the statutory one"),
  levelNotReached: bilingual("实际未达到放宽后的标准", "the relaxed level is not reached"),
  belowFloor: bilingual("低于解读所定的放宽下限", "it lies below the floor of the reading in force"),
  notTheAuthority: bilingual("依现行解读由县区决定放宽", "under the reading in force the county relaxes"),
  askedTwice: bilingual("同一条件重复提出", "it is asked for twice"),
}

/** The figures, dates and words of a case, as the annexes call them. */

const people = {
  staff: bilingual("从业人数", "staff"),
  diplomaOnly: bilingual("大专及以上学历人数（无中级职称）", "people with a college diploma only"),
  titleOnly: bilingual("中级及以上职称人数（无大专学历）", "people with an intermediate title only"),
  diplomaAndTitle: bilingual("大专及以上学历且中级及以上职称人数", "people with both diploma and title"),
  totalAssets: bilingual("总资产", "total assets"),
} as const

const years: Readonly<Record<string, Bilingual>> = {
  y0: bilingual("上一年度", "last year's"),
  y1: bilingual("前一年度", "the year before's"),
  y2: bilingual("再前一年度", "two years before's"),
  trailing: bilingual("近十二个月", "the last twelve months'"),
}

const units: Readonly<Record<string, Bilingual>> = {
  enterprises: bilingual("服务中小企业户数", "number of SMEs served"),
  visits: bilingual("服务中小企业户次数", "number of visits to SMEs"),
}

const joined = (one: Bilingual, other: Bilingual): Bilingual =>
  bilingual(`${one.zh}${other.zh}`, `${one.en} ${other.en}`)

const served = Object.entries(years).flatMap(([year, when]) =>
  Object.entries(units).map(([unit, what]) => [`served.${year}.${unit}`, joined(when, what)] as const),
)

const atYearEnd = Object.entries(people).map(
  ([name, what]) => [`yearEnd.${name}`, bilingual(`上年末${what.zh}`, `${what.en} at the end of last year`)] as const,
)

const names: Readonly<Record<string, Bilingual>> = {
  ...people,
  ...Object.fromEntries(served),
  ...Object.fromEntries(atYearEnd),
  "satisfaction.county": bilingual("县区测评的用户满意度", "satisfaction as the county measures it"),
  "satisfaction.self": bilingual("自测的用户满意度", "satisfaction as the unit measures it"),
  operationStart: bilingual("开始运营日期", "the start of operation"),
  registeredOn: bilingual("注册日期", "the registration date"),
  unitNature: bilingual("单位性质", "what the unit is"),
  serviceArea: bilingual("服务区域或行业", "the area or trade served"),
  countyOrDistrict: bilingual("所在县、区", "the county or district"),
  platformKind: bilingual("平台类型", "the kind of platform"),
  grade: bilingual("等级", "the grade"),
}

/** A figure, date or word of `Evidence`; one that an embedder's own regulation adds goes by its own name. */
export const figureName = (name: string): Bilingual => names[name] ?? bilingual(name, name)

/** The words of a form's closed questions: 单位性质, the areas of art. 5(2). */
const words: Readonly<Record<string, Bilingual>> = {
  enterprise: bilingual("企业法人", "enterprise"),
  publicInstitution: bilingual("事业单位", "public institution"),
  socialOrganisation: bilingual("社会团体", "social organisation"),
  privateNonEnterprise: bilingual("民办非企业单位", "private non-enterprise unit"),
  farmersCooperative: bilingual("农民专业合作社", "farmers' cooperative"),
  otherLegalPerson: bilingual("其他法人", "other legal person"),
  soleProprietorship: bilingual("个人独资企业", "sole proprietorship"),
  partnership: bilingual("合伙企业", "partnership"),
  branch: bilingual("分支机构", "branch"),
  individualBusiness: bilingual("个体工商户", "individual business"),
  industrialCluster: bilingual("产业集群", "industrial cluster"),
  smallEnterpriseStartupBase: bilingual("小企业创业基地", "small enterprise start-up base"),
  industrialPark: bilingual("工业园区", "industrial park"),
  nationalNewIndustrializationBase: bilingual("国家新型工业化产业示范基地", "national new industrialisation base"),
  other: bilingual("其他", "other"),
}

export const wordName = (word: string): Bilingual => words[word] ?? bilingual(word, word)
