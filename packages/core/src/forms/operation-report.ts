/** att_3: 秦皇岛市中小企业公共服务示范平台年度运营情况测评表. The unit fills in parts one to three, the county part four. */
import type * as t from "io-ts"
import { CivilDate } from "../law/civil-date.js"
import { basicParticulars, sealBasicParticulars, type BasicParticulars } from "./basic-particulars.js"
import {
  CooperationResources,
  operatingYear,
  serviceProduct,
  type OperatingYear,
  type ServiceProduct,
  readingFigures,
  type ReadingFigures,
} from "./operation.js"
import { bool, list } from "../codec/codec.js"
import { record, recordWith } from "../codec/record.js"
import { satisfaction, type Satisfaction } from "./recommendation.js"
import type { Representation, Seal, Sealed } from "./representation.js"
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
  /** Only changes. */
  readonly cooperationResources: CooperationResources
  readonly performanceSelfAssessment: string
}

/** Codec of annex 3, which a unit files for its review. */
export const operationReport = <P>(representation: Representation<P>): t.Type<OperationReport<P>, unknown> =>
  recordWith<Omit<OperationReport<P>, keyof ReadingFigures>, Required<ReadingFigures>>(
    "OperationReport",
    {
      operatingUnitName: Line,
      filledOn: CivilDate,
      seal: bool,
      basic: basicParticulars(representation),
      lastThreeYears: list(operatingYear(representation), { from: 1, to: 3 }),
      serviceProducts: list(serviceProduct(representation), { from: 1, to: 10 }),
      cooperationResources: CooperationResources,
      performanceSelfAssessment: Narrative,
    },
    readingFigures(representation),
  )

/** The report as recorded, with each personal datum replaced by a commitment. */
export const sealOperationReport = (seal: Seal, filled: OperationReport<string>): OperationReport<Sealed> => ({
  ...filled,
  basic: sealBasicParticulars(seal, "report.basic", filled.basic),
})

/** Part four of annex 3. */
export interface CountyAssessment {
  readonly satisfaction: Satisfaction
  readonly serviceQualityAndSatisfaction: string
  readonly regionalImpact: string
  readonly demonstrativeness: string
  readonly assessmentOpinion: string
  readonly seal: boolean
  readonly assessedOn: CivilDate
}

/** Codec of part four of annex 3, which the county fills in. */
export const countyAssessment = <P>(representation: Representation<P>): t.Type<CountyAssessment, unknown> =>
  record<CountyAssessment>("CountyAssessment", {
    satisfaction: satisfaction(representation),
    serviceQualityAndSatisfaction: Narrative,
    regionalImpact: Narrative,
    demonstrativeness: Narrative,
    assessmentOpinion: Narrative,
    seal: bool,
    assessedOn: CivilDate,
  })
