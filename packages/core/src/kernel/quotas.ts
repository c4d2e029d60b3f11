/** Quotas for the number of units recommended or certified in a call, set by a regulation or the notice of the call. */

/** Quotas of one call. A missing one means no limit. */
export interface Quotas {
  readonly mostRecommended?: number
  readonly mostRecommendedPerCounty?: number
  readonly mostCertified?: number
  readonly mostCertifiedPerCounty?: number
}

/** Names of all quotas. Each is a number of units. */
export const quotaNames = [
  "mostRecommended",
  "mostRecommendedPerCounty",
  "mostCertified",
  "mostCertifiedPerCounty",
] as const satisfies ReadonlyArray<keyof Quotas>
