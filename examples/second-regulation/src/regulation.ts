/**
 * 示例工信〔2021〕9号: an invented city's measures for public service platforms, the whole text as one value. It binds nobody.
 * It has features that the first regulation lacks: grades, levels by region and kind, alternatives, a counting day, a term,
 * a public notice and time for rectification.
 */
import {
  bilingual,
  civilDate,
  division,
  type CountingDay,
  type Criterion,
  type Level,
  type Regulation,
} from "@shifan/core"
import { defaultReadings } from "@shifan/core/law"
import {
  allOf,
  anyOf,
  atLeast,
  atLeastOf,
  atLeastShare,
  byWord,
  elapsed,
  except,
  figure,
  finding,
  growth,
  oneOfWords,
  sum,
} from "@shifan/core/conditions"

/** 五星 and 三星, the grades of art. 3. */
export const grades = ["fiveStar", "threeStar"] as const

/** Art. 4 requires less staff of units in the hill county. */
const hills = division("990122", "示例山县")

/** Art. 5: facts count as of 31 December of the previous year. */
const lastNewYearsEve: CountingDay = { yearsBack: 1, month: 12, day: 31 }

const staffRequired: Level = byWord("grade", {
  fiveStar: byWord("countyOrDistrict", { [hills.code]: 12 }, 20),
  threeStar: byWord("countyOrDistrict", { [hills.code]: 6 }, 10),
})

const conditions: Criterion = except("art_7__para_1", {
  from: ["art_4__para_1__point_2"],
  when: [finding("art_7__para_1#nationalHonour")],
  in: allOf("art_4__para_1", [
    oneOfWords("art_4__para_1__point_1#unitNature", "unitNature", ["enterprise", "publicInstitution", "partnership"]),
    allOf("art_4__para_1__point_2", [
      elapsed(
        "art_4__para_1__point_2#years",
        byWord("grade", { fiveStar: 3, threeStar: 1 }),
        { operationStart: ["operationStart", "registeredOn"], registration: ["registeredOn"] },
        lastNewYearsEve,
      ),
      atLeast("art_4__para_1__point_2#staff", figure("yearEnd.staff"), staffRequired, "people"),
      atLeastShare("art_4__para_1__point_2#qualified", {
        part: sum(figure("yearEnd.diplomaOnly"), figure("yearEnd.titleOnly"), figure("yearEnd.diplomaAndTitle")),
        whole: figure("yearEnd.staff"),
        percent: byWord("platformKind", { comprehensive: 50, specialized: 70 }),
        unit: "people",
      }),
    ]),
    atLeastOf("art_4__para_1__point_3", 2, [
      atLeast("art_4__para_1__point_3#assets", figure("yearEnd.totalAssets"), 500_000_00, "fen"),
      atLeast(
        "art_4__para_1__point_3#served",
        figure("served.y0.enterprises"),
        byWord("platformKind", { comprehensive: 100, specialized: 40 }),
        "enterprises",
      ),
      growth(
        "art_4__para_1__point_3#growth",
        [figure("served.y2.enterprises"), figure("served.y1.enterprises"), figure("served.y0.enterprises")],
        "enterprises",
      ),
    ]),
    anyOf("art_4__para_1__point_4", [
      atLeast("art_4__para_1__point_4#satisfaction", figure("satisfaction.county"), 8500, "basisPoints"),
      finding("art_4__para_1__point_4#tradeAward"),
    ]),
    finding("art_4__para_1__point_5#openPriceList"),
  ]),
})

