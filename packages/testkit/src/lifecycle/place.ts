/** Where a random unit is in its life, and on which day. */
import { civilDate, nextDay, type CivilDate, type Event, type EventType, type Uscc } from "@shifan/core"

/** The days of twenty-five years: counting from one to another takes longer than all the rest. */
const calendar: Array<CivilDate> = [civilDate("2010-01-01")]
while (calendar.length < 9000) calendar.push(nextDay(calendar.at(-1) ?? civilDate("2010-01-01")))

const positions = new Map(calendar.map((date, i) => [date, i]))

export const plusDays = (date: CivilDate, days: number): CivilDate => {
  const reached = calendar[(positions.get(date) ?? -Infinity) + days]
  if (reached === undefined) throw new RangeError(`outside the calendar: ${date} and ${days} days`)
  return reached
}

/** Where a unit is, as far as the next event depends on it. */
export interface Place {
  readonly unit: Uscc
  readonly on: CivilDate
  readonly revision: number
  readonly phase: "none" | "applied" | "recommended" | "closed" | "certified" | "revoked" | "ended"
  readonly everRevoked: boolean
  /** The last day of a title with a term. */
  readonly validUntil: CivilDate | null
  readonly filed: boolean
  readonly assessed: boolean
  readonly rectification: "none" | "running" | "over"
  /** Years whose summary was filed. */
  readonly summaries: ReadonlyArray<number>
  readonly since: number
  /** The decision just made, which may be annulled, and where the unit was before it. */
  readonly decided: { readonly revision: number; readonly decision: EventType; readonly before: Place } | null
  readonly unitEnded: boolean
}

/** What is annulled here, if it is at all, is annulled before anything else happens. */
export const canBeAnnulled = ({ type, data }: Event): boolean =>
  ["Recommended", "RecommendationDeclined", "CertificationDeclined", "Certified", "Revoked", "UnitEnded"].includes(
    type,
  ) ||
  type === "TitleSurrendered" ||
  type === "RectificationOrdered" ||
  (type === "SpotChecked" && data.falsificationFound) ||
  (type === "Reviewed" && data.outcome === "confirmed")

/** Of a title that has just begun. */
export const fresh = { filed: false, assessed: false, rectification: "none", summaries: [] } as const
