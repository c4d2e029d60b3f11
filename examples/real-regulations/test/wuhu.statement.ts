/**
 * Second statement of 芜湖市中小企业公共服务示范平台认定培育办法, with which laws compare histories: written from articles 1 to 4
 * and the summary of a call, with the values of `invented.ts` for unknown ones. Independent of the regulation's value.
 */
import {
  asTheTextStands,
  competentInQinhuangdao,
  figures,
  growing,
  notBelow,
  shareNotBelow,
  yearsInOperation,
  type StatedText,
} from "@shifan/testkit/statement"

export const statedWuhu: StatedText = {
  regulation: "wuhu",
  bureau: "340200",
  counties: ["990101"],
  // Counties recommend and the bureau certifies, as in Qinhuangdao.
  competent: competentInQinhuangdao,
  legalPersonsOnly: false,
  materials: {},
  compulsory: [],
  grades: [],
  conditions: {
    "art_0__para_1#operatingYears": yearsInOperation(1),
    "art_0__para_1#staff": notBelow(5, figures.staff),
    "art_0__para_1#qualifiedStaff": shareNotBelow(60, figures.qualified, figures.staff),
    "art_0__para_1#smesServed": notBelow(60, figures.servedInAYear),
    "art_0__para_1#growth": growing(figures.served),
    "art_0__para_1#satisfaction": notBelow(8000, figures.satisfaction),
    "art_0__para_1#aggregatedServices": notBelow(3, figures.own("aggregatedServiceOrganisations")),
    "art_0__para_1#publicWelfare": notBelow(2000, figures.own("publicWelfareShare")),
    "art_0__para_1#noDishonestyRecord": "found",
  },
  holds: undefined,
  exceptions: [],
  noticeDays: 5,
  steps: { expertReview: { by: "bureau", before: "Certify" } },
  reviewEveryYears: null,
  rectificationDays: null,
  term: null,
  words: { reviewFailed: "撤销", falsification: "撤销" },
  readings: asTheTextStands,
}
