/** Names of the figures, dates and words of a case, as in the annexes. */
import type { Regulation } from "../kernel/regulation.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { textWords, type SpeakingText } from "./text-words.js"

const staffAndAssets = {
  staff: bilingual("从业人数", "staff"),
  diplomaOnly: bilingual("大专及以上学历人数（无中级职称）", "people with a college diploma only"),
  titleOnly: bilingual("中级及以上职称人数（无大专学历）", "people with an intermediate title only"),
  diplomaAndTitle: bilingual("大专及以上学历且中级及以上职称人数", "people with both diploma and title"),
  totalAssets: bilingual("总资产", "total assets"),
} as const

const years: Readonly<Record<string, Bilingual>> = {
  y0: bilingual("上一年度", "last year's"),
  y1: bilingual("前一年度", "the year before's"),
  y2: bilingual("再前一年度", "two years before's"),
  trailing: bilingual("近十二个月", "the last twelve months'"),
}

const units: Readonly<Record<string, Bilingual>> = {
  enterprises: bilingual("服务中小企业户数", "number of SMEs served"),
  visits: bilingual("服务中小企业户次数", "number of visits to SMEs"),
}

/** Names of the numbers of enterprises served, by year and unit: `served.y0.visits`. */
const served = Object.fromEntries(
  Object.entries(years).flatMap(([year, when]) =>
    Object.entries(units).map(([unit, what]) => [
      `served.${year}.${unit}`,
      bilingual(`${when.zh}${what.zh}`, `${when.en} ${what.en}`),
    ]),
  ),
)

const atYearEnd = Object.fromEntries(
  Object.entries(staffAndAssets).map(([name, { zh, en }]) => [
    `yearEnd.${name}`,
    bilingual(`上年末${zh}`, `${en} at the end of last year`),
  ]),
)

const names: Readonly<Record<string, Bilingual>> = {
  ...staffAndAssets,
  ...served,
  ...atYearEnd,
  "satisfaction.self": bilingual("自测的用户满意度", "satisfaction as the unit measures it"),
  operationStart: bilingual("开始运营日期", "the start of operation"),
  registeredOn: bilingual("注册日期", "the registration date"),
  unitNature: bilingual("单位性质", "what the unit is"),
  serviceArea: bilingual("服务区域或行业", "the area or trade served"),
  platformKind: bilingual("平台类型", "the kind of platform"),
  grade: bilingual("等级", "the grade"),
}

/** Name of a figure, date or word of `Evidence`, or of a regulation's own. For an unknown one, the identifier itself. */
export const figureName = (name: string, text: SpeakingText): Bilingual => {
  const { figures, dates, words: ownWords } = text?.own ?? {}
  return (
    names[name] ??
    namesInWordsOf(text)[name] ??
    figures?.[name] ??
    dates?.[name] ??
    ownWords?.[name] ??
    bilingual(name, name)
  )
}

/** Names that say who measures, or what divisions are called. */
const namesInWordsOf = (text: SpeakingText): Readonly<Record<string, Bilingual>> => {
  const { county, divisionOnForms } = textWords(text)
  return {
    "satisfaction.county": bilingual(
      `${county.short.zh}测评的用户满意度`,
      `satisfaction as the ${county.short.en} measures it`,
    ),
    countyOrDistrict: bilingual(`所在${divisionOnForms.zh}`, `the ${divisionOnForms.en}`),
  }
}

/** Names of the words in closed questions of the forms: 单位性质, the areas of art. 5(2). */
const words: Readonly<Record<string, Bilingual>> = {
  enterprise: bilingual("企业法人", "enterprise"),
  publicInstitution: bilingual("事业单位", "public institution"),
  socialOrganisation: bilingual("社会团体", "social organisation"),
  privateNonEnterprise: bilingual("民办非企业单位", "private non-enterprise unit"),
  farmersCooperative: bilingual("农民专业合作社", "farmers' cooperative"),
  otherLegalPerson: bilingual("其他法人", "other legal person"),
  soleProprietorship: bilingual("个人独资企业", "sole proprietorship"),
  partnership: bilingual("合伙企业", "partnership"),
  branch: bilingual("分支机构", "branch"),
  individualBusiness: bilingual("个体工商户", "individual business"),
  industrialCluster: bilingual("产业集群", "industrial cluster"),
  smallEnterpriseStartupBase: bilingual("小企业创业基地", "small enterprise start-up base"),
  industrialPark: bilingual("工业园区", "industrial park"),
  nationalNewIndustrializationBase: bilingual("国家新型工业化产业示范基地", "national new industrialisation base"),
  other: bilingual("其他", "other"),
}

/** Name of a word in a closed question of a form, or in a regulation's own field. For an unknown one, the word itself. */
export const wordName = (
  word: string,
  { extensions = {}, wording = {} }: Pick<Regulation, "extensions" | "wording"> = {},
): Bilingual =>
  words[word] ??
  wording.grades?.[word] ??
  Object.values(extensions).flatMap((field) => (field.as === "word" ? (field.oneOf[word] ?? []) : []))[0] ??
  bilingual(word, word)
