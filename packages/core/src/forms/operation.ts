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

/** The codec of one year of annex 2's figures: money in fen, counts as they are. */
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

/** A service of annex 2's table, with how much of it was done in the year. */
export interface ServiceProduct {
  readonly name: string
  readonly scale: number
  readonly scaleUnit: "enterprises" | "persons" | "times"
  /** In 1/100 % of the year's operating revenue. */
  readonly revenueShare: number
}

/** The codec of a row of annex 2's table of services. */
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

/**
 * The figures of the twelve months before the form was filled in, where a reading counts those and no calendar year.
 */
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

/** The codecs of the figures that only some readings count; a form may leave each out. */
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
