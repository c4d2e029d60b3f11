/**
 * 国家中小企业公共服务示范平台认定管理办法, 工信部企业〔2017〕156号 of 3 July 2017, as far as known: articles 1 to 4, article 23
 * as cited in calls, and the thresholds as repeated in a call of 2022. The articles with the conditions are not known here;
 * `art_0` is the placeholder, and `faultsOfRegulation` reports it.
 */
import { bilingual, type RegulationDraft } from "@shifan/core"
import { defaultReadings } from "@shifan/core/law"
import {
  allOf,
  anyOf,
  atLeast,
  atLeastShare,
  byReading,
  elapsed,
  figure,
  finding,
  growth,
  own,
  sum,
} from "@shifan/core/conditions"
import { satisfaction, servedYears, smesServed, totalAssets, yuan } from "./quantities.js"

/** 从事为中小企业服务的人员: possibly fewer than the staff in the form. */
const servingStaff = figure(own("servingSmes.staff"))

/** 大专及以上学历和中级及以上技术职称: “和” is as ambiguous as in the first regulation; reading `staff.qualified` decides. */
const qualifiedServingStaff = byReading("staff.qualified", {
  pooled: sum(
    figure(own("servingSmes.diplomaOnly")),
    figure(own("servingSmes.titleOnly")),
    figure(own("servingSmes.diplomaAndTitle")),
  ),
  both: figure(own("servingSmes.diplomaAndTitle")),
})

/** At least one of five services. The required frequency is known for two of them; of the others only the name. */
const functions = anyOf("art_0__para_2", [
  allOf("art_0__para_2__point_1", [
    atLeast("art_0__para_2__point_1#servedOffline", figure(own("information.servedOffline")), 150, "enterprises"),
    atLeast("art_0__para_2__point_1#activities", figure(own("information.activities")), 8, "times"),
  ]),
  atLeast("art_0__para_2__point_2#activities", figure(own("technology.activities")), 5, "times"),
  finding("art_0__para_2__point_3#entrepreneurship"),
  finding("art_0__para_2__point_4#training"),
  finding("art_0__para_2__point_5#financing"),
])

