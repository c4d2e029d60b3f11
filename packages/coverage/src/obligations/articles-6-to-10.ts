/** Arts. 6 to 10: recommendation, materials, the title and the appraisal. */
import { allows, forbids, obliges, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/articles-5-to-8.test.ts"
const later = "core/test/provisions/articles-9-to-15.test.ts"
const facts = "core/test/provisions/facts-against-facts.test.ts"
const acts = "core/src/aggregates/designation/acts.ts"
const recommend = "core/src/aggregates/designation/rules/recommend.ts"
const measurements = "core/src/aggregates/designation/rules/measurements.ts"
const certify = "core/src/aggregates/designation/rules/certify.ts"
const article8 = "core/src/regulations/qinhuangdao-2020/article-8.ts"

const asked = { [tests]: "declared none only if it may not exist" }

const mayNotBeNone = (point: number, item: string, zh: string, en: string): Obligation =>
  obliges(
    `art_8__para_1__point_${point}.provided`,
    zh,
    en,
    [
      article8,
      "const mayBeNone: ReadonlyArray<DossierItem> = [",
      `const mayBeNone: ReadonlyArray<DossierItem> = [\n  "${item}",`,
    ],
    asked,
  )

const mayBeNone = (point: number, item: string, zh: string, en: string): Obligation =>
  allows(`art_8__para_1__point_${point}.declaredNone`, zh, en, [article8, `  "${item}",\n`, ""], asked)

export const articles6To10: ReadonlyArray<Obligation> = [
  obliges(
    "art_6__para_1.onArticle5",
    "依据第五条推荐：不符合条件的不推荐",
    "on the basis of art. 5: what does not meet it is not recommended",
    [recommend, "...unmet(conditions, judged),", ""],
    { [tests]: "art_6__para_1: a unit that does not meet art. 5 cannot be recommended" },
  ),
  forbids(
    "art_6__para_1.once",
    "已推荐的不重复推荐",
    "a case is recommended once",
    [
      acts,
      'gives: "Recommended",\n    restsOn: "instrument",\n    decidedIn: ["recommended", "certified"],',
      'gives: "Recommended",\n    restsOn: "instrument",',
    ],
    { "core/test/aggregates/refusals.test.ts": "cannot act before the application, act twice" },
  ),
  obliges(
    "art_6__para_1.newCounty",
    "迁出的单位由新县区重新推荐",
    "a unit that has left is recommended anew by its new county",
    [
      "core/src/aggregates/designation/evolve.ts",
      '? { _tag: "applied", case: anew } : { ...phase, case: anew }',
      "? { ...phase, case: anew } : { ...phase, case: anew }",
    ],
    { [facts]: "art_6__para_1: a recommendation lapses when the unit moves" },
  ),
  obliges(
    "art_7__para_1.survey",
    "县区测评须有样本",
    "the county asks somebody",
    [measurements, "check(sampleSize > 0,", "check(sampleSize >= 0,"],
    { [tests]: "art_7__para_1: a survey without respondents is refused" },
  ),
  obliges(
    "art_7__para_1.form",
    "推荐表的单位与申请一致",
    "att_1 names the unit that applied",
    [recommend, 'asAppliedFor("form.operatingUnitName", applied.applicantUnitName, form.operatingUnitName),', ""],
    { [tests]: "art_7__para_1: att_1 names the unit and county of the application" },
  ),
  obliges(
    "art_7__para_1.formCounty",
    "推荐表的县区与申请一致",
    "att_1 names the county that was applied to",
    [recommend, 'asAppliedFor("form.countyOrDistrict", applied.countyOrDistrict, form.countyOrDistrict),', ""],
    { [tests]: "art_7__para_1: att_1 names the unit and county of the application" },
  ),
  obliges(
    "art_7__para_1.filledOn",
    "推荐表于申报之后、推荐之前填写",
    "filled in after the application and by the day of the recommendation",
    [
      recommend,
      'between("form.filledOn", form.filledOn, supplements.suppliedOn ?? appliedOn, context.effectiveOn),',
      "",
    ],
    { [tests]: "art_7__para_1: att_1 names the unit and county of the application" },
  ),
  obliges(
    "art_7__para_1.judged",
    "须认定的各项均已认定",
    "every finding is made",
    [recommend, '...when(findings.length > 0, () => ({ code: "FindingMissing", conditions: findings })),', ""],
    { "core/test/aggregates/refusals.test.ts": "must have judged every condition" },
  ),
  mayNotBeNone(1, "applicationReport", "提交申请报告", "the application report"),
  obliges(
    "art_8__para_1__point_1.headings",
    "申请报告各部分均有所附文件",
    "each heading of the report is treated by a document that is there",
    ["core/src/forms/contradictions.ts", 'report.status !== "provided" || digests.includes(digest)', "true"],
    { [tests]: "art_8__para_1__point_1: each heading of the report refers to a document" },
  ),
  mayNotBeNone(2, "legalPersonCertificateOrBusinessLicence", "提交法人证书或营业执照", "certificate or licence"),
  obliges(
    "art_8__para_1__point_2.digest",
    "文件以摘要、类型、大小和名称识别",
    "a document is known by digest, type, size and title",
    ["core/src/forms/dossier.ts", "/^sha256:[0-9a-f]{64}$/", "/^sha256:[0-9a-f]*$/"],
    { [tests]: "art_8__para_1__point_2: a document needs its digest" },
  ),
  mayNotBeNone(3, "priorYearServiceAccounts", "提交上一年度财务报表", "last year's accounts"),
  mayNotBeNone(4, "facilityInventory", "提交设施设备清单", "the inventory"),
  mayNotBeNone(5, "personnelRoster", "提交人员名单及职称", "the personnel with their titles"),
  mayNotBeNone(6, "clientListAndOutcomes", "提交服务企业名单和成效评价", "clients and outcomes"),
  mayNotBeNone(7, "developmentOrOperatingPlan", "提交规划或运营计划", "a plan"),
  mayBeNone(
    8,
    "qualityManagementCertificate",
    "质量认证证书可说明没有",
    "a quality certificate, or that there is none",
  ),
  mayBeNone(
    9,
    "qualificationsAndHonours",
    "资质和荣誉证书可说明没有",
    "qualifications and honours, or that there are none",
  ),
  mayBeNone(10, "governmentSupport", "政府扶持情况可说明没有", "support received, or that there was none"),
  mayBeNone(11, "otherEvidence", "其他材料可说明没有", "other evidence, or that there is none"),
  mayNotBeNone(12, "truthfulnessDeclaration", "提交真实性声明", "the declaration of truthfulness"),
  forbids(
    "art_8__para_1__point_12.missing",
    "材料缺少的不受理",
    "an application that lacks a material is not taken",
    ["core/src/aggregates/designation/rules/apply.ts", "...when(missing.length > 0,", "...when(false,"],
    asked,
  ),
  obliges(
    "art_9__para_1.conditions",
    "只对评审合格的授予称号",
    "only those that pass are given the title",
    [certify, "...unmet(rule.regulation.conditions, judged),", ""],
    { [later]: "art_9__para_1: a case that does not meet the conditions cannot be certified" },
  ),
  obliges(
    "art_9__para_1.latestFinding",
    "同一条件以市局的认定为准",
    "of two findings on a condition the bureau's counts, which is the later",
    [
      certify,
      "findings: [...recommendation.findings, ...findings],",
      "findings: [...findings, ...recommendation.findings],",
    ],
    { [later]: "art_9__para_1: a case that does not meet the conditions cannot be certified" },
  ),
  obliges(
    "art_9__para_1.afterRecommendation",
    "未经推荐的不认定",
    "a title is given after the recommendation, and not before it",
    [
      "core/src/aggregates/designation/evolve.ts",
      'return { _tag: "applied", case: opened(event) }',
      'return { _tag: "recommended", case: opened(event), recommendation: { revision, recommendedOn: event.effectiveOn, satisfaction: { result: 9000 }, findings: [], waiversProposed: [], measurements: [], notice: null } }',
    ],
    { [later]: "art_9__para_1: a title is given after the county's recommendation" },
  ),
  forbids(
    "art_9__para_1.termNotOver",
    "称号期限自公示起算的，认定时不得已届满",
    "no title is granted whose term is over on the day",
    ["core/src/aggregates/designation/rules/term.ts", "validUntil < input.context.effectiveOn", "validUntil < from"],
    { "core/test/provisions/review-within-term.test.ts": "is not over when the title is granted" },
  ),
  allows(
    "art_9__para_1.decline",
    "符合条件的也可不予认定，须说明理由",
    "passing is the bureau's decision, and a no has its reasons",
    [certify, '...reasonsMissing("DeclineCertification", data.reasons),', ""],
    { [later]: "art_9__para_1: passing is the bureau's decision" },
  ),
  allows(
    "art_9__para_1.nominate",
    "择优推荐省级示范平台",
    "the best are recommended to the province",
    [
      acts,
      'NominateToProvince: { by: ["bureau"], from: ["certified"]',
      'NominateToProvince: { by: ["bureau"], from: ["revoked"]',
    ],
    { [later]: "art_9__para_1: only a titled platform may be nominated" },
  ),
  forbids(
    "art_9__para_1.nominatedSince",
    "推荐日期在持有称号期间内",
    "nominated while the title lasts, and not before",
    ["core/src/aggregates/designation/rules/title.ts", 'sinceCertified(input, "nominatedOn", data.nominatedOn)', "[]"],
    { [later]: "art_9__para_1: lies, for a nomination, between the certification and the record" },
  ),
  obliges(
    "art_10__para_1.byBureau",
    "评审由市局组织，不予认定也由市局决定",
    "the bureau appraises, and it is the bureau that declines",
    [acts, 'DeclineCertification: {\n    by: ["bureau"],', 'DeclineCertification: {\n    by: ["bureau", "county"],'],
    { [later]: "art_10__para_1: only the bureau certifies or declines" },
  ),
  obliges(
    "art_10__para_1.day",
    "评审在推荐之后、决定之前",
    "the appraisal lies between recommendation and decision",
    [certify, 'between("appraisal.date", appraisal.date, recommendedOn, context.effectiveOn),', ""],
    { [later]: "art_10__para_1: the appraisal's day, members and opinion" },
  ),
  forbids(
    "art_10__para_1.members",
    "参与县区测评的人员不参加市局评审",
    "who assessed the case for the county does not appraise it",
    [
      "core/src/aggregates/designation/rules/consistency.ts",
      "![...officers.county, ...officers.superior].includes(member)",
      "true",
    ],
    { [facts]: "no appraiser assessed for the county" },
  ),
]
