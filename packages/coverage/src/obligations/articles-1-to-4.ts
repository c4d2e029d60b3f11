/** Arts. 1 to 4: purpose, definition of a platform, competence, and principles. */
import { bilingual } from "@shifan/core"
import { allows, forbids, obliges, outside, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/articles-2-to-4.test.ts"
const acts = "core/src/aggregates/designation/acts.ts"
const title = "core/src/aggregates/designation/rules/title.ts"
const preconditions = "core/src/aggregates/designation/preconditions.ts"
const article5 = "core/src/regulations/qinhuangdao-2020/article-5.ts"

export const articles1To4: ReadonlyArray<Obligation> = [
  forbids(
    "art_1.noOtherRules",
    "省级办法仅为制定依据，其规则不并入",
    "the provincial measures are the basis only; no rule of theirs is read into the text",
    [
      article5,
      '[finding("art_5__para_1__point_6#principal")]',
      '[finding("art_5__para_1__point_6#principal"), finding("art_19__para_1#provincial")]',
    ],
    { [tests]: "art_1: every condition comes from arts. 2 and 5" },
  ),
  obliges(
    "art_2__para_1.certifiedByBureau",
    "示范平台由市局认定",
    "a platform is certified by the bureau",
    [acts, 'Certify: {\n    by: ["bureau"],', 'Certify: {\n    by: ["bureau", "county"],'],
    { "core/test/provisions/articles-9-to-15.test.ts": "art_10__para_1: only the bureau certifies or declines" },
  ),
  forbids(
    "art_2__para_1.individualBusiness",
    "个体工商户不得申报",
    "an individual business may not apply",
    [
      "core/src/aggregates/designation/rules/apply.ts",
      "legalPersonsOnly && isIndividualBusiness(state.unit)",
      "legalPersonsOnly && false",
    ],
    { [tests]: "art_2__para_1: an individual business, whose code begins with 92, cannot apply" },
  ),
  obliges(
    "art_2__para_1.legalPerson",
    "平台由法人单位建设和运营，分支机构等不是法人",
    "a legal person builds and runs the platform; a branch and the like is none",
    [article5, '"otherLegalPerson",', '"otherLegalPerson",\n  "branch",'],
    { [tests]: "art_2__para_1#legalPerson: a unit that is" },
  ),
  forbids(
    "art_2__para_1.notRelaxed",
    "法人资格不得放宽",
    "being a legal person is never relaxed",
    [article5, 'from: ["art_5__para_1__point_1",', 'from: ["art_2__para_1", "art_5__para_1__point_1",'],
    { [tests]: "art_2__para_1#legalPerson: cannot be waived" },
  ),
  forbids(
    "art_2__para_1.importedLegalPerson",
    "补录的称号也须属于法人单位",
    "a title from before the text is a legal person's too",
    [title, "rule.regulation.lifecycle.legalPersonsOnly && isIndividualBusiness(state.unit)", "false"],
    {
      "core/test/provisions/readings-in-reviews.test.ts":
        "art_2__para_1: cannot be imported for an individual business",
    },
  ),
  outside(
    "art_2__para_1.trustAndReach",
    bilingual("公信度高、服务面广、具有示范带动作用", "trusted, far-reaching, exemplary"),
    bilingual("描述性要求，由第五条各项认定体现", "a description, which the findings of art. 5 make good"),
  ),
  obliges(
    "art_2__para_2.services",
    "至少提供一类公共服务",
    "at least one kind of service",
    [
      "core/src/forms/application.ts",
      'serviceCategories: list(oneOf("ServiceCategory", serviceCategories), { from: 1,',
      'serviceCategories: list(oneOf("ServiceCategory", serviceCategories), { from: 0,',
    ],
    { [tests]: "art_2__para_2: no service at all" },
  ),
  allows(
    "art_2__para_2.otherServices",
    "列举以外的服务须说明是什么服务",
    "a service beyond those listed, described",
    [
      "core/src/forms/contradictions.ts",
      '!form.serviceCategories.includes("other") || form.otherServices !== undefined',
      "true",
    ],
    { [tests]: "art_2__para_2: no service at all" },
  ),
  obliges(
    "art_2__para_2.kind",
    "平台为综合性或专业平台",
    "a platform is comprehensive or specialised",
    [
      "core/src/forms/application.ts",
      'platformKinds = ["comprehensive", "specialized"]',
      'platformKinds = ["comprehensive", "specialized", "mixed"]',
    ],
    { [tests]: "art_2__para_2: the kind of a platform is either comprehensive or specialised" },
  ),
  outside(
    "art_2__para_2.openness",
    bilingual("具有开放性和资源共享的特征", "open and sharing its resources"),
    bilingual("描述性要求，不设字段", "a description, which no form asks for"),
  ),
  outside(
    "art_3__para_1.planning",
    bilingual("市局统筹规划、管理指导", "the bureau plans and guides"),
    bilingual("办法未规定应留存的记录", "the text names no record of it"),
  ),
  obliges(
    "art_3__para_1.plaque",
    "市局授牌",
    "the bureau awards the plaque",
    [acts, 'AwardPlaque: { by: ["bureau"]', 'AwardPlaque: { by: ["bureau", "county"]'],
    { [tests]: "art_3__para_1: the unit applies and files, the county recommends and assesses" },
  ),
  forbids(
    "art_3__para_1.plaqueOnce",
    "一块牌匾只授一次",
    "the plaque is awarded once",
    [title, "...when(input.title.plaqueAwardedOn !== null,", "...when(false,"],
    { [tests]: "art_3__para_1: the plaque is awarded once, by the bureau" },
  ),
  forbids(
    "art_3__para_1.plaqueAfterTitle",
    "授牌不早于认定",
    "not before the title",
    [
      title,
      '...sinceCertified(input, "awardedOn", data.awardedOn)',
      '...invalid([notAfter("awardedOn", data.awardedOn, input.context.effectiveOn)])',
    ],
    { [tests]: "art_3__para_1: the plaque is awarded once, by the bureau" },
  ),
  obliges(
    "art_3__para_1.ownArea",
    "县区只办理本地区的推荐和管理",
    "a county recommends and manages in its own area",
    [preconditions, "if (code !== actor.code)", 'if (code !== actor.code && actor.role !== "county")'],
    { [tests]: "art_3__para_1: a county acts in its own area" },
  ),
  forbids(
    "art_3__para_1.ownUnit",
    "单位不得代其他单位办理",
    "no unit acts for another",
    [preconditions, "if (code !== actor.code)", 'if (code !== actor.code && actor.role !== "unit")'],
    {
      "core/test/aggregates/refusals.test.ts":
        "cannot apply for another unit or through a county outside the territory",
    },
  ),
  obliges(
    "art_4__para_1.reasons",
    "不予推荐须说明理由",
    "whoever is not recommended is told why",
    [
      "core/src/aggregates/designation/rules/recommend.ts",
      '...reasonsMissing("DeclineRecommendation", data.reasons),',
      "",
    ],
    { [tests]: "art_4__para_1: a county that declines to recommend must give reasons" },
  ),
  obliges(
    "art_4__para_1.wholeAssessment",
    "决定附完整的逐项评估",
    "a decision carries its whole assessment",
    [
      "core/src/aggregates/designation/rules/certify.ts",
      "data: { ...data, waivers, assessment: judged.assessment,",
      "data: { ...data, waivers, assessment: { ...judged.assessment, parts: [] },",
    ],
    { [tests]: "art_4__para_1: every decision records its whole assessment" },
  ),
  forbids(
    "art_4__para_1.twoOffices",
    "同一人不得在同一案件中既代表县区又代表市局",
    "one officer does not act for county and bureau in one case",
    [preconditions, "state.officers[authority].includes(officer)", "false"],
    { [tests]: "art_4__para_1: one officer cannot act for both county and bureau" },
  ),
  forbids(
    "art_4__para_1.twoLevels",
    "同一人不得在同一案件中既代表县区又代表其上级",
    "one officer does not act for a county and for the division above it in one case",
    ["core/src/aggregates/designation/officers.ts", 'code === countyOf(state) ? "county" : "superior"', '"county"'],
    { [tests]: "art_4__para_1: nobody acts for two levels that recommend" },
  ),
  allows(
    "art_4__para_1.newProceeding",
    "复核是新的程序，经办人员另行计算",
    "a review is a new proceeding, with officers of its own",
    [
      "core/src/aggregates/designation/evolve.ts",
      'type === "Applied" || (type === "ReviewFiled" && !goesOn)',
      'type === "Applied"',
    ],
    { [tests]: "art_4__para_1: a review is a new proceeding" },
  ),
]
