/** Where a random unit is in its life, and on which day. */
import { civilDate, nextDay, type CivilDate, type Event, type EventData, type EventType, type Uscc } from "@shifan/core"
import type { SeededRandom } from "../seeded-random.js"

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

export interface Possible<T extends EventType> {
  /** How often, against the others that are possible; 0 where it cannot happen. */
  readonly weight: (place: Place) => number
  readonly data: (random: SeededRandom, place: Place) => EventData[T]
  /** What it changes in the place, beside the day and the revision. */
  readonly leadsTo?: (data: EventData[T], place: Place) => Partial<Place>
}

export const during =
  (weight: number, ...phases: ReadonlyArray<Place["phase"]>) =>
  ({ phase }: Place): number =>
    phases.includes(phase) ? weight : 0

/** With a title, and only if more holds. */
export const titled =
  (weight: number, holds: (place: Place) => boolean) =>
  (place: Place): number =>
    place.phase === "certified" && holds(place) ? weight : 0
