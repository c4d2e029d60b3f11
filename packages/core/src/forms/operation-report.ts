/** att_3: 秦皇岛市中小企业公共服务示范平台年度运营情况测评表. Parts one to three are the unit's, part four the county's. */
import * as t from "io-ts"
import { CivilDate } from "../law/civil-date.js"
import { basicParticulars, sealBasicParticulars, type BasicParticulars } from "./basic-particulars.js"
import {
  CooperationResources,
  operatingYear,
  serviceProduct,
  type OperatingYear,
  type ServiceProduct,
} from "./operation.js"
import { list, record, recordWith } from "./record.js"
import { readingFigures, type ReadingFigures } from "./reading-figures.js"
import { satisfaction, type Satisfaction } from "./recommendation.js"
import type { Face, Seal, Sealed } from "./sealing.js"
import { Line, Narrative } from "./text.js"

/** Cover and parts one to three. */
export interface OperationReport<P> extends ReadingFigures {
  readonly operatingUnitName: string
  readonly filledOn: CivilDate
  readonly seal: boolean
  readonly basic: BasicParticulars<P>
  /** Three yearly rows, the oldest first. */
  readonly lastThreeYears: ReadonlyArray<OperatingYear>
  readonly serviceProducts: ReadonlyArray<ServiceProduct>
  /** Changes only. */
  readonly cooperationResources: CooperationResources
  readonly performanceSelfAssessment: string
}

export const operationReport = <P>(face: Face<P>): t.Type<OperationReport<P>, unknown> =>
  recordWith<Omit<OperationReport<P>, keyof ReadingFigures>, Required<ReadingFigures>>(
    "OperationReport",
    {
      operatingUnitName: Line,
      filledOn: CivilDate,
      seal: t.boolean,
      basic: basicParticulars(face),
      lastThreeYears: list(operatingYear(face), { from: 1, to: 3 }),
      serviceProducts: list(serviceProduct(face), { from: 1, to: 10 }),
      cooperationResources: CooperationResources,
      performanceSelfAssessment: Narrative,
    },
    readingFigures(face),
  )

export const sealOperationReport = (seal: Seal, filled: OperationReport<string>): OperationReport<Sealed> => ({
  ...filled,
  basic: sealBasicParticulars(seal, "report.basic", filled.basic),
})

/** Part four. */
export interface CountyAssessment {
  readonly satisfaction: Satisfaction
  readonly serviceQualityAndSatisfaction: string
  readonly regionalImpact: string
  readonly demonstrativeness: string
  readonly assessmentOpinion: string
  readonly seal: boolean
  readonly assessedOn: CivilDate
}

export const countyAssessment = <P>(face: Face<P>): t.Type<CountyAssessment, unknown> =>
  record<CountyAssessment>("CountyAssessment", {
    satisfaction: satisfaction(face),
    serviceQualityAndSatisfaction: Narrative,
    regionalImpact: Narrative,
    demonstrativeness: Narrative,
    assessmentOpinion: Narrative,
    seal: t.boolean,
    assessedOn: CivilDate,
  })
