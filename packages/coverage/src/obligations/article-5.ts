/** Art. 5: the conditions, which must all be met, and which of them may be relaxed. */
import { allows, forbids, obliges, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/articles-5-to-8.test.ts"
const second = { "core/test/second-statement/eligibility.test.ts": "give the same verdicts" }
const numbers = { [tests]: "is met, %s is not" }
const found = { [tests]: "meets its condition when found met, fails it when found not met" }
const article5 = "core/src/regulations/qinhuangdao-2020/article-5.ts"
const outcome = "core/src/conditions/outcome.ts"

/** Removes a finding from the conditions. */
const withoutFinding = (id: string): readonly [string, string, string] => [
  article5,
  `finding("art_5__para_1__${id}"),`,
  "",
]

const relaxedToo = (point: number): readonly [string, string, string] => [
  article5,
  'from: ["art_5__para_1__point_1",',
  `from: ["art_5__para_1__point_${point}", "art_5__para_1__point_1",`,
]

const neverRelaxed = { [tests]: "art_5__para_1__point_7: a finding of (2), (5) or (6) cannot be relaxed" }

export const article5Obligations: ReadonlyArray<Obligation> = [
  obliges(
    "art_5__para_1.allAtOnce",
    "各项条件应同时具备",
    "all of it at once",
    ["core/src/conditions/criterion.ts", "atLeastOf(id, of.length, of)", "atLeastOf(id, of.length - 1, of)"],
    found,
  ),
  obliges(
    "art_5__para_1__point_1.twoYears",
    "运营两年以上",
    "two years or more in operation",
    [article5, '#operatingYears", 2, {', '#operatingYears", 1, {'],
    second,
  ),
  allows(
    "art_5__para_1__point_1.anniversary",
    "满两年当日即符合",
    "the anniversary itself is enough",
    [
      outcome,
      "const short = Math.max(0, daysBetween(on, reached))",
      "const short = Math.max(0, daysBetween(on, reached) + 1)",
    ],
    second,
  ),
  obliges(
    "art_5__para_1__point_1.assets",
    "资产总额不低于100万元",
    "total assets of 1 000 000 yuan or more",
    [article5, "yuan(1_000_000)", "yuan(1_000_000) - 1"],
    numbers,
  ),
  obliges(
    "art_5__para_1__point_1.accounts",
    "财务收支状况良好",
    "accounts in good order",
    withoutFinding("point_1#soundFinances"),
    second,
  ),
  obliges(
    "art_5__para_1__point_1.operation",
    "经营规范，有发展前景和可持续发展能力",
    "regular operation that has prospects and can last",
    withoutFinding("point_1#soundOperation"),
    second,
  ),
  obliges(
    "art_5__para_1__point_2.area",
    "主要服务于中小企业集聚的区域或行业",
    "serves mainly an area or trade where SMEs cluster",
    [article5, 'oneOfWords("art_5__para_1__point_2#serviceArea", "serviceArea", serviceAreas),', ""],
    second,
  ),
  allows(
    "art_5__para_1__point_2.kinds",
    "产业集群等各类集聚区均可",
    "each of the kinds of area the text names is one",
    ["core/src/forms/application.ts", '  "industrialCluster",\n', ""],
    { [tests]: "is an area or trade where SMEs cluster" },
  ),
  obliges(
    "art_5__para_1__point_2.named",
    "写明区域或行业的名称，属“其他”的写明理由",
    "the area or trade by name, with reasons if it is another",
    [
      "core/src/forms/application.ts",
      "serviceAreaDescription: Cell,",
      'serviceAreaDescription: oneOf("Any", [undefined as never, "示例产业园区"]),',
    ],
    { [tests]: "an unknown word is refused, and so is other without a description" },
  ),
  obliges(
    "art_5__para_1__point_2.influence",
    "服务的行业对区域经济有影响力",
    "what it serves matters to the regional economy",
    withoutFinding("point_2#regionalInfluence"),
    second,
  ),
  forbids("art_5__para_1__point_2.notRelaxed", "本项不得放宽", "never relaxed", relaxedToo(2), neverRelaxed),
  obliges(
    "art_5__para_1__point_3.services",
    "服务功能完善、特色突出",
    "complete services with a character of their own",
    withoutFinding("point_3#completeServices"),
    second,
  ),
  obliges(
    "art_5__para_1__point_3.staff",
    "从业人数不少于10人",
    "at least ten staff",
    [article5, 'asOf("staff"), 10, "people"', 'asOf("staff"), 9, "people"'],
    numbers,
  ),
  obliges(
    "art_5__para_1__point_3.qualified",
    "专业人员不低于60%",
    "at least 60 % of them qualified",
    [article5, "percent: 60,", "percent: 59,"],
    second,
  ),
  allows(
    "art_5__para_1__point_3.diplomaOrTitle",
    "具备学历或职称之一的均计入，每人计一次",
    "a diploma or a title is enough, each person counted once",
    [article5, 'pooled: sum(asOf("diplomaOnly"), asOf("titleOnly"),', 'pooled: sum(asOf("diplomaOnly"),'],
    { "core/test/provisions/readings-of-conditions.test.ts": "%s=%s: %s is met, %s is not" },
  ),
  obliges(
    "art_5__para_1__point_3.premises",
    "有固定场所和必要设施",
    "fixed premises with the facilities it needs",
    withoutFinding("point_3#premises"),
    second,
  ),
  obliges(
    "art_5__para_1__point_4.served",
    "年服务中小企业不少于50家",
    "at least 50 SMEs served in a year",
    [article5, 'smesServed, 50, "enterprises"', 'smesServed, 49, "enterprises"'],
    numbers,
  ),
  obliges(
    "art_5__para_1__point_4.growth",
    "近两年服务企业数逐年增长",
    "growth in each of the last two years",
    [outcome, 'reading === "nonDecreasing" ? 0 : 1', "0"],
    numbers,
  ),
  obliges(
    "art_5__para_1__point_4.growthUnit",
    "增长与服务数量按同一口径计",
    "growth is counted in the unit that the number served is counted in",
    [
      article5,
      '[inUnit("served.y2"), inUnit("served.y1"), inUnit("served.y0")]',
      '[figure("served.y2.enterprises"), figure("served.y1.enterprises"), figure("served.y0.enterprises")]',
    ],
    second,
  ),
  allows(
    "art_5__para_1__point_4.youngUnit",
    "成立不足三个完整年度的，以已有年度认定",
    "a unit too young for three full years grows in those it has",
    [outcome, "first > 0 && years.length - first >= 2 ? years.slice(first) : years", "years"],
    { "core/test/provisions/readings-of-conditions.test.ts": "growth.newUnit=knownYears" },
  ),
  obliges(
    "art_5__para_1__point_4.satisfaction",
    "用户满意度在80%以上",
    "satisfaction of 80 % or more",
    [article5, 'satisfaction, 8000, "basisPoints"', 'satisfaction, 7999, "basisPoints"'],
    { [tests]: "art_5__para_1__point_4#satisfaction: 80 % is met, 79.99 % is not" },
  ),
  obliges(
    "art_5__para_1__point_4.reputation",
    "有声誉和品牌影响力",
    "a reputation in its field or region",
    withoutFinding("point_4#reputation"),
    second,
  ),
  obliges(
    "art_5__para_1__point_5.rules",
    "有管理制度、服务流程、收费标准和质量保证措施",
    "rules for management, process, fees and quality",
    withoutFinding("point_5#managementSystem"),
    second,
  ),
  obliges(
    "art_5__para_1__point_5.plans",
    "有发展规划、年度目标和品牌建设方案",
    "a development plan, yearly targets and a brand plan",
    withoutFinding("point_5#planning"),
    second,
  ),
  forbids("art_5__para_1__point_5.notRelaxed", "本项不得放宽", "never relaxed", relaxedToo(5), neverRelaxed),
  obliges(
    "art_5__para_1__point_6.principal",
    "主要负责人具备相应能力和经验",
    "an able principal",
    [article5, '[finding("art_5__para_1__point_6#principal")]', "[]"],
    second,
  ),
  forbids("art_5__para_1__point_6.notRelaxed", "本项不得放宽", "never relaxed", relaxedToo(6), neverRelaxed),
]
