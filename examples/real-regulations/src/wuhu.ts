/**
 * 芜湖市中小企业公共服务示范平台认定培育办法, of Wuhu's Bureau of Economy and Information Technology, as far as known:
 * articles 1 to 4 and the summary of a call. The article with the conditions is not known here; `art_0` is the placeholder,
 * and `faultsOfRegulation` reports it.
 */
import { bilingual, division, type RegulationDraft } from "@shifan/core"
import { defaultReadings } from "@shifan/core/law"
import { allOf, atLeast, atLeastShare, elapsed, figure, finding, growth, own } from "@shifan/core/conditions"
import { satisfaction, servedYears, smesServed, staff, withDiplomaOrTitle } from "./quantities.js"

export const wuhu: RegulationDraft = {
  id: "wuhu",
  encoding: 1,
  title: bilingual(
    "芜湖市中小企业公共服务示范平台认定培育办法",
    "Measures of Wuhu for certifying and fostering SME Public Service Demonstration Platforms",
  ),
  issuer: "芜湖市经济和信息化局",
  /** GB/T 2260. The recommending counties and zones are not known. */
  territory: { bureau: division("340200", "芜湖市"), counties: [] },
  conditions: allOf("art_0__para_1", [
    elapsed("art_0__para_1#operatingYears", 1, {
      operationStart: ["operationStart", "registeredOn"],
      registration: ["registeredOn"],
    }),
    atLeast("art_0__para_1#staff", staff, 5, "people"),
    atLeastShare("art_0__para_1#qualifiedStaff", {
      part: withDiplomaOrTitle,
      whole: staff,
      percent: 60,
      unit: "people",
    }),
    atLeast("art_0__para_1#smesServed", smesServed, 60, "enterprises"),
    growth("art_0__para_1#growth", servedYears, "enterprises"),
    atLeast("art_0__para_1#satisfaction", satisfaction, 8000, "basisPoints"),
    atLeast("art_0__para_1#aggregatedServices", figure(own("aggregatedServiceOrganisations")), 3, "enterprises"),
    atLeast("art_0__para_1#publicWelfare", figure(own("publicWelfareShare")), 2000, "basisPoints"),
    finding("art_0__para_1#noDishonestyRecord"),
  ]),
  own: {
    figures: {
      aggregatedServiceOrganisations: bilingual("集聚服务机构数", "the number of service organisations gathered"),
      publicWelfareShare: bilingual("公益性服务或低收费服务占比", "the share of free or low-priced services"),
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
    aggregatedServiceOrganisations: { as: "count", required: false },
    publicWelfareShare: { as: "share", required: false },
  },
  /** Five working days are at least five days; only a holiday calendar says how many more. */
  lifecycle: { publicNotice: { days: 5 } },
  readings: defaultReadings,
  citations: {},
  texts: {
    "art_0__para_1#operatingYears": bilingual("独立运营满一年", "one year of operation"),
    "art_0__para_1#staff": bilingual("从业人数", "staff"),
    "art_0__para_1#qualifiedStaff": bilingual("专业人员人数", "qualified staff"),
    "art_0__para_1#smesServed": bilingual("年服务中小企业数", "SMEs served in the year"),
    "art_0__para_1#growth": bilingual("近两年服务企业数稳定增长", "steady growth of the number served"),
    "art_0__para_1#satisfaction": bilingual("用户满意度", "satisfaction"),
    "art_0__para_1#aggregatedServices": bilingual("集聚服务机构", "service organisations gathered"),
    "art_0__para_1#publicWelfare": bilingual("公益性服务占比", "the share of public welfare services"),
    "art_0__para_1#noDishonestyRecord": bilingual("无失信行为信息", "no record of dishonesty"),
  },
}
