/**
 * Second statement of 秦工信规〔2020〕2号, as literally as possible: arts. 2, 3, 5, 8 and 13 as numbers, names and roles. Uses
 * types of the program and nothing else.
 */
import type { ConditionId, Readings } from "@shifan/core"
import { figures, growing, notBelow, oneOf, shareNotBelow, yearsInOperation } from "./figures.statement.js"
import type { StatedCondition, StatedText } from "./text.statement.js"

/** The options that apply without any interpretation. */
export const asTheTextStands: Readings = {
  "instrument.lastDay": "correspondingDay",
  "instrument.afterExpiry": "refuse",
  "instrument.formalities": "allowed",
  "instrument.applicable": "decisionDate",
  "title.term": "none",
  "operation.beforeRegistration": "refuse",
  "period.operatingYears": "anniversary",
  "period.operatingFrom": "operationStart",
  "asOf.facts": "applicationDate",
  "staff.qualified": "pooled",
  "served.unit": "enterprises",
  "served.year": "lastFullCalendarYear",
  "growth.steady": "strictTwoIntervals",
  "growth.newUnit": "knownYears",
  "satisfaction.source": "countyAssessment",
  "figures.source": "measured",
  "waiver.authority": "bureau",
  "waiver.depth": "unbounded",
  "review.due": "callOfThirdYear",
  "review.completion": "endOfYear",
  "review.notFiled": "bureauMayFail",
  "review.standard": "conditionsInForceNow",
  "duties.text": "inForceNow",
  "summary.due": "endOfNextYear",
  "spotCheck.scope": "somePlatforms",
  "fraud.beforePlaque": "titleSuffices",
  "revocation.word": "verbatim",
  "revocation.reapply": "noBar",
  "announcement.falsification": "recordIfPublished",
  hearing: "recordIfHeld",
  seals: "recordOnly",
  "materials.none": "declareNone",
  "supplement.requests": "repeatable",
  "supplement.scope": "askedOnly",
  "supplement.facts": "filingDate",
  "supplement.afterCall": "allowed",
  "supplement.late": "accepted",
  "supplement.unasked": "refuse",
  "application.route": "countyOnly",
}

/** Arts. 2, 3, 6, 9, 13 and 14: the unit applies, its county recommends and assesses, the bureau decides. */
export const competentInQinhuangdao: StatedText["competent"] = {
  Apply: ["unit"],
  Withdraw: ["unit"],
  SupplementApplication: ["unit"],
  SupplementReview: ["unit"],
  FileAnnualSummary: ["unit"],
  FileReview: ["unit"],
  SurrenderTitle: ["unit"],
  Recommend: ["county"],
  DeclineRecommendation: ["county"],
  RequestSupplement: ["county"],
  AssessReview: ["county"],
  PublishNotice: ["bureau"],
  Certify: ["bureau"],
  DeclineCertification: ["bureau"],
  AwardPlaque: ["bureau"],
  NominateToProvince: ["bureau"],
  SpotCheck: ["bureau"],
  GrantSupport: ["bureau"],
  OrderRectification: ["bureau"],
  ConcludeReview: ["bureau"],
  Revoke: ["bureau"],
  ImportTitle: ["bureau"],
  ReturnPlaque: ["bureau"],
  RecordEndOfUnit: ["bureau"],
  SucceedTitle: ["bureau"],
  InheritTitle: ["bureau"],
  ErasePersonalData: ["bureau"],
  OpenPersonalData: ["bureau"],
  ChangeParticulars: ["unit", "bureau"],
  TakeStep: ["county", "bureau"],
  AnnulDecision: ["county", "bureau"],
  CorrectRecord: ["unit", "county", "bureau"],
}

/** A legal person builds and runs the platform. A code beginning with 92 is an individual business, whatever the form says. */
const legalPerson: StatedCondition = ({ uscc, basic }) => ({
  holds:
    !uscc.startsWith("92") &&
    !["soleProprietorship", "partnership", "branch", "individualBusiness"].includes(basic.unitNature),
})

