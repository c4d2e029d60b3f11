/** What att_2 and att_3 have in common after the basic particulars: yearly rows, service products, partners, further figures. */
import type * as t from "io-ts"
import { extensions, type Extensions } from "./extensions.js"
import { Count, Year } from "./quantity.js"
import { oneOf } from "../codec/codec.js"
import { record, type Fields } from "../codec/record.js"
import type { Representation } from "./representation.js"
import { Cell, Line } from "./text.js"

/** One yearly row. Money in fen. */
export interface OperatingYear {
  readonly year: number
  readonly operatingRevenue: number
  readonly serviceRevenue: number
  readonly totalProfit: number
  readonly taxesPaid: number
  /** 家: distinct enterprises. */
  readonly smesServed: number
  /** 户次: visits; they never satisfy a number of enterprises. */
  readonly visits: number
  readonly smesWithAgreement: number
}

export const operatingYear = <P>(representation: Representation<P>): t.Type<OperatingYear, unknown> =>
  record<OperatingYear>("OperatingYear", {
    year: Year,
    operatingRevenue: representation.amount,
    serviceRevenue: representation.amount,
    totalProfit: representation.profit,
    taxesPaid: representation.amount,
    smesServed: Count,
    visits: Count,
    smesWithAgreement: Count,
  })

export interface ServiceProduct {
  readonly name: string
  readonly scale: number
  readonly scaleUnit: "enterprises" | "persons" | "times"
  /** In 1/100 % of the year's operating revenue. */
  readonly revenueShare: number
}

export const serviceProduct = <P>(representation: Representation<P>): t.Type<ServiceProduct, unknown> =>
  record<ServiceProduct>("ServiceProduct", {
    name: Line,
    scale: Count,
    scaleUnit: oneOf("ScaleUnit", ["enterprises", "persons", "times"]),
    revenueShare: representation.share,
  })

/** 合作资源 */
export interface CooperationResources {
  readonly partnersWithAgreement: string
  readonly otherPartners: string
}

export const CooperationResources: t.Type<CooperationResources, unknown> = record<CooperationResources>(
  "CooperationResources",
  { partnersWithAgreement: Cell, otherPartners: Cell },
)

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

/**
 * What the annexes do not ask for and is given beside them: figures that some reading of the text needs, to compare readings,
 * and what a regulation's own form asks.
 */
export interface ReadingFigures {
  readonly trailingTwelveMonths?: TrailingTwelveMonths
  readonly priorYearEnd?: PriorYearEnd
  /** In 1/100 %, as the unit itself measured it; the county's measurement is another thing. */
  readonly selfDeclaredSatisfaction?: number
  readonly extensions?: Extensions
}

export const readingFigures = <P>(representation: Representation<P>): Fields<Required<ReadingFigures>> => ({
  trailingTwelveMonths: record<TrailingTwelveMonths>("TrailingTwelveMonths", { smesServed: Count, visits: Count }),
  priorYearEnd: record<PriorYearEnd>("PriorYearEnd", {
    staff: Count,
    diplomaOnly: Count,
    titleOnly: Count,
    diplomaAndTitle: Count,
    totalAssets: representation.amount,
  }),
  selfDeclaredSatisfaction: representation.share,
  extensions: extensions(representation),
})
