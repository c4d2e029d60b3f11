/** The rows that att_2 and att_3 have in common: years of operation, service products, partners. */
import type * as t from "io-ts"
import { Count, Year } from "./quantity.js"
import { oneOf, record } from "./record.js"
import type { Face } from "./sealing.js"
import { Cell, Line } from "./text.js"

/** What a form of several years and products has in its yearly rows. Money in fen. */
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

export const operatingYear = <P>(face: Face<P>): t.Type<OperatingYear, unknown> =>
  record<OperatingYear>("OperatingYear", {
    year: Year,
    operatingRevenue: face.amount,
    serviceRevenue: face.amount,
    totalProfit: face.profit,
    taxesPaid: face.amount,
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

export const serviceProduct = <P>(face: Face<P>): t.Type<ServiceProduct, unknown> =>
  record<ServiceProduct>("ServiceProduct", {
    name: Line,
    scale: Count,
    scaleUnit: oneOf("ScaleUnit", ["enterprises", "persons", "times"]),
    revenueShare: face.share,
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