const clusters = [
  "industrialCluster",
  "smallEnterpriseStartupBase",
  "industrialPark",
  "nationalNewIndustrializationBase",
  "other",
]

const oneMillionYuan = 100_000_000

/** Conditions decided by figures and words. */
export const computed: { readonly [id: string]: StatedCondition } = {
  "art_2__para_1#legalPerson": legalPerson,
  "art_5__para_1__point_1#operatingYears": yearsInOperation(2),
  "art_5__para_1__point_1#totalAssets": notBelow(oneMillionYuan, figures.totalAssets),
  "art_5__para_1__point_2#serviceArea": oneOf(clusters, ({ serviceArea }) => serviceArea),
  "art_5__para_1__point_3#staff": notBelow(10, figures.staff),
  "art_5__para_1__point_3#professionalRatio": shareNotBelow(
    60,
    (facts, readings) =>
      (readings["staff.qualified"] === "both" ? figures.doublyQualified : figures.qualified)(facts, readings),
    figures.staff,
  ),
  "art_5__para_1__point_4#smesServed": notBelow(50, figures.servedInAYear),
  "art_5__para_1__point_4#steadyGrowth": growing(figures.served),
  "art_5__para_1__point_4#satisfaction": notBelow(8000, figures.satisfaction),
}

/** Conditions that an official has to judge. */
export const judgedByOfficials: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_1#soundFinances",
  "art_5__para_1__point_1#soundOperation",
  "art_5__para_1__point_2#regionalInfluence",
  "art_5__para_1__point_3#completeServices",
  "art_5__para_1__point_3#premises",
  "art_5__para_1__point_4#reputation",
  "art_5__para_1__point_5#managementSystem",
  "art_5__para_1__point_5#planning",
  "art_5__para_1__point_6#principal",
]

/** Point 7: both together allow points 1, 3 and 4 to be relaxed. */
export const openingTheException: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_7#outstandingPerformance",
  "art_5__para_1__point_7#demonstrationEffect",
]

/** All conditions that must hold at once. */
export const conditionIds: ReadonlyArray<ConditionId> = [
  ...(Object.keys(computed) as ReadonlyArray<ConditionId>),
  ...judgedByOfficials,
]

/** Whether art. 5, para. 2 allows a waiver of the condition, stated from the text. */
export const mayBeRelaxed = (id: ConditionId): boolean =>
  conditionIds.includes(id) && /^art_5__para_1__point_[134]#/.test(id)

/** The regulation of Qinhuangdao, as a statement with which laws compare histories. */
export const statedQinhuangdao: StatedText = {
  regulation: "qinhuangdao-2020-2",
  bureau: "130300",
  // The nine authorities that recommend: counties, districts and zones of the city.
  counties: ["130302", "130303", "130304", "130306", "130321", "130322", "130324", "130371", "130372"],
  competent: competentInQinhuangdao,
  legalPersonsOnly: true,
  // Art. 8: required materials, and those that a unit may declare not applicable (points 8 to 11).
  materials: {
    applicationReport: "asked",
    legalPersonCertificateOrBusinessLicence: "asked",
    priorYearServiceAccounts: "asked",
    facilityInventory: "asked",
    personnelRoster: "asked",
    clientListAndOutcomes: "asked",
    developmentOrOperatingPlan: "asked",
    qualityManagementCertificate: "mayBeNone",
    qualificationsAndHonours: "mayBeNone",
    governmentSupport: "mayBeNone",
    otherEvidence: "mayBeNone",
    truthfulnessDeclaration: "asked",
  },
  compulsory: [],
  grades: [],
  conditions: { ...computed, ...Object.fromEntries(judgedByOfficials.map((id) => [id, "found"])) },
  holds: undefined,
  exceptions: [
    {
      opensWith: openingTheException,
      reaches: ["art_5__para_1__point_1", "art_5__para_1__point_3", "art_5__para_1__point_4"],
    },
  ],
  noticeDays: null,
  steps: {},
  reviewEveryYears: 3,
  rectificationDays: null,
  term: null,
  words: { reviewFailed: "撤消", falsification: "撤销" },
  readings: asTheTextStands,
}