export const miit2017: RegulationDraft = {
  id: "miit-2017",
  encoding: 1,
  title: bilingual(
    "国家中小企业公共服务示范平台认定管理办法",
    "Measures of the Ministry of Industry and Information Technology for National SME Public Service Demonstration Platforms",
  ),
  documentNumber: "工信部企业〔2017〕156号",
  issuer: "工业和信息化部",
  conditions: allOf("art_0", [
    allOf("art_0__para_1", [
      elapsed("art_0__para_1#operatingYears", 2, {
        operationStart: ["operationStart", "registeredOn"],
        registration: ["registeredOn"],
      }),
      atLeast("art_0__para_1#totalAssets", totalAssets, yuan(3_000_000), "fen"),
      atLeast("art_0__para_1#staff", servingStaff, 20, "people"),
      atLeastShare("art_0__para_1#qualifiedStaff", {
        part: qualifiedServingStaff,
        whole: servingStaff,
        percent: 80,
        unit: "people",
      }),
      atLeast("art_0__para_1#smesServed", smesServed, 150, "enterprises"),
      growth("art_0__para_1#growth", servedYears, "enterprises"),
      atLeast("art_0__para_1#satisfaction", satisfaction, 8000, "basisPoints"),
      atLeast("art_0__para_1#aggregatedServices", figure(own("aggregatedServiceOrganisations")), 5, "enterprises"),
      atLeast("art_0__para_1#publicWelfare", figure(own("publicWelfareShare")), 2000, "basisPoints"),
    ]),
    functions,
  ]),
  own: {
    figures: {
      "servingSmes.staff": bilingual("从事为中小企业服务的人员", "people who serve SMEs"),
      "servingSmes.diplomaOnly": bilingual(
        "其中大专及以上学历人数（无中级职称）",
        "people who serve SMEs with a college diploma only",
      ),
      "servingSmes.titleOnly": bilingual(
        "其中中级及以上职称人数（无大专学历）",
        "people who serve SMEs with an intermediate title only",
      ),
      "servingSmes.diplomaAndTitle": bilingual(
        "其中大专及以上学历且中级及以上职称人数",
        "people who serve SMEs with both diploma and title",
      ),
      aggregatedServiceOrganisations: bilingual("集聚服务机构数", "the number of service organisations gathered"),
      publicWelfareShare: bilingual("公益性服务或低收费服务占比", "the share of free or low-priced services"),
      "information.servedOffline": bilingual("信息服务线下服务企业数", "enterprises served offline with information"),
      "information.activities": bilingual("信息服务活动次数", "activities of information services"),
      "technology.activities": bilingual("技术服务活动次数", "activities of technology services"),
    },
    steps: {
      expertReview: {
        ...bilingual("专家评审", "review by experts"),
        by: "bureau",
        before: "Certify",
        provision: "art_0__para_1",
      },
    },
  },
  /** Not in the annexes. The regulation's own form was not seen, so units may omit them, and an official makes a finding. */
  extensions: {
    "servingSmes.staff": { as: "count", required: false },
    "servingSmes.diplomaOnly": { as: "count", required: false },
    "servingSmes.titleOnly": { as: "count", required: false },
    "servingSmes.diplomaAndTitle": { as: "count", required: false },
    aggregatedServiceOrganisations: { as: "count", required: false },
    publicWelfareShare: { as: "share", required: false },
    "information.servedOffline": { as: "count", required: false },
    "information.activities": { as: "count", required: false },
    "technology.activities": { as: "count", required: false },
  },
  /** Art. 23, as cited in calls: three calendar years without a review, after which the unit may apply again. */
  lifecycle: {
    term: { years: 3, ends: "calendarYears", from: "certification" },
    /** There is a public notice of unknown length. */
    publicNotice: { days: 1 },
    /** Each call limits the recommendations per province: four in 2017, 2019 and 2020, six in 2021. */
    quotas: {},
  },
  readings: defaultReadings,
  citations: { ReviewNotProvided: ["art_23"] },
  texts: {
    art_23: bilingual(
      "有效期三年，期满失效，可重新申报",
      "valid for three years, then expired; it may be applied for again",
    ),
    "art_0__para_1#operatingYears": bilingual("运营满两年", "two years of operation"),
    "art_0__para_1#totalAssets": bilingual("资产总额", "total assets"),
    "art_0__para_1#staff": bilingual("从事为中小企业服务的人员", "people who serve SMEs"),
    "art_0__para_1#qualifiedStaff": bilingual("专业人员人数", "qualified staff"),
    "art_0__para_1#smesServed": bilingual("年服务中小企业数", "SMEs served in the year"),
    "art_0__para_1#growth": bilingual("近两年服务企业数稳定增长", "steady growth of the number served"),
    "art_0__para_1#satisfaction": bilingual("用户满意度", "satisfaction"),
    "art_0__para_1#aggregatedServices": bilingual("集聚服务机构", "service organisations gathered"),
    "art_0__para_1#publicWelfare": bilingual("公益性服务占比", "the share of public welfare services"),
    "art_0__para_2__point_1#servedOffline": bilingual(
      "信息服务：线下服务企业数",
      "information: enterprises served offline",
    ),
    "art_0__para_2__point_1#activities": bilingual("信息服务：活动次数", "information: activities"),
    "art_0__para_2__point_2#activities": bilingual("技术服务：活动次数", "technology: activities"),
    "art_0__para_2__point_3#entrepreneurship": bilingual("创业服务功能", "services for founders"),
    "art_0__para_2__point_4#training": bilingual("培训服务功能", "training"),
    "art_0__para_2__point_5#financing": bilingual("融资服务功能", "financing"),
  },
}
