/** Readings whose question or options quote the text: its years, its articles, its authorities, its words. */
import { withParts } from "../conditions/criterion.js"
import { bilingual as both, type Bilingual } from "../law/bilingual.js"
import type { ReadingId } from "../law/readings.js"
import { conditionClauses, type ClausesOf } from "./condition-clauses.js"
import { citedFor, textWords, yearsInWords, type SpeakingText } from "./text-words.js"

/** The readings that sound different from text to text. */
export type ReadingOfText =
  | "instrument.lastDay"
  | "period.operatingYears"
  | "satisfaction.source"
  | "figures.source"
  | "waiver.authority"
  | "review.due"
  | "fraud.beforePlaque"
  | "revocation.word"
  | "materials.none"
  | "supplement.requests"
  | "application.route"

type Texts = {
  readonly [Id in ReadingOfText]: { readonly question: Bilingual; readonly clauses: ClausesOf<Id & ReadingId> }
}

/** Their texts, in the words of the text; in words that fit any where it has none. */
export const readingsOfText = (text: SpeakingText): Texts => {
  const { county, bureau, cycle, reviewFailed, falsification } = textWords(text)
  const { zh, en } = county.short
  const clauses = conditionClauses(text)
  return {
    "instrument.lastDay": {
      question: lastDayOf(text?.validityYears),
      clauses: {
        correspondingDay: both("有效期至届满年份的对应日", "validity ends on the corresponding day"),
        dayBefore: both("有效期至对应日的前一日", "validity ends on the day before the corresponding one"),
      },
    },
    "period.operatingYears": { question: reachedYears(text), clauses: clauses["period.operatingYears"] },
    "satisfaction.source": {
      question: both("用户满意度由谁测评", "who measures user satisfaction"),
      clauses: clauses["satisfaction.source"],
    },
    "figures.source": {
      question: both(
        `${zh}核实的数据与申报数据不一致的以何为准`,
        `which figures count where the ${en}'s differ from those declared`,
      ),
      clauses: clauses["figures.source"],
    },
    "waiver.authority": {
      question: both("适度放宽由谁决定", "who may relax a condition"),
      clauses: {
        bureau: both(`由${bureau.short.zh}决定放宽`, `the ${bureau.short.en} may relax it`),
        county: both(`由${zh}决定放宽`, `the ${en} may relax it`),
      },
    },
    "review.due": reviewDue(cycle?.years),
    "fraud.beforePlaque": {
      question: beforePlaque(citedFor(text, "PlaqueMissing")),
      clauses: {
        titleSuffices: both("已认定即可撤销", "the title is enough"),
        plaqueRequired: both("授牌后方可撤销", "the plaque must have been awarded"),
      },
    },
    "revocation.word": {
      question:
        reviewFailed === falsification
          ? both("撤销称号的用字", "the wording for revocation")
          : both(`“${reviewFailed}”与“${falsification}”用字不同的效力`, "what the two wordings for revocation mean"),
      clauses: { verbatim: both("照录原文用字，效力相同", "each is quoted as written; the effect is the same") },
    },
    "materials.none": {
      question: materialsThatMayBeNone(text),
      clauses: {
        declareNone: both("可说明没有", "they may be declared none"),
        required: both("均须提供", "all of them are required"),
      },
    },
    "supplement.requests": {
      question: both(`${zh}可要求补正几次`, `how often the ${en} may ask for a supplement`),
      clauses: {
        repeatable: both("可多次要求补正", "it may ask more than once"),
        once: both("须一次告知需要补正的全部内容", "it must ask for everything at once"),
      },
    },
    "application.route": {
      question: both(`可否不经${zh}直接申报`, `whether a unit may apply without the ${en}`),
      clauses: { countyOnly: both(`须经${zh}推荐`, `the ${en} must recommend`) },
    },
  }
}

const lastDayOf = (years: number | undefined): Bilingual => {
  if (years === undefined) return both("有效期届满之日为哪一日", "which day is the last day of validity")
  const { zh, en } = yearsInWords(years)
  return both(
    `有效期${zh}届满之日为哪一日`,
    `which day is the last of ${en} ${years === 1 ? "year's" : "years'"} validity`,
  )
}

/** The years of operation that the text asks for, where it asks for the same of everybody. */
const reachedYears = (text: SpeakingText): Bilingual => {
  const asked =
    text === null ? [] : withParts(text.conditions).flatMap((one) => (one._tag === "Elapsed" ? [one.years] : []))
  const [years] = asked
  if (asked.length !== 1 || typeof years !== "number")
    return both("运营年限自何日起满足", "when the required years are reached")
  const { zh, en } = yearsInWords(years)
  return both(`“${zh}以上”自何日起满足`, `when “${en} years or more” are reached`)
}

const ordinals: Readonly<Record<number, Bilingual>> = {
  1: both("第一年", "first"),
  2: both("第二年", "second"),
  3: both("第三年", "third"),
  4: both("第四年", "fourth"),
  5: both("第五年", "fifth"),
}

const reviewDue = (years: number | undefined): Texts["review.due"] => {
  const last = ordinals[years ?? 0] ?? both("届满之年", "last")
  const words = years === undefined ? both("", "") : yearsInWords(years)
  const yearly = years === undefined ? "review" : `${years === 1 ? "year" : `${words.en}-year`}ly review`
  return {
    question: both(`${words.zh}复核何时到期`, `when the ${yearly} is due`),
    clauses: {
      callOfThirdYear: both(`复核随${last.zh}的年度申报进行`, `the review is due with the call of the ${last.en} year`),
      anniversary: both(
        `复核自${words.zh === "" ? "期" : ""}满${words.zh}之日起到期`,
        "the review is due on the anniversary",
      ),
    },
  }
}

const beforePlaque = (cited: Bilingual | undefined): Bilingual =>
  cited === undefined
    ? both("撤销称号是否以授牌为前提", "whether a revocation requires that the plaque has been awarded")
    : both(
        `${cited.zh}“已经授牌”是否以授牌为前提`,
        `whether ${cited.en.replace("Art.", "art.")} requires that the plaque has been awarded`,
      )

/** Materials that a unit may declare none, as the points of the list that they are. */
const materialsThatMayBeNone = (text: SpeakingText): Bilingual => {
  const points = Object.values(text?.materials ?? {}).flatMap(({ mayBeNone, provision }) =>
    mayBeNone ? [/__point_(\d+)$/.exec(provision)?.[1]] : [],
  )
  const [first, last] = [points[0], points.at(-1)]
  return first === undefined || last === undefined || points.includes(undefined)
    ? both("没有的材料可否说明没有", "whether materials may be declared none")
    : both(
        `第（${inChinese(first)}）至（${inChinese(last)}）项材料可否说明没有`,
        `whether materials (${first}) to (${last}) may be declared none`,
      )
}

const digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

/** 十一: the number of a point, up to 19. */
const inChinese = (point: string): string => {
  const n = Number(point)
  return n < 10 ? (digits[n] ?? point) : `十${digits[n - 10] ?? ""}`
}
