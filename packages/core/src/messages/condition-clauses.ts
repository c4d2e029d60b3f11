/** Texts for the options of readings that affect conditions. Separate, since a form in a browser needs only these. */
import { bilingual as both, type Bilingual } from "../law/bilingual.js"
import type { ConditionReadingId, ReadingId, Readings } from "../law/readings.js"
import { textWords, type SpeakingText } from "./text-words.js"

/** A clause for each option of a reading: what applies if it is chosen. */
export type ClausesOf<Id extends ReadingId> = { readonly [Option in Readings[Id]]: Bilingual }

type ConditionClauses = { readonly [Id in ConditionReadingId]: ClausesOf<Id> }

/** The clauses, with the authorities as the text calls them. */
export const conditionClauses = (text: SpeakingText): ConditionClauses => ({ ...clauses, ...ofMeasurements(text) })

type OfMeasurements = "satisfaction.source" | "figures.source"

const clauses: Omit<ConditionClauses, OfMeasurements> = {
  "period.operatingYears": {
    anniversary: both("周年当日即为届满", "they are reached on the anniversary"),
    dayAfter: both("周年次日方为届满", "they are reached the day after the anniversary"),
  },
  "period.operatingFrom": {
    operationStart: both("运营年限自开始运营起算", "years are counted from the start of operation"),
    registration: both("运营年限自注册起算", "years are counted from registration"),
  },
  "asOf.facts": {
    applicationDate: both("以申报日的事实为准", "the facts on the day of application count"),
    priorYearEnd: both("以上年末的事实为准", "the facts at the end of last year count"),
  },
  "staff.qualified": {
    pooled: both("学历和职称具备其一即可", "a diploma or a professional title is enough"),
    both: both("学历和职称须同时具备", "a diploma and a professional title are needed"),
  },
  "served.unit": {
    enterprises: both("按服务企业家数计", "enterprises are counted"),
    visits: both("按服务户次计", "visits are counted"),
  },
  "served.year": {
    lastFullCalendarYear: both("以上一完整年度计", "the last full calendar year counts"),
    trailingTwelveMonths: both("以近十二个月计", "the last twelve months count"),
  },
  "growth.steady": {
    strictTwoIntervals: both("近两年须逐年增长", "each of the two years must show growth"),
    strictOneInterval: both("最近一年增长即可", "growth in the last year is enough"),
    nonDecreasing: both("不下降即可", "figures that do not fall are enough"),
  },
  "growth.newUnit": {
    knownYears: both(
      "成立不足三个完整年度的以已有年度认定",
      "a unit too young for three full years is judged by the years it has",
    ),
    notJudged: both("成立不足三个完整年度的不作认定", "a unit too young for three full years is not judged"),
  },
}

const ofMeasurements = (text: SpeakingText): Pick<ConditionClauses, OfMeasurements> => {
  const { zh, en } = textWords(text).county.short
  return {
    "satisfaction.source": {
      countyAssessment: both(`以${zh}测评的满意度为准`, `the ${en}'s measurement counts`),
      selfDeclared: both("以单位自测的满意度为准", "the unit's own measurement counts"),
    },
    "figures.source": {
      measured: both(`${zh}核实的数据替代单位申报的数据`, `the ${en}'s figures replace the declared ones`),
      declared: both(
        `以单位申报的数据为准，${zh}核实的数据仅作记录`,
        `the declared figures count; the ${en}'s are only recorded`,
      ),
      stricter: both(`以单位申报和${zh}核实中较严的为准`, `the worse of the declared and the ${en}'s figures count`),
    },
  }
}
