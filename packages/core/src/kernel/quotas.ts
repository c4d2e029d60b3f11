/** How many units a call may bring to something: numbers that a regulation or the notice of a call states. */

/** Of one call; what is left out has no bound. */
export interface Quotas {
  readonly mostRecommended?: number
  readonly mostRecommendedPerCounty?: number
  readonly mostCertified?: number
  readonly mostCertifiedPerCounty?: number
}

/** The quotas that a regulation or the notice of a call may state, each a number of units. */
export const quotaNames = [
  "mostRecommended",
  "mostRecommendedPerCounty",
  "mostCertified",
  "mostCertifiedPerCounty",
] as const satisfies ReadonlyArray<keyof Quotas>