export const secondRegulation: Regulation = {
  id: "example-2021-9",
  encoding: 1,
  title: bilingual(
    "示例市公共服务平台星级认定办法（虚构）",
    "Measures of an invented city for rated service platforms",
  ),
  documentNumber: "示例工信〔2021〕9号",
  territory: {
    bureau: division("990100", "示例市"),
    counties: [division("990102", "示例区"), hills],
  },
  firstDay: civilDate("2021-01-01"),
  validityYears: 10,
  conditions,
  materials: {
    applicationReport: { provision: "art_6__para_1__point_1", mayBeNone: false },
    legalPersonCertificateOrBusinessLicence: { provision: "art_6__para_1__point_2", mayBeNone: false },
    qualityManagementCertificate: { provision: "art_6__para_1__point_3", mayBeNone: true },
    truthfulnessDeclaration: { provision: "art_6__para_1__point_4", mayBeNone: false },
  },
  lifecycle: {
    legalPersonsOnly: false,
    reviewEveryYears: 2,
    term: { years: 3, ends: "calendarYears", from: "certification" },
    grades,
    publicNotice: { days: 7 },
    rectification: { days: 90 },
  },
  revocationWords: { reviewFailed: "取消", falsification: "撤销" },
  readings: { ...defaultReadings, "period.operatingFrom": "registration" },
  citations: {
    Enacted: ["art_12__para_1"],
    Applied: ["art_6__para_1"],
    Recommended: ["art_8__para_1"],
    NoticePublished: ["art_9__para_1"],
    Certified: ["art_9__para_2"],
    ReviewFiled: ["art_10__para_1"],
    ReviewAssessed: ["art_10__para_1"],
    RectificationOrdered: ["art_10__para_2"],
    Reviewed: ["art_10__para_3"],
    SpotChecked: ["art_11__para_1"],
    NotCompetent: ["art_2__para_1"],
    NoRuleInForce: ["art_12__para_1"],
    DossierIncomplete: ["art_6__para_1"],
    ConditionsNotMet: ["art_4__para_1"],
    FindingMissing: ["art_4__para_1"],
    FigureMissing: ["art_4__para_1"],
    WaiverNotAllowed: ["art_7__para_1"],
    OutsideCall: ["art_6__para_1"],
    ReviewNotDue: ["art_10__para_1"],
    NoticeNotOver: ["art_9__para_1"],
    RectificationPending: ["art_10__para_2"],
    WrongState: ["art_9__para_2"],
    InvalidParticulars: ["art_3__para_1"],
  },
  texts: {
    art_2__para_1: bilingual("市局认定，县区推荐", "the bureau certifies, counties recommend"),
    art_3__para_1: bilingual("星级", "the grades"),
    art_4__para_1: bilingual("认定条件", "the conditions"),
    "art_4__para_1__point_1#unitNature": bilingual("单位性质", "what the unit is"),
    "art_4__para_1__point_2#years": bilingual("运营年限，截至上年末", "years of operation at the end of last year"),
    "art_4__para_1__point_2#staff": bilingual("从业人数", "staff"),
    "art_4__para_1__point_2#qualified": bilingual("专业人员人数", "qualified staff"),
    art_4__para_1__point_3: bilingual("三项中至少两项", "two at least of three"),
    "art_4__para_1__point_3#assets": bilingual("资产总额", "total assets"),
    "art_4__para_1__point_3#served": bilingual("年服务企业数", "enterprises served in the year"),
    "art_4__para_1__point_3#growth": bilingual("服务企业数逐年增长", "growth of the number served"),
    art_4__para_1__point_4: bilingual("两项之一", "one of two"),
    "art_4__para_1__point_4#satisfaction": bilingual("用户满意度", "satisfaction"),
    "art_4__para_1__point_4#tradeAward": bilingual("获行业奖项", "an award of the trade"),
    "art_4__para_1__point_5#openPriceList": bilingual("收费公示", "prices are public"),
    art_6__para_1: bilingual("申报和所附材料", "the application and what goes with it"),
    art_7__para_1: bilingual("获国家级荣誉的可放宽第（二）项", "(2) may be relaxed for a national honour"),
    "art_7__para_1#nationalHonour": bilingual("国家级荣誉", "a national honour"),
    art_8__para_1: bilingual("县区推荐", "the county recommends"),
    art_9__para_1: bilingual("认定前公示七日", "a public notice of seven days before the certification"),
    art_9__para_2: bilingual("公示期满的授予称号", "those whose notice is over receive the title"),
    art_10__para_1: bilingual("每两年复核", "a review every two years"),
    art_10__para_2: bilingual("不合格的限期整改", "those that fail have ninety days for rectification"),
    art_10__para_3: bilingual("复核结论", "the conclusion of the review"),
    art_11__para_1: bilingual("抽查", "spot checks"),
    art_12__para_1: bilingual("施行日期和有效期", "the first day and the years in force"),
  },
}
