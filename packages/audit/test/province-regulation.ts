/**
 * An invented text of a province with two levels that recommend: a county assesses, the city above it recommends to the
 * province. Reviewed every year; three materials, three steps and two grades; shares, money and dates of its own.
 */
import { bilingual, civilDate as day, division, type Regulation } from "@shifan/core"
import { allOf, atLeast, byWord, elapsed, figure, finding, own } from "@shifan/core/conditions"
import { defaultReadings } from "@shifan/core/law"

const [north, south] = [division("630100", "云州市"), division("630200", "南安市")]

export const province: Regulation = {
  id: "yunling-2025",
  encoding: 1,
  title: bilingual("云岭省企业服务驿站认定办法", "Measures of an invented province for service stations"),
  documentNumber: "云企发〔2025〕7号",
  territory: {
    bureau: division("630000", "云岭省"),
    counties: [
      { ...division("630102", "东川县"), under: north },
      { ...division("630103", "西川区"), under: north },
      { ...division("630202", "南屏县"), under: south },
    ],
  },
  authorities: { bureau: bilingual("省企业局", "provincial office") },
  issuer: "云岭省企业服务局",
  wording: {
    platform: bilingual("服务驿站", "station"),
    grades: { gold: bilingual("金牌", "gold"), silver: bilingual("银牌", "silver") },
  },
  firstDay: day("2025-01-01"),
  validityYears: 8,
  conditions: allOf("art_4", [
    atLeast(
      "art_4__para_1#turnover",
      figure(own("turnover")),
      byWord("grade", { gold: 50_000_00, silver: 20_000_00 }),
      "fen",
    ),
    atLeast("art_4__para_1#online", figure(own("onlineShare")), 3050, "basisPoints"),
    elapsed("art_4__para_2#licensed", 3, { operationStart: [own("licensedOn")], registration: ["registeredOn"] }),
    finding("art_4__para_3#hotline"),
  ]),
  own: {
    figures: {
      turnover: bilingual("服务收入", "turnover from services"),
      onlineShare: bilingual("线上服务占比", "share of services online"),
    },
    dates: { licensedOn: bilingual("取得许可日期", "day of the licence") },
    materials: {
      licence: { ...bilingual("许可证", "licence"), provision: "art_6__para_1", mayBeNone: false },
      serviceMap: { ...bilingual("服务网点图", "map of outlets"), provision: "art_6__para_1", mayBeNone: true },
    },
    steps: {
      cityRecommendation: {
        ...bilingual("市级推荐", "recommendation of the city"),
        by: "county",
        bySuperior: true,
        before: "Certify",
        provision: "art_8__para_1",
      },
      expertReview: {
        ...bilingual("专家评审", "review by experts"),
        by: "bureau",
        before: "Certify",
        provision: "art_9__para_1",
      },
      cityOpinion: {
        ...bilingual("市级复核意见", "opinion of the city"),
        by: "county",
        bySuperior: true,
        before: "ConcludeReview",
        provision: "art_12__para_1",
      },
    },
  },
  extensions: {
    turnover: { as: "money", required: true },
    onlineShare: { as: "share", required: true },
    licensedOn: { as: "date", required: true },
  },
  materials: { applicationReport: { provision: "art_6__para_1", mayBeNone: false } },
  lifecycle: {
    legalPersonsOnly: true,
    grades: ["gold", "silver"],
    reviewEveryYears: 1,
    term: { years: 4, ends: "correspondingDay", from: "certification" },
  },
  revocationWords: { reviewFailed: "取消", falsification: "撤牌" },
  readings: defaultReadings,
  citations: {
    Applied: ["art_6__para_1"],
    Recommended: ["art_7__para_1"],
    ReviewAssessed: ["art_12__para_1"],
    Reviewed: ["art_12__para_1"],
    StepMissing: ["art_8__para_1"],
  },
  texts: {
    art_4: bilingual("认定条件", "conditions"),
    art_6: bilingual("申报材料", "materials"),
    art_7: bilingual("县级初审", "the county's assessment"),
    art_8: bilingual("市级推荐", "the city's recommendation"),
    art_9: bilingual("专家评审", "review by experts"),
    art_12: bilingual("年度复核", "yearly review"),
    "art_4__para_1#turnover": bilingual("服务收入", "turnover"),
    "art_4__para_1#online": bilingual("线上服务占比", "share online"),
    "art_4__para_2#licensed": bilingual("持证满三年", "licensed for three years"),
    "art_4__para_3#hotline": bilingual("设有服务热线", "a hotline"),
  },
}
