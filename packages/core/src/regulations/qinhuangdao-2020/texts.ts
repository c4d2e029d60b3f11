/** Short descriptions of the provisions and conditions of 秦工信规〔2020〕2号, in our own words. */
import { bilingual as both, type Bilingual } from "../../law/bilingual.js"
import { dossierItemNames } from "../../forms/dossier.js"
import { dossierItems } from "../../forms/material-names.js"
import type { ConditionId } from "../../law/provision.js"
import { materials } from "./article-8.js"

const materialTexts: { readonly [Id in ConditionId]?: Bilingual } = Object.fromEntries(
  dossierItemNames.map((item) => [materials[item].provision, dossierItems[item]]),
)

export const texts: { readonly [Id in ConditionId]?: Bilingual } = {
  ...materialTexts,
  art_1: both("立法目的和制定依据", "purpose and basis"),
  art_2__para_1: both(
    "由市局认定、法人单位运营、为中小企业服务的平台",
    "certified by the bureau, run by a legal person, serving SMEs",
  ),
  "art_2__para_1#legalPerson": both("运营单位为法人", "the operating unit is a legal person"),
  art_2__para_2: both("服务类别；综合性或专业平台", "service categories; comprehensive or specialised"),
  art_3__para_1: both(
    "市局认定、授牌和监管，县区推荐和管理",
    "the bureau certifies, awards and supervises; counties recommend and manage",
  ),
  art_4__para_1: both("公开、公正、公平", "open, fair, just"),
  art_5__para_1: both("应同时具备的条件", "the conditions to be met at once"),
  art_5__para_1__point_1: both("单位与资产", "the unit and its assets"),
  "art_5__para_1__point_1#operatingYears": both("运营满两年", "two years of operation"),
  "art_5__para_1__point_1#totalAssets": both("资产总额", "total assets"),
  "art_5__para_1__point_1#soundFinances": both("财务收支状况良好", "sound accounts"),
  "art_5__para_1__point_1#soundOperation": both("经营规范，有发展前景", "regular operation with prospects"),
  art_5__para_1__point_2: both("服务区域或行业", "area or trade served"),
  "art_5__para_1__point_2#serviceArea": both("服务于中小企业集聚区域或行业", "serves where SMEs cluster"),
  "art_5__para_1__point_2#regionalInfluence": both("对区域经济有影响", "influence on the regional economy"),
  art_5__para_1__point_3: both("服务功能与队伍", "services and staff"),
  "art_5__para_1__point_3#staff": both("从业人数", "staff"),
  "art_5__para_1__point_3#professionalRatio": both("专业人员人数", "qualified staff"),
  "art_5__para_1__point_3#completeServices": both("服务功能完善、特色突出", "complete and distinctive services"),
  "art_5__para_1__point_3#premises": both("固定场所和必要设施", "fixed premises and facilities"),
  art_5__para_1__point_4: both("服务规模与评价", "reach and reputation of the services"),
  "art_5__para_1__point_4#smesServed": both("年服务中小企业数", "SMEs served in the year"),
  "art_5__para_1__point_4#steadyGrowth": both("近两年服务企业数稳定增长", "steady growth of the number served"),
  "art_5__para_1__point_4#satisfaction": both("用户满意度", "satisfaction"),
  "art_5__para_1__point_4#reputation": both("声誉和品牌影响力", "reputation"),
  art_5__para_1__point_5: both("制度与规划", "rules and plans"),
  "art_5__para_1__point_5#managementSystem": both(
    "管理制度、服务流程、收费标准和质量保证",
    "management rules, process, fees, quality assurance",
  ),
  "art_5__para_1__point_5#planning": both(
    "发展规划、年度目标和品牌方案",
    "development plan, yearly targets, brand plan",
  ),
  art_5__para_1__point_6: both("主要负责人", "the principal"),
  "art_5__para_1__point_6#principal": both("主要负责人的能力和经验", "an able principal"),
  art_5__para_1__point_7: both("可适度放宽（一）（三）（四）", "(1), (3) and (4) may be relaxed"),
  "art_5__para_1__point_7#outstandingPerformance": both("服务业绩突出", "outstanding performance"),
  "art_5__para_1__point_7#demonstrationEffect": both("示范带动作用明显", "evident demonstration effect"),
  art_6__para_1: both("县区依第五条推荐", "counties recommend on the basis of Art. 5"),
  art_7__para_1: both("县区测评、填写推荐表并上报", "the county assesses, fills in Annex 1 and submits"),
  art_8__para_1: both("申报须提交的材料", "the materials of an application"),
  art_9__para_1: both(
    "评审合格的授予称号，择优推荐省级",
    "those that pass receive the title; the best go to the province",
  ),
  art_10__para_1: both("评审由市局组织", "the bureau organises the appraisal"),
  art_11__para_1: both("名单在市局网站公布", "the list is published on the bureau's website"),
  art_12__para_1: both("平台的日常义务；每年报送工作总结", "standing duties; a work summary every year"),
  art_13__para_1: both(
    "动态管理，每三年复核；不合格的公告撤消",
    "review every three years; those that fail are revoked by announcement",
  ),
  art_14__para_1: both("抽查；发现弄虚作假的撤销称号", "spot checks; falsification revokes the title"),
  art_15__para_1: both("重点扶持", "priority support"),
  art_16__para_1: both(
    "评审工作接受审计、纪检和社会监督",
    "the appraisal is open to audit, discipline inspection and the public",
  ),
  art_17__para_1: both("由市局解释", "interpreted by the bureau"),
  art_18__para_1: both("自发布之日起施行，有效期两年", "in force from publication, for two years"),
  att_1: both("推荐表", "recommendation form"),
  att_2: both("申请报告和申请表", "application report and form"),
  att_3: both("年度运营情况测评表", "assessment form of yearly operation"),
}
