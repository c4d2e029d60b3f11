/** The three annexes: required fields, and contradictions between them. */
import { allows, forbids, obliges, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/annexes.test.ts"
const facts = "core/test/provisions/facts-against-facts.test.ts"
const together = { [tests]: "att_2: refuses %s" }
const recommendation = "core/src/forms/recommendation.ts"
const application = "core/src/forms/application.ts"
const particulars = "core/src/forms/basic-particulars.ts"
const operation = "core/src/forms/operation.ts"
const report = "core/src/forms/operation-report.ts"
const contradictions = "core/src/forms/contradictions.ts"

export const annexes: ReadonlyArray<Obligation> = [
  obliges(
    "att_1.fields",
    "推荐表各栏均须填写",
    "every field of the recommendation form is filled in",
    [recommendation, "    demonstrativeness: Narrative,\n", ""],
    { [tests]: "att_1: is accepted with every field filled in" },
  ),
  obliges(
    "att_1.opinion",
    "须有县区申报意见",
    "with the county's opinion",
    [recommendation, "    countyOpinion: Narrative,\n", ""],
    { [tests]: "att_1: is refused without %s" },
  ),
  obliges(
    "att_1.seal",
    "要求盖章的须盖章",
    "sealed, where seals are demanded",
    ["core/src/aggregates/designation/rules/recommend.ts", 'checkSeal("form.seal", form.seal, rule.readings),', ""],
    { [facts]: "seals=required: the opinion is sealed" },
  ),
  obliges(
    "att_2.fields",
    "申请表各栏均须填写",
    "every field of the application form is filled in",
    [particulars, "      registeredAddress: Line,\n", ""],
    { [tests]: "att_2: is accepted with every field filled in" },
  ),
  obliges(
    "att_2.headings",
    "申请报告含各部分内容",
    "the report has all its headings",
    [application, "        nextSteps: Digest,\n", ""],
    { [tests]: "att_2: is refused without %s" },
  ),
  obliges(
    "att_2.threeYears",
    "运营情况按年填写，至多三年",
    "operation year by year, three at most",
    [
      application,
      "operation: list(operatingYear(representation), { from: 1, to: 3 })",
      "operation: list(operatingYear(representation), { from: 1, to: 4 })",
    ],
    { [tests]: "att_2: has one to three yearly rows" },
  ),
  obliges(
    "att_2.yearsInOrder",
    "年度自前至后逐年排列",
    "the years follow each other",
    [contradictions, "before === undefined || year === before.year + 1", "true"],
    { [facts]: "the reported years are consecutive" },
  ),
  forbids(
    "att_2.yearBeforeUnit",
    "不填单位设立以前的年度",
    "no year from before the unit",
    [contradictions, "year >= first,", "true,"],
    { [facts]: "no reported year precedes the unit" },
  ),
  obliges(
    "att_2.fullYears",
    "只填完整年度",
    "full years only",
    [contradictions, "year < yearOf(on),", "true,"],
    together,
  ),
  obliges("att_2.investors", "主要投资方至多四个", "four main investors at most", [particulars, "to: 4,", "to: 5,"], {
    [tests]: "att_2: has one to three yearly rows, one to ten products, up to four investors",
  }),
  obliges(
    "att_2.wan",
    "金额以万元填写",
    "money is filled in as 万元",
    ["core/src/forms/quantity.ts", "  6,\n  isAmount,", "  4,\n  isAmount,"],
    { [tests]: "att_2: money is filled in as 万元 and stored in fen" },
  ),
  forbids(
    "att_2.qualifiedOfStaff",
    "专业人员不多于从业人数",
    "no more qualified than there are staff",
    [contradictions, "qualified <= basic.staff,", "true,"],
    together,
  ),
  forbids(
    "att_2.shares",
    "投资比例合计不超过100%",
    "investors' shares are no more than the whole",
    [contradictions, "invested <= 10_000,", "true,"],
    together,
  ),
  forbids(
    "att_2.ownedPremises",
    "未勾选“自有”的不填自有场地比例",
    "a share of owned premises only where they are owned",
    [contradictions, "basic.premisesTenure.owned || basic.ownedPremises === 0,", "true,"],
    together,
  ),
  forbids(
    "att_2.serviceIncome",
    "服务收入不高于营业收入",
    "service revenue is part of operating revenue",
    [contradictions, "row.serviceRevenue <= row.operatingRevenue,", "true,"],
    together,
  ),
  forbids(
    "att_2.agreements",
    "签订协议的不多于服务企业数",
    "no more agreements than SMEs served",
    [contradictions, "row.smesWithAgreement <= row.smesServed,", "true,"],
    together,
  ),
  forbids(
    "att_2.filledOn",
    "填报日期不晚于申报",
    "filled in by the day it is filed",
    [contradictions, 'notAfter("form.filledOn", form.filledOn, handedInOn),', ""],
    { [facts]: "the form is filled in by the day of filing" },
  ),
  obliges(
    "att_2.visitsApart",
    "家数与户次分别填写",
    "enterprises and visits are told apart",
    [operation, "    visits: Count,\n", ""],
    { [tests]: "att_2: is accepted with every field filled in" },
  ),
  obliges(
    "att_3.fields",
    "测评表各栏均须填写",
    "every field of the assessment form is filled in",
    [report, "      performanceSelfAssessment: Narrative,\n", ""],
    { [tests]: "att_3: accepts parts one to three from the unit" },
  ),
  obliges(
    "att_3.countyPart",
    "第四部分由县区填写",
    "part four is the county's",
    [report, "    assessmentOpinion: Narrative,\n", ""],
    { [tests]: "att_3: is refused without the county's %s" },
  ),
  allows(
    "att_3.auditReport",
    "附有专项审计报告的予以留存",
    "a special audit report, where there is one",
    ["core/src/aggregates/designation/codecs.ts", "{ specialAuditReport: Document, serviceArea:", "{ serviceArea:"],
    { [tests]: "att_3: requires summaries and last year's accounts, and allows an audit report" },
  ),
  obliges(
    "att_3.seal",
    "要求盖章的须盖章",
    "sealed, where seals are demanded",
    [contradictions, 'checkSeal("report.seal", report.seal, readings),', ""],
    { [facts]: "seals=required: the report is sealed" },
  ),
  obliges(
    "att_3.threeYears",
    "近三年运营情况按年填写",
    "operation of the last three years, year by year",
    [
      report,
      "lastThreeYears: list(operatingYear(representation), { from: 1, to: 3 })",
      "lastThreeYears: list(operatingYear(representation), { from: 1, to: 4 })",
    ],
    { [tests]: "att_3: has one to three yearly rows" },
  ),
]
