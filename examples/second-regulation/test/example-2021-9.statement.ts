/**
 * Second statement of 示例工信〔2021〕9号, written from its articles, with which laws compare histories. Independent of the
 * regulation's value.
 */
import {
  asTheTextStands,
  byWord,
  competentInQinhuangdao,
  figures,
  growing,
  notBelow,
  oneOf,
  shareNotBelow,
  yearsInOperation,
  type ComputedCondition,
  type StatedText,
} from "@shifan/testkit/statement"

const hills = "990122"

const byGrade = (fiveStar: ComputedCondition, threeStar: ComputedCondition): ComputedCondition =>
  byWord(({ applied }) => applied?.grade, { fiveStar, threeStar })

const byKind = (comprehensive: ComputedCondition, specialized: ComputedCondition): ComputedCondition =>
  byWord(({ applied }) => applied?.platformKind, { comprehensive, specialized })

/** Art. 4(2): the hill county has lower requirements. */
const staff =
  (inTheHills: number, elsewhere: number): ComputedCondition =>
  (facts, readings) =>
    notBelow(facts.applied?.county === hills ? inTheHills : elsewhere, figures.atYearEnd.staff)(facts, readings)

const qualified = (percent: number): ComputedCondition =>
  shareNotBelow(percent, figures.atYearEnd.qualified, figures.atYearEnd.staff)

export const statedSecondRegulation: StatedText = {
  regulation: "example-2021-9",
  bureau: "990100",
  counties: ["990102", hills],
  // Arts. 2, 8 and 9: counties recommend and the bureau certifies, as in Qinhuangdao.
  competent: competentInQinhuangdao,
  legalPersonsOnly: false,
  materials: {
    applicationReport: "asked",
    legalPersonCertificateOrBusinessLicence: "asked",
    qualityManagementCertificate: "mayBeNone",
    truthfulnessDeclaration: "asked",
  },
  compulsory: [],
  grades: ["fiveStar", "threeStar"],
  conditions: {
    "art_4__para_1__point_1#unitNature": oneOf(["enterprise", "publicInstitution", "partnership"], ({ uscc, basic }) =>
      uscc.startsWith("92") ? "individualBusiness" : basic.unitNature,
    ),
    "art_4__para_1__point_2#years": byGrade(yearsInOperation(3, "yearEndBefore"), yearsInOperation(1, "yearEndBefore")),
    "art_4__para_1__point_2#staff": byGrade(staff(12, 20), staff(6, 10)),
    "art_4__para_1__point_2#qualified": byKind(qualified(50), qualified(70)),
    "art_4__para_1__point_3#assets": notBelow(500_000_00, figures.atYearEnd.totalAssets),
    "art_4__para_1__point_3#served": byKind(
      notBelow(100, figures.enterprises(1)),
      notBelow(40, figures.enterprises(1)),
    ),
    "art_4__para_1__point_3#growth": growing(figures.enterprises),
    "art_4__para_1__point_4#satisfaction": notBelow(8500, ({ survey }) => survey),
    "art_4__para_1__point_4#tradeAward": "found",
    "art_4__para_1__point_5#openPriceList": "found",
  },
  holds: {
    atLeast: 7,
    of: [
      "art_4__para_1__point_1#unitNature",
      "art_4__para_1__point_2#years",
      "art_4__para_1__point_2#staff",
      "art_4__para_1__point_2#qualified",
      {
        atLeast: 2,
        of: ["art_4__para_1__point_3#assets", "art_4__para_1__point_3#served", "art_4__para_1__point_3#growth"],
      },
      { atLeast: 1, of: ["art_4__para_1__point_4#satisfaction", "art_4__para_1__point_4#tradeAward"] },
      "art_4__para_1__point_5#openPriceList",
    ],
  },
  exceptions: [{ opensWith: ["art_7__para_1#nationalHonour"], reaches: ["art_4__para_1__point_2"] }],
  noticeDays: 7,
  steps: {},
  reviewEveryYears: 2,
  rectificationDays: 90,
  term: { years: 3, ends: "calendarYears", from: "certification" },
  words: { reviewFailed: "取消", falsification: "撤销" },
  readings: { ...asTheTextStands, "period.operatingFrom": "registration" },
}
