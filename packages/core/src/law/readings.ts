/** Choices where the text is silent or double. Art. 17: an interpretation of the bureau changes one from its date on. */
import { bilingual, type Bilingual } from "./bilingual.js"

export interface Readings {
  readonly "instrument.lastDay": "correspondingDay" | "dayBefore"
  readonly "instrument.afterExpiry": "refuse" | "concludeExistingTitles"
  readonly "instrument.formalities": "allowed" | "refuse"
  readonly "instrument.applicable": "decisionDate" | "applicationDate"
  readonly "title.term": "none" | "threeYears"
  readonly "operation.beforeRegistration": "refuse" | "allowed"
  readonly "period.operatingYears": "anniversary" | "dayAfter"
  readonly "period.operatingFrom": "operationStart" | "registration"
  readonly "asOf.facts": "applicationDate" | "priorYearEnd"
  readonly "staff.qualified": "pooled" | "both"
  readonly "served.unit": "enterprises" | "visits"
  readonly "served.year": "lastFullCalendarYear" | "trailingTwelveMonths"
  readonly "growth.steady": "strictTwoIntervals" | "strictOneInterval" | "nonDecreasing"
  readonly "growth.newUnit": "knownYears" | "notJudged"
  readonly "satisfaction.source": "countyAssessment" | "selfDeclared"
  readonly "waiver.authority": "bureau" | "county"
  readonly "waiver.depth": "unbounded" | `floor(${number})`
  readonly "review.due": "callOfThirdYear" | "anniversary"
  readonly "review.completion": "endOfYear" | "none"
  readonly "review.notFiled": "bureauMayFail" | "flagOnly"
  readonly "review.standard": "conditionsInForceNow" | "conditionsAtCertification"
  readonly "summary.due": "endOfNextYear" | "endOfYear"
  readonly "spotCheck.scope": "somePlatforms" | "everyPlatform"
  readonly "fraud.beforePlaque": "titleSuffices" | "plaqueRequired"
  readonly "revocation.word": "verbatim"
  readonly "revocation.reapply": "noBar" | `years(${number})`
  readonly "announcement.falsification": "recordIfPublished" | "required"
  readonly hearing: "recordIfHeld" | "required"
  readonly seals: "recordOnly" | "required"
  readonly "materials.none": "declareNone" | "required"
  readonly "application.route": "countyOnly"
}

export type ReadingId = keyof Readings

export interface ReadingDefinition<Id extends ReadingId> {
  readonly question: Bilingual
  /** The default first. A number in parentheses stands for any from 1 to 99. */
  readonly options: ReadonlyArray<Readings[Id]>
}

type Definitions = { readonly [Id in ReadingId]: ReadingDefinition<Id> }

