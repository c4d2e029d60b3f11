/** Parts common to att_2 and att_3 besides the basic particulars: yearly rows, service products, partners, further figures. */
import type * as t from "io-ts"
import { extensions, type Extensions } from "./extensions.js"
import { Count, Year } from "./quantity.js"
import { oneOf } from "../codec/codec.js"
import { record, type Fields } from "../codec/record.js"
import type { Representation } from "./representation.js"
import { Cell, Line } from "./text.js"

/** The figures of one year. Money in fen. */
export interface OperatingYear {
  readonly year: number
  readonly operatingRevenue: number
  readonly serviceRevenue: number
  readonly totalProfit: number
  readonly taxesPaid: number
  /** 家: distinct enterprises. */
  readonly smesServed: number
  /** 户次: visits. They never count towards a required number of enterprises. */
  readonly visits: number
  readonly smesWithAgreement: number
}

/** Codec of a yearly row. */
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

/** A service in annex 2's table, with its scale in the year. */
export interface ServiceProduct {
  readonly name: string
  readonly scale: number
  readonly scaleUnit: "enterprises" | "persons" | "times"
  /** In 1/100 % of the year's operating revenue. */
  readonly revenueShare: number
}

/** Codec of a row in annex 2's table of services. */
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

/** Figures on 31 December of the previous year. Assets in fen. */
export interface PriorYearEnd {
  readonly staff: number
  readonly diplomaOnly: number
  readonly titleOnly: number
  readonly diplomaAndTitle: number
  readonly totalAssets: number
}

/**
 * Figures of the twelve months before the form was filled in, for readings that count these instead of a calendar year.
 */
export interface TrailingTwelveMonths {
  readonly smesServed: number
  readonly visits: number
}

/**
 * Data beyond the annexes: figures that only some readings need, filed so that readings can be compared, and a regulation's
 * own fields.
 */
export interface ReadingFigures {
  readonly trailingTwelveMonths?: TrailingTwelveMonths
  readonly priorYearEnd?: PriorYearEnd
  /** In 1/100 %, as measured by the unit itself. Independent of the county's measurement. */
  readonly selfDeclaredSatisfaction?: number
  readonly extensions?: Extensions
}

/** Codecs of the figures that only some readings need. All are optional in a form. */
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
