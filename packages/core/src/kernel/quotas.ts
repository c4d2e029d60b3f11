/** Quotas for the number of units recommended or certified in a call, set by a regulation or the notice of the call. */
import type { DivisionCode } from "../forms/division.js"

/** Quotas of one county or other division that recommends. A missing one means that the number per county holds. */
export interface CountyQuota {
  readonly county: DivisionCode
  readonly mostRecommended?: number
  readonly mostCertified?: number
}

/** Quotas of one call. A missing quota means no limit. */
export interface Quotas {
  readonly mostRecommended?: number
  readonly mostRecommendedPerCounty?: number
  readonly mostCertified?: number
  readonly mostCertifiedPerCounty?: number
  /** Each takes precedence over the number per county, the call's over the text's. */
  readonly countyQuotas?: ReadonlyArray<CountyQuota>
}

/** Names of the quotas that are a single number of units. */
export const quotaNames = [
  "mostRecommended",
  "mostRecommendedPerCounty",
  "mostCertified",
  "mostCertifiedPerCounty",
] as const satisfies ReadonlyArray<keyof Quotas>