export const readingDefinitions: Definitions = {
  "instrument.lastDay": {
    question: bilingual("有效期两年届满之日为哪一日", "the last day of two years' validity"),
    options: ["correspondingDay", "dayBefore"],
  },
  "instrument.afterExpiry": {
    question: bilingual(
      "办法失效后，已授称号的复核与撤销是否继续",
      "review and revocation of existing titles after expiry",
    ),
    options: ["refuse", "concludeExistingTitles"],
  },
  "instrument.formalities": {
    question: bilingual(
      "办法失效后，可否办结未决申报、授牌、报送总结",
      "ending pending applications, plaques and yearly summaries after expiry",
    ),
    options: ["allowed", "refuse"],
  },
  "instrument.applicable": {
    question: bilingual("在办案件适用哪一时点的规定", "the version that governs a pending case"),
    options: ["decisionDate", "applicationDate"],
  },
  "title.term": {
    question: bilingual("称号是否有期限", "whether the title expires"),
    options: ["none", "threeYears"],
  },
  "operation.beforeRegistration": {
    question: bilingual("运营起始可否早于注册日期", "whether operation may begin before registration"),
    options: ["refuse", "allowed"],
  },
  "period.operatingYears": {
    question: bilingual("“两年以上”自何日起满足", "the day on which two years or more is reached"),
    options: ["anniversary", "dayAfter"],
  },
  "period.operatingFrom": {
    question: bilingual("运营年限自何时起算", "from when years of operation count"),
    options: ["operationStart", "registration"],
  },
  "asOf.facts": {
    question: bilingual("申报条件以何日的事实为准", "the day whose facts count"),
    options: ["applicationDate", "priorYearEnd"],
  },
  "staff.qualified": {
    question: bilingual("学历和职称是择一即可还是同时具备", "diploma and title: either, or both at once"),
    options: ["pooled", "both"],
  },
  "served.unit": {
    question: bilingual("服务中小企业按家数还是户次计", "enterprises or visits"),
    options: ["enterprises", "visits"],
  },
  "served.year": {
    question: bilingual("“年服务”指哪一年度", "the year in which the served are counted"),
    options: ["lastFullCalendarYear", "trailingTwelveMonths"],
  },
  "growth.steady": {
    question: bilingual("“近两年稳定增长”如何认定", "steady growth over two years"),
    options: ["strictTwoIntervals", "strictOneInterval", "nonDecreasing"],
  },
  "growth.newUnit": {
    question: bilingual(
      "成立不足三个完整年度的单位，增长以已有年度认定还是不作认定",
      "growth of a unit too young for three full years: by the years there are, or not judged",
    ),
    options: ["knownYears", "notJudged"],
  },
  "satisfaction.source": {
    question: bilingual("用户满意度由谁测评", "who measures satisfaction"),
    options: ["countyAssessment", "selfDeclared"],
  },
  "waiver.authority": {
    question: bilingual("适度放宽由谁决定", "who relaxes a condition"),
    options: ["bureau", "county"],
  },
  "waiver.depth": {
    question: bilingual("适度放宽的幅度", "how far a condition may be relaxed"),
    options: ["unbounded", "floor(80)"],
  },
  "review.due": {
    question: bilingual("三年复核何时到期", "when the three-yearly review is due"),
    options: ["callOfThirdYear", "anniversary"],
  },
  "review.completion": {
    question: bilingual(
      "复核测评和结论应何时完成",
      "when the county's assessment and the bureau's conclusion of a review are due",
    ),
    options: ["endOfYear", "none"],
  },
  "review.notFiled": {
    question: bilingual("未提交复核材料如何处理", "a review for which nothing is filed"),
    options: ["bureauMayFail", "flagOnly"],
  },
  "review.standard": {
    question: bilingual("复核以何时的条件为准", "the conditions a review is judged against"),
    options: ["conditionsInForceNow", "conditionsAtCertification"],
  },
  "summary.due": {
    question: bilingual("年度工作总结何时报送", "when the summary of a year is due"),
    options: ["endOfNextYear", "endOfYear"],
  },
  "spotCheck.scope": {
    question: bilingual("每年抽查的范围", "which platforms are spot-checked each year"),
    options: ["somePlatforms", "everyPlatform"],
  },
  "fraud.beforePlaque": {
    question: bilingual("第十四条“已经授牌”是否以授牌为前提", "whether revocation for falsification needs the plaque"),
    options: ["titleSuffices", "plaqueRequired"],
  },
  "revocation.word": {
    question: bilingual("“撤消”与“撤销”用字不同的效力", "two words for revocation"),
    options: ["verbatim"],
  },
  "revocation.reapply": {
    question: bilingual("被撤销单位可否再次申报", "whether a revoked unit may apply again"),
    options: ["noBar", "years(3)"],
  },
  "announcement.falsification": {
    question: bilingual("因弄虚作假撤销是否须发布公告", "announcing a revocation for falsification"),
    options: ["recordIfPublished", "required"],
  },
  hearing: {
    question: bilingual("撤销前是否听取单位意见", "hearing the unit before revocation"),
    options: ["recordIfHeld", "required"],
  },
  seals: {
    question: bilingual("表格未加盖公章的如何处理", "a form without its seal"),
    options: ["recordOnly", "required"],
  },
  "materials.none": {
    question: bilingual("第（八）至（十一）项材料可否说明没有", "materials (8) to (11) that do not exist"),
    options: ["declareNone", "required"],
  },
  "application.route": {
    question: bilingual("可否不经县区直接申报", "applying without a county"),
    options: ["countyOnly"],
  },
}

export const readingIds = Object.keys(readingDefinitions) as ReadonlyArray<ReadingId>

export const isReadingId = (text: string): text is ReadingId => Object.hasOwn(readingDefinitions, text)

const numbered = /^(\w+)\((\d{1,2})\)$/

/** Whether `option` is one of the reading's, any whole number from 1 to 99 in the parentheses of one that has them. */
export const isOptionOf = (id: ReadingId, option: string): boolean =>
  readingDefinitions[id].options.some((known: string) => {
    const [, word, n] = numbered.exec(option) ?? []
    return known === option || (word !== undefined && Number(n) > 0 && numbered.exec(known)?.[1] === word)
  })

/** The number of an option such as `years(3)`; `undefined` for a bare word. */
export const parameterOf = (option: string): number | undefined => {
  const [, , n] = numbered.exec(option) ?? []
  return n === undefined ? undefined : Number(n)
}

/** Readings that were relied on, or that an interpretation chose. */
export type ReadingChoices = { readonly [Id in ReadingId]?: Readings[Id] }

export const defaultReadings: Readings = {
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
  "waiver.authority": "bureau",
  "waiver.depth": "unbounded",
  "review.due": "callOfThirdYear",
  "review.completion": "endOfYear",
  "review.notFiled": "bureauMayFail",
  "review.standard": "conditionsInForceNow",
  "summary.due": "endOfNextYear",
  "spotCheck.scope": "somePlatforms",
  "fraud.beforePlaque": "titleSuffices",
  "revocation.word": "verbatim",
  "revocation.reapply": "noBar",
  "announcement.falsification": "recordIfPublished",
  hearing: "recordIfHeld",
  seals: "recordOnly",
  "materials.none": "declareNone",
  "application.route": "countyOnly",
}

/** The readings among `ids`, as they stand: what a decision records of those it relied on. */
export const readingsReliedOn = (readings: Readings, ids: Iterable<ReadingId>): ReadingChoices => {
  const choices: { -readonly [Id in ReadingId]?: string } = {}
  for (const id of ids) choices[id] = readings[id]
  return choices as ReadingChoices
}
