/** 秦工信规〔2020〕2号, art. 5: what a municipal platform must meet at once; point 7 excepts points 1, 3 and 4. */
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

const yuan = (amount: number): number => amount * 100

/** asOf.facts: Tongling fixes 31 December of the year before, where the figures then are another column. */
const asOf = (name: keyof PriorYearEnd): Quantity =>
  byReading("asOf.facts", { applicationDate: figure(name), priorYearEnd: figure(`yearEnd.${name}`) })

/** 大专及以上学历和中级及以上技术职称: counted together, each person once, or only those who have both. */
const qualifiedStaff = byReading("staff.qualified", {
  pooled: sum(asOf("diplomaOnly"), asOf("titleOnly"), asOf("diplomaAndTitle")),
  both: asOf("diplomaAndTitle"),
})

const inUnit = (name: "served.y0" | "served.y1" | "served.y2" | "served.trailing"): Quantity =>
  byReading("served.unit", { enterprises: figure(`${name}.enterprises`), visits: figure(`${name}.visits`) })

const smesServed = byReading("served.year", {
  lastFullCalendarYear: inUnit("served.y0"),
  trailingTwelveMonths: inUnit("served.trailing"),
})

const satisfaction = byReading("satisfaction.source", {
  countyAssessment: figure("satisfaction.county"),
  selfDeclared: figure("satisfaction.self"),
})

/** Art. 2(1): run by a legal person. Never waivable, so it stands outside the points that point 7 reaches. */
const legalPerson = oneOfWords("art_2__para_1#legalPerson", "unitNature", [
  "enterprise",
  "publicInstitution",
  "socialOrganisation",
  "privateNonEnterprise",
  "farmersCooperative",
  "otherLegalPerson",
])

export const article5: Criterion = except("art_5__para_1__point_7", {
  from: ["art_5__para_1__point_1", "art_5__para_1__point_3", "art_5__para_1__point_4"],
  when: [
    finding("art_5__para_1__point_7#outstandingPerformance"),
    finding("art_5__para_1__point_7#demonstrationEffect"),
  ],
  in: allOf("art_5__para_1", [
    legalPerson,
    allOf("art_5__para_1__point_1", [
      elapsed("art_5__para_1__point_1#operatingYears", 2, {
        operationStart: ["operationStart", "registeredOn"],
        registration: ["registeredOn"],
      }),
      atLeast("art_5__para_1__point_1#totalAssets", asOf("totalAssets"), yuan(1_000_000), "fen"),
      finding("art_5__para_1__point_1#soundFinances"),
      finding("art_5__para_1__point_1#soundOperation"),
    ]),
    allOf("art_5__para_1__point_2", [
      oneOfWords("art_5__para_1__point_2#serviceArea", "serviceArea", serviceAreas),
      finding("art_5__para_1__point_2#regionalInfluence"),
    ]),
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
    allOf("art_5__para_1__point_5", [
      finding("art_5__para_1__point_5#managementSystem"),
      finding("art_5__para_1__point_5#planning"),
    ]),
    allOf("art_5__para_1__point_6", [finding("art_5__para_1__point_6#principal")]),
  ]),
})
