/**
 * 铜陵市中小企业公共服务示范平台（市级）, of Tongling's Bureau of Economy and Information Technology, as far as known: the
 * conditions and the call of 2021, from agencies' pages. No article numbers are known; `art_0` is the placeholder, and
 * `faultsOfRegulation` reports it.
 */
import { bilingual, division, type RegulationDraft } from "@shifan/core"
import { defaultReadings } from "@shifan/core/law"
import { allOf, atLeast, atLeastShare, elapsed, figure, growth, own, sum } from "@shifan/core/conditions"
import { satisfaction, totalAssets, visits, visitYears, yuan } from "./quantities.js"

/** 上年年平均人数，签一年以上劳动合同: last year's mean, which none of our forms asks for. */
const meanStaff = figure(own("lastYearMean.staff"))

/** Counted on the same basis as the total staff. With “或”, each person counts once. */
const meanWithDiplomaOrTitle = sum(
  figure(own("lastYearMean.diplomaOnly")),
  figure(own("lastYearMean.titleOnly")),
  figure(own("lastYearMean.diplomaAndTitle")),
)

export const tongling: RegulationDraft = {
  id: "tongling",
  encoding: 1,
  title: bilingual(
    "铜陵市中小企业公共服务示范平台（市级）",
    "SME Public Service Demonstration Platforms of Tongling, municipal level",
  ),
  issuer: "铜陵市经济和信息化局",
  /** GB/T 2260. The recommending counties are not known. */
  territory: { bureau: division("340700", "铜陵市"), counties: [] },
  conditions: allOf("art_0__para_1", [
    elapsed(
      "art_0__para_1#operatingYears",
      2,
      { operationStart: ["operationStart", "registeredOn"], registration: ["registeredOn"] },
      { yearsBack: 1, month: 12, day: 31 },
    ),
    atLeast("art_0__para_1#totalAssets", totalAssets, yuan(500_000), "fen"),
    atLeast("art_0__para_1#staff", meanStaff, 5, "people"),
    atLeastShare("art_0__para_1#qualifiedStaff", {
      part: meanWithDiplomaOrTitle,
      whole: meanStaff,
      percent: 75,
      unit: "people",
    }),
    atLeast("art_0__para_1#smesServed", visits, 80, "visits"),
    growth("art_0__para_1#growth", visitYears, "visits"),
    atLeast("art_0__para_1#satisfaction", satisfaction, 8000, "basisPoints"),
  ]),
  own: {
    figures: {
      "lastYearMean.staff": bilingual("上年年平均从业人数", "last year's mean number of staff"),
      "lastYearMean.diplomaOnly": bilingual(
        "上年年平均大专及以上学历人数（无中级职称）",
        "last year's mean number of people with a college diploma only",
      ),
      "lastYearMean.titleOnly": bilingual(
        "上年年平均中级及以上职称人数（无大专学历）",
        "last year's mean number of people with an intermediate title only",
      ),
      "lastYearMean.diplomaAndTitle": bilingual(
        "上年年平均大专及以上学历且中级及以上职称人数",
        "last year's mean number of people with both diploma and title",
      ),
    },
  },
  /** Whole people: if the mean is a fraction the unit omits it, and an official makes a finding. */
  extensions: {
    "lastYearMean.staff": { as: "count", required: false },
    "lastYearMean.diplomaOnly": { as: "count", required: false },
    "lastYearMean.titleOnly": { as: "count", required: false },
    "lastYearMean.diplomaAndTitle": { as: "count", required: false },
  },
  /** The call of 2021: two in total and one per county, whose first recommendation counts. */
  lifecycle: { quotas: { mostCertified: 2, mostRecommendedPerCounty: 1 } },
  readings: defaultReadings,
  citations: {},
  texts: {
    "art_0__para_1#operatingYears": bilingual(
      "运营满两年，截至上年12月31日",
      "two years of operation on 31 December of the year before",
    ),
    "art_0__para_1#totalAssets": bilingual("资产总额", "total assets"),
    "art_0__para_1#staff": bilingual("从业人数", "staff"),
    "art_0__para_1#qualifiedStaff": bilingual("专业人员人数", "qualified staff"),
    "art_0__para_1#smesServed": bilingual("年服务中小企业家次", "visits to SMEs in the year"),
    "art_0__para_1#growth": bilingual("近两年服务企业数稳定增长", "steady growth of the number served"),
    "art_0__para_1#satisfaction": bilingual("用户满意度", "satisfaction"),
  },
}
