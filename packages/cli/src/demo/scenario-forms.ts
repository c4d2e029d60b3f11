/** The forms that authorities and units submit in the demo, and how they vary by dossier. */
import { createHash } from "node:crypto"
import {
  findingIds,
  plusDays,
  yearOf,
  type CivilDate,
  type ConditionId,
  type CountyAssessment,
  type Document,
  type FilledCommand,
  type FindingMade,
  type OperationReport,
  type RecommendationForm,
  type Regulation,
  type Satisfaction,
  type WaiverRequest,
} from "@shifan/core"
import type { Application } from "../apply/dossier-folder.js"
import type { ExampleDossier } from "./example-dossiers.js"

/** Findings of the authorities at an inspection. */
export interface Inspection {
  /** In units of 0.01 %. */
  readonly satisfaction: number
  readonly notMet: ReadonlyArray<ConditionId>
  /** Whether both findings of art. 5(7) are made, which allows the waiver. */
  readonly outstanding: boolean
}

export const ordinaryInspection: Inspection = { satisfaction: 9150, notMet: [], outstanding: false }

interface Variation {
  readonly inspection?: Partial<Inspection>
  readonly waivers?: ReadonlyArray<WaiverRequest>
}

const managementSystem: ConditionId = "art_5__para_1__point_5#managementSystem"

/** Variations by the name of the dossier's folder. */
const variations: ReadonlyArray<readonly [folder: RegExp, variation: Variation]> = [
  [/exact/, { inspection: { satisfaction: 8000 } }],
  [
    /waiver-granted/,
    {
      inspection: { outstanding: true },
      waivers: [
        {
          condition: "art_5__para_1__point_3#staff",
          relaxedTo: 8,
          reasons: "服务业绩突出、示范带动作用明显，人员精干，适度放宽从业人数。",
        },
      ],
    },
  ],
  [
    /waiver-not-allowed/,
    {
      inspection: { outstanding: true, notMet: [managementSystem] },
      waivers: [{ condition: managementSystem, reasons: "服务业绩突出，拟放宽管理制度要求。" }],
    },
  ],
]

const variationOf = ({ folder }: ExampleDossier): Variation =>
  variations.find(([pattern]) => pattern.test(folder))?.[1] ?? {}

export const inspectionOf = (dossier: ExampleDossier): Inspection => ({
  ...ordinaryInspection,
  ...variationOf(dossier).inspection,
})

export const waiversFor = (dossier: ExampleDossier): ReadonlyArray<WaiverRequest> => variationOf(dossier).waivers ?? []

const outstandingFindings: ReadonlyArray<ConditionId> = [
  "art_5__para_1__point_7#outstandingPerformance",
  "art_5__para_1__point_7#demonstrationEffect",
]

export const findingsOf = ({ conditions }: Regulation, inspection: Inspection): ReadonlyArray<FindingMade> =>
  findingIds(conditions)
    .filter((condition) => inspection.outstanding || !outstandingFindings.includes(condition))
    .map((condition) => {
      const met = !inspection.notMet.includes(condition)
      return { condition, met, reasons: met ? "现场查看并核对材料，情况属实。" : "现场查看，未见相应制度或成效。" }
    })

const satisfactionOf = ({ satisfaction }: Inspection): Satisfaction => ({
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

export const recommend = (dossier: ExampleDossier, regulation: Regulation, on: CivilDate): FilledCommand => {
  const inspection = inspectionOf(dossier)
  return {
    type: "Recommend",
    data: {
      form: recommendationForm(dossier.application, on),
      satisfaction: satisfactionOf(inspection),
      findings: findingsOf(regulation, inspection),
      waiversProposed: waiversFor(dossier),
    },
  }
}

export const declineRecommendation: FilledCommand = {
  type: "DeclineRecommendation",
  data: { reasons: [{ provision: "art_5__para_1", text: "经测评不符合规定条件，不予推荐。" }] },
}

export const certify = (dossier: ExampleDossier, on: CivilDate): FilledCommand => ({
  type: "Certify",
  data: {
    certificateNumber: `QHD-SF-${dossier.appliesOn.slice(0, 4)}-${dossier.folder.slice(0, 2)}`,
    appraisal: { date: plusDays(on, -5), members: ["PS-01", "PS-02", "PS-03"], opinion: "评审合格。" },
    findings: [],
    waivers: waiversFor(dossier),
  },
})

/**
 * Reports the three years before the review with the application's figures, a few more enterprises served each year. If
 * the unit had fewer years when it applied, its first year's figures are repeated.
 */
export const operationReport = ({ form }: Application, filledOn: CivilDate): OperationReport<string> => ({
  operatingUnitName: form.applicantUnitName,
  filledOn,
  seal: true,
  basic: form.basic,
  lastThreeYears: [3, 2, 1].flatMap((back) => {
    const row = form.operation.at(-back) ?? form.operation[0]
    return row === undefined ? [] : [{ ...row, year: yearOf(filledOn) - back, smesServed: row.smesServed + 23 - back }]
  }),
  serviceProducts: form.capability.serviceProducts,
  cooperationResources: form.capability.cooperationResources,
  performanceSelfAssessment: "三年来服务规模稳步扩大，用户评价良好。",
})

export const countyAssessment = (inspection: Inspection, assessedOn: CivilDate): CountyAssessment => ({
  satisfaction: satisfactionOf(inspection),
  serviceQualityAndSatisfaction: "服务质量符合要求。",
  regionalImpact: "对区域中小企业发展有带动作用。",
  demonstrativeness: "具有一定示范性。",
  assessmentOpinion: "测评完毕，报市局复核。",
  seal: true,
  assessedOn,
})

/** A document that exists only in the demo: its content is its title. */
export const demoDocument = (title: string): Document => ({
  title,
  digest: `sha256:${createHash("sha256").update(title).digest("hex")}`,
  mediaType: "text/plain",
  size: Buffer.byteLength(title),
})
