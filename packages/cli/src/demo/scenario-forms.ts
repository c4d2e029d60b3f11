/** The papers authorities and units hand in during the demo, filled in for one dossier. */
import { createHash } from "node:crypto"
import {
  type CivilDate,
  type ConditionId,
  type CountyAssessment,
  type Document,
  findingIds,
  type FindingMade,
  type OperationReport,
  plusDays,
  type RecommendationForm,
  type Regulation,
  type Satisfaction,
} from "@shifan/core"
import type { FilledCommand } from "@shifan/service"
import type { Application } from "../apply/dossier-folder.js"
import type { ExampleDossier } from "./example-dossiers.js"
import { eyesOn, waiversFor, type OfficialView } from "./scenario-findings.js"

const gate: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_7#outstandingPerformance",
  "art_5__para_1__point_7#demonstrationEffect",
]

export const findingsOf = (
  { conditions }: Regulation,
  { notFound, outstanding }: OfficialView,
): ReadonlyArray<FindingMade> =>
  findingIds(conditions)
    .filter((condition) => outstanding || !gate.includes(condition))
    .map((condition) => {
      const met = !notFound.includes(condition)
      return { condition, met, reasons: met ? "现场查看并核对材料，情况属实。" : "现场查看，未见相应制度或成效。" }
    })

const satisfactionOf = ({ satisfaction }: OfficialView): Satisfaction => ({
  assessmentMethod: "问卷调查",
  assessmentScope: "上一年度签订服务协议的中小企业",
  sampleSize: 40,
  result: satisfaction,
})

const recommendationForm = ({ form }: Application, filledOn: CivilDate): RecommendationForm => ({
  operatingUnitName: form.applicantUnitName,
  countyOrDistrict: form.countyOrDistrict,
  filledOn,
  operationsSummary: "运营规范，财务收支状况良好。",
  servicePerformance: `上一年度服务中小企业${form.operation.at(-1)?.smesServed ?? 0}家。`,
  serviceQualityAndSatisfaction: "经问卷调查，用户评价较好。",
  regionalImpact: "对区域中小企业发展有带动作用。",
  demonstrativeness: "具有一定示范性。",
  countyOpinion: "经测评，同意推荐。",
  seal: true,
})

/** Three more years after those of the application. */
export const operationReport = ({ form }: Application, filledOn: CivilDate): OperationReport<string> => ({
  operatingUnitName: form.applicantUnitName,
  filledOn,
  seal: true,
  basic: form.basic,
  lastThreeYears: form.operation.map((row, i) => ({
    ...row,
    year: Number(filledOn.slice(0, 4)) - 3 + i,
    smesServed: row.smesServed + 20 + i,
  })),
  serviceProducts: form.capability.serviceProducts,
  cooperationResources: form.capability.cooperationResources,
  performanceSelfAssessment: "三年来服务规模稳步扩大，用户评价良好。",
})

export const countyAssessment = (eyes: OfficialView, assessedOn: CivilDate): CountyAssessment => ({
  satisfaction: satisfactionOf(eyes),
  serviceQualityAndSatisfaction: "服务质量符合要求。",
  regionalImpact: "对区域中小企业发展有带动作用。",
  demonstrativeness: "具有一定示范性。",
  assessmentOpinion: "测评完毕，报市局复核。",
  seal: true,
  assessedOn,
})

/** A document that exists for the demo alone: its digest is that of its title. */
export const paper = (title: string): Document => ({
  title,
  digest: `sha256:${createHash("sha256").update(title).digest("hex")}`,
  mediaType: "text/plain",
  size: Buffer.byteLength(title),
})

export const recommend = (one: ExampleDossier, regulation: Regulation, on: CivilDate): FilledCommand => {
  const eyes = eyesOn(one)
  return {
    type: "Recommend",
    data: {
      form: recommendationForm(one.application, on),
      satisfaction: satisfactionOf(eyes),
      findings: findingsOf(regulation, eyes),
      waiversProposed: waiversFor(one),
    },
  }
}

export const declineRecommendation: FilledCommand = {
  type: "DeclineRecommendation",
  data: { reasons: [{ provision: "art_5__para_1", text: "经测评不符合规定条件，不予推荐。" }] },
}

export const certify = (one: ExampleDossier, on: CivilDate): FilledCommand => ({
  type: "Certify",
  data: {
    certificateNumber: `QHD-SF-${one.appliesOn.slice(0, 4)}-${one.folder.slice(0, 2)}`,
    appraisal: { date: plusDays(on, -5), members: ["PS-01", "PS-02", "PS-03"], opinion: "评审合格。" },
    findings: [],
    waivers: waiversFor(one),
  },
})
