/** att_1: 秦皇岛市中小企业公共服务示范平台推荐表, filled in by the county authority (art. 7). */
import { bool } from "../codec/codec.js"
import type * as t from "io-ts"
import { CivilDate } from "../law/civil-date.js"
import { DivisionCode } from "./division.js"
import { Count } from "./quantity.js"
import { record } from "../codec/record.js"
import type { Representation } from "./representation.js"
import { Cell, Line, Narrative } from "./text.js"

/** A county's survey of satisfaction: method, scope, sample and result. `result` in 1/100 %. */
export interface Satisfaction {
  readonly assessmentMethod: string
  readonly assessmentScope: string
  readonly sampleSize: number
  readonly result: number
}

/** Codec of the county's survey of satisfaction. */
export const satisfaction = <P>(representation: Representation<P>): t.Type<Satisfaction, unknown> =>
  record<Satisfaction>("Satisfaction", {
    assessmentMethod: Cell,
    assessmentScope: Cell,
    sampleSize: Count,
    result: representation.share,
  })

/** Annex 1 as filled in by a county. */
export interface RecommendationForm {
  /** 示范平台承担单位名称 */
  readonly operatingUnitName: string
  readonly countyOrDistrict: DivisionCode
  readonly filledOn: CivilDate
  readonly operationsSummary: string
  readonly servicePerformance: string
  readonly serviceQualityAndSatisfaction: string
  readonly regionalImpact: string
  readonly demonstrativeness: string
  readonly countyOpinion: string
  /** Whether the opinion carries the authority's seal. */
  readonly seal: boolean
}

export const RecommendationForm: t.Type<RecommendationForm, unknown> = record<RecommendationForm>(
  "RecommendationForm",
  {
    operatingUnitName: Line,
    countyOrDistrict: DivisionCode,
    filledOn: CivilDate,
    operationsSummary: Narrative,
    servicePerformance: Narrative,
    serviceQualityAndSatisfaction: Narrative,
    regionalImpact: Narrative,
    demonstrativeness: Narrative,
    countyOpinion: Narrative,
    seal: bool,
  },
)
