/** Figures, margins and what would change an assessment, for a reader. */
import { bilingual, enumerate, type Bilingual } from "../regulation/bilingual.js"
import { percent, wan } from "../particulars/quantity.js"
import type { Assessment, Figures, Unit, Verdict } from "./assessment.js"

/** The words of a form's closed questions: 单位性质, the areas of art. 5(2). */
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

const wordName = (word: string): Bilingual => words[word] ?? bilingual(word, word)

const oneOfThem = (names: ReadonlyArray<Bilingual>): Bilingual => {
  const { zh, en } = enumerate(names)
  return bilingual(`须为：${zh}`, `one of ${en}`)
}

export const verdictNames: { readonly [V in Verdict]: Bilingual } = {
  met: bilingual("符合", "met"),
  notMet: bilingual("不符合", "not met"),
  notYetJudged: bilingual("待认定", "not yet judged"),
  waived: bilingual("放宽", "waived"),
}

export const quantity = (n: number, unit: Unit): Bilingual => {
  switch (unit) {
    case "fen":
      return bilingual(`${wan(n)}万元`, `${wan(n)} 万元`)
    case "people":
      return bilingual(`${n}人`, `${n} people`)
    case "enterprises":
      return bilingual(`${n}家`, `${n} enterprises`)
    case "basisPoints":
      return bilingual(percent(n), percent(n))
    case "days":
      return bilingual(`${n}天`, `${n} days`)
  }
}

/** What there is against what is asked: 9人，要求10人. */
export const figuresText = (figures: Figures): Bilingual => {
  switch (figures._tag) {
    case "Measured": {
      const [actual, required] = [quantity(figures.actual, figures.unit), quantity(figures.required, figures.unit)]
      return bilingual(`${actual.zh}，要求${required.zh}`, `${actual.en}, required ${required.en}`)
    }
    case "Grown":
      return bilingual(figures.series.join("→"), figures.series.join(" → "))
    case "Passed":
      return bilingual(
        `自${figures.since}，至${figures.reached}满期，以${figures.on}计`,
        `since ${figures.since}, reached ${figures.reached}, as of ${figures.on}`,
      )
    case "Word":
      return wordName(figures.actual)
  }
}

/** What lies between the case and the threshold: above it when met, below when not. Only numbers have one. */
export const margin = (figures: Figures): number | undefined =>
  figures._tag === "Measured" || figures._tag === "Passed" ? figures.actual - figures.required : undefined

/** What would make a condition that is not met, or not yet judged, met. */
export const whatWouldChange = ({ verdict, figures }: Assessment): Bilingual | undefined => {
  if (verdict === "met" || verdict === "waived") return undefined
  if (verdict === "notYetJudged") return bilingual("须补充数据或由主管部门认定", "a figure, or an authority's finding")
  switch (figures?._tag) {
    case "Measured": {
      const short = quantity(figures.short, figures.unit)
      return bilingual(`再增加${short.zh}`, `${short.en} more`)
    }
    case "Grown":
      return bilingual(`年度数合计再增加${figures.short}`, `${figures.short} more over the years`)
    case "Passed":
      return bilingual(`至${figures.reached}`, `waiting until ${figures.reached}`)
    case "Word":
      return oneOfThem(figures.admitted.map(wordName))
    default:
      return bilingual("主管部门的认定意见改变", "another finding by the authority")
  }
}
