/** The forms of county and bureau for the application of `storeWithApplication`, with every condition met. */
import { findingIds } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"

const text = "示例"

export const recommendation = {
  form: {
    operatingUnitName: "秦皇岛示例启航创业服务有限公司",
    countyOrDistrict: "130302",
    filledOn: "2020-12-08",
    operationsSummary: text,
    servicePerformance: text,
    serviceQualityAndSatisfaction: text,
    regionalImpact: text,
    demonstrativeness: text,
    countyOpinion: text,
    seal: true,
  },
  satisfaction: { assessmentMethod: text, assessmentScope: text, sampleSize: 30, result: "90" },
  findings: findingIds(qinhuangdao2020.conditions).map((condition) => ({ condition, met: true, reasons: text })),
  waiversProposed: [],
}

export const certification = {
  certificateNumber: "示例-1",
  appraisal: { date: "2020-12-28", members: ["PS-01"], opinion: text },
  findings: [],
  waivers: [],
}
