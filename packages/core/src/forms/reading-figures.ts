/** Figures the annexes do not ask for and some reading of the text needs: given beside the form, so that readings can be compared. */
import { Count } from "./quantity.js"
import { record, type Fields } from "./record.js"
import type { Face } from "./sealing.js"

/** On 31 December of the year before. Assets in fen. */
export interface PriorYearEnd {
  readonly staff: number
  readonly diplomaOnly: number
  readonly titleOnly: number
  readonly diplomaAndTitle: number
  readonly totalAssets: number
}

export interface TrailingTwelveMonths {
  readonly smesServed: number
  readonly visits: number
}

export interface ReadingFigures {
  readonly trailingTwelveMonths?: TrailingTwelveMonths
  readonly priorYearEnd?: PriorYearEnd
  /** In 1/100 %, as the unit itself measured it; the county's measurement is another thing. */
  readonly selfDeclaredSatisfaction?: number
}

export const readingFigures = <P>(face: Face<P>): Fields<Required<ReadingFigures>> => ({
  trailingTwelveMonths: record<TrailingTwelveMonths>("TrailingTwelveMonths", { smesServed: Count, visits: Count }),
  priorYearEnd: record<PriorYearEnd>("PriorYearEnd", {
    staff: Count,
    diplomaOnly: Count,
    titleOnly: Count,
    diplomaAndTitle: Count,
    totalAssets: face.amount,
  }),
  selfDeclaredSatisfaction: face.share,
})
