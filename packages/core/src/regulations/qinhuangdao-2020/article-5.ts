/** 秦工信规〔2020〕2号, art. 5: the conditions of a municipal platform. Point 7 is an exception for points 1, 3 and 4. */
import {
  allOf,
  atLeast,
  atLeastShare,
  byReading,
  elapsed,
  except,
  figure,
  finding,
  growth,
  oneOfWords,
  sum,
  type Criterion,
  type Quantity,
} from "../../conditions/criterion.js"
import { serviceAreas } from "../../forms/application.js"
import type { PriorYearEnd } from "../../forms/operation.js"

/** Converts yuan to fen. */
const yuan = (amount: number): number => amount * 100

/** By reading `asOf.facts`: the figure on the day of the application, or at the end of the previous year. */
const asOf = (name: keyof PriorYearEnd): Quantity =>
  byReading("asOf.facts", { applicationDate: figure(name), priorYearEnd: figure(`yearEnd.${name}`) })

/** Art. 5(3), reading `staff.qualified`: staff with a diploma or a title, each person once, or only those with both. */
const qualifiedStaff = byReading("staff.qualified", {
  pooled: sum(asOf("diplomaOnly"), asOf("titleOnly"), asOf("diplomaAndTitle")),
  both: asOf("diplomaAndTitle"),
})

/** Art. 5(4), reading `served.unit`: the text's 家 counts enterprises; the forms' 户（次） also counts visits. */
const inUnit = (name: "served.y0" | "served.y1" | "served.y2" | "served.trailing"): Quantity =>
  byReading("served.unit", { enterprises: figure(`${name}.enterprises`), visits: figure(`${name}.visits`) })

/** Art. 5(4), reading `served.year`: the period that counts as "a year". */
const smesServed = byReading("served.year", {
  lastFullCalendarYear: inUnit("served.y0"),
  trailingTwelveMonths: inUnit("served.trailing"),
})

/** Art. 5(4), reading `satisfaction.source`: in the annexes, the county measures it. */
const satisfaction = byReading("satisfaction.source", {
  countyAssessment: figure("satisfaction.county"),
  selfDeclared: figure("satisfaction.self"),
})

/**
 * Art. 2(1), 第二条: a legal person builds and runs the platform. It is not one of the points that may be relaxed under
 * point 7.
 */
const legalPerson = oneOfWords("art_2__para_1#legalPerson", "unitNature", [
  "enterprise",
  "publicInstitution",
  "socialOrganisation",
  "privateNonEnterprise",
  "farmersCooperative",
  "otherLegalPerson",
])

/**
 * Art. 5, 第五条. All of points 1 to 6 must be met.
 *
 * Art. 5(7), 第五条第（七）项: points 1, 3 and 4 may be relaxed to a suitable degree for a platform that has both outstanding
 * performance and an evident demonstration effect. Both are findings; the text gives no floor (reading `waiver.depth`).
 */
export const article5: Criterion = except("art_5__para_1__point_7", {
  from: ["art_5__para_1__point_1", "art_5__para_1__point_3", "art_5__para_1__point_4"],
  when: [
    finding("art_5__para_1__point_7#outstandingPerformance"),
    finding("art_5__para_1__point_7#demonstrationEffect"),
  ],
  in: allOf("art_5__para_1", [
    legalPerson,
    /**
     * Art. 5(1), 第五条第（一）项: lawfully established and in operation for two years or more; total assets of at least
     * 1 000 000 yuan; accounts in good order; regular operation that has prospects and can last.
     */
    allOf("art_5__para_1__point_1", [
      elapsed("art_5__para_1__point_1#operatingYears", 2, {
        operationStart: ["operationStart", "registeredOn"],
        registration: ["registeredOn"],
      }),
      atLeast("art_5__para_1__point_1#totalAssets", asOf("totalAssets"), yuan(1_000_000), "fen"),
      finding("art_5__para_1__point_1#soundFinances"),
      finding("art_5__para_1__point_1#soundOperation"),
    ]),
    /**
     * Art. 5(2), 第五条第（二）项: serves mainly an area or trade in which SMEs cluster, of the kinds named or another with
     * reasons; what it serves matters to the regional economy. Never relaxed.
     */
    allOf("art_5__para_1__point_2", [
      oneOfWords("art_5__para_1__point_2#serviceArea", "serviceArea", serviceAreas),
      finding("art_5__para_1__point_2#regionalInfluence"),
    ]),
    /**
     * Art. 5(3), 第五条第（三）项: complete services with a character of their own; at least 10 staff; of them at least 60 %
     * specialists, by diploma or title; premises of its own or rented, with the facilities it needs.
     */
    allOf("art_5__para_1__point_3", [
      atLeast("art_5__para_1__point_3#staff", asOf("staff"), 10, "people"),
      atLeastShare("art_5__para_1__point_3#professionalRatio", {
        part: qualifiedStaff,
        whole: asOf("staff"),
        percent: 60,
        unit: "people",
      }),
      finding("art_5__para_1__point_3#completeServices"),
      finding("art_5__para_1__point_3#premises"),
    ]),
    /**
     * Art. 5(4), 第五条第（四）项: at least 50 SMEs served in a year; that number growing steadily over the last two years
     * (readings `growth.steady`, `growth.newUnit`); satisfaction of 80 % or more; a reputation in its field or region.
     */
    allOf("art_5__para_1__point_4", [
      atLeast("art_5__para_1__point_4#smesServed", smesServed, 50, "enterprises"),
      growth(
        "art_5__para_1__point_4#steadyGrowth",
        [inUnit("served.y2"), inUnit("served.y1"), inUnit("served.y0")],
        "enterprises",
      ),
      atLeast("art_5__para_1__point_4#satisfaction", satisfaction, 8000, "basisPoints"),
      finding("art_5__para_1__point_4#reputation"),
    ]),
    /**
     * Art. 5(5), 第五条第（五）项: rules for management, service process, fees and quality; a development plan, yearly targets
     * and a brand plan. Never relaxed.
     */
    allOf("art_5__para_1__point_5", [
      finding("art_5__para_1__point_5#managementSystem"),
      finding("art_5__para_1__point_5#planning"),
    ]),
    /** Art. 5(6), 第五条第（六）项: a committed, experienced and able principal. Never relaxed. */
    allOf("art_5__para_1__point_6", [finding("art_5__para_1__point_6#principal")]),
  ]),
})
