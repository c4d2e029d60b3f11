/** The situation of a random unit, and the day. */
import {
  civilDate,
  nextDay,
  type CivilDate,
  type Correction,
  type DivisionCode,
  type Event,
  type EventData,
  type EventType,
  type Uscc,
} from "@shifan/core"
import { document } from "../arbitraries/application.js"
import type { SeededRandom } from "../seeded-random.js"

/** The days of twenty-five years, precomputed because date arithmetic would dominate the run time. */
const calendar: Array<CivilDate> = [civilDate("2010-01-01")]
while (calendar.length < 9000) calendar.push(nextDay(calendar.at(-1) ?? civilDate("2010-01-01")))

const positions = new Map(calendar.map((date, i) => [date, i]))

export const plusDays = (date: CivilDate, days: number): CivilDate => {
  const reached = calendar[(positions.get(date) ?? -Infinity) + days]
  if (reached === undefined) throw new RangeError(`outside the calendar: ${date} and ${days} days`)
  return reached
}

/** A unit's situation, as far as the next event depends on it. */
export interface Place {
  readonly unit: Uscc
  readonly on: CivilDate
  readonly revision: number
  readonly phase: "none" | "applied" | "recommended" | "closed" | "certified" | "revoked" | "ended"
  readonly everRevoked: boolean
  /** Last day of a title with a term. */
  readonly validUntil: CivilDate | null
  readonly filed: boolean
  readonly assessed: boolean
  readonly rectification: "none" | "running" | "over"
  /** Years whose summary was filed. */
  readonly summaries: ReadonlyArray<number>
  readonly since: number
  /** The decision just made, which may be annulled, and the situation before it. */
  readonly decided: { readonly revision: number; readonly decision: EventType; readonly before: Place } | null
  readonly unitEnded: boolean
  /** Records that can be corrected, with their current values. */
  readonly records: ReadonlyArray<RecordedField>
}

export interface RecordedField {
  readonly revision: number
  readonly field:
    | "Applied.form.platformName"
    | "ApplicationSupplemented.form.platformName"
    | "ParticularsChanged.after.platformName"
    | "TitleImported.platformName"
    | "Certified.certificateNumber"
    | "PlaqueAwarded.awardedOn"
    | "SpotChecked.checkedOn"
  readonly value: string | null
}

/** A correctable field of an event, and its value; `undefined` for an event without one. */
export const recordedField = (event: Event, revision: number): RecordedField | undefined => {
  switch (event.type) {
    case "Applied":
      return { revision, field: "Applied.form.platformName", value: event.data.form.platformName }
    case "ApplicationSupplemented":
      return { revision, field: "ApplicationSupplemented.form.platformName", value: event.data.form.platformName }
    case "TitleImported":
      return { revision, field: "TitleImported.platformName", value: event.data.platformName }
    case "ParticularsChanged": {
      const { platformName } = event.data.after
      return platformName === undefined
        ? undefined
        : { revision, field: "ParticularsChanged.after.platformName", value: platformName }
    }
    case "Certified":
      return { revision, field: "Certified.certificateNumber", value: event.data.certificateNumber }
    case "PlaqueAwarded":
      return { revision, field: "PlaqueAwarded.awardedOn", value: event.data.awardedOn }
    case "SpotChecked":
      return { revision, field: "SpotChecked.checkedOn", value: event.data.checkedOn ?? null }
    default:
      return undefined
  }
}

/** Whether a decision can be annulled. Annulments are generated only directly after the decision. */
export const canBeAnnulled = ({ type, data }: Event): boolean =>
  ["Recommended", "RecommendationDeclined", "CertificationDeclined", "Certified", "Revoked", "UnitEnded"].includes(
    type,
  ) ||
  type === "TitleSurrendered" ||
  type === "RectificationOrdered" ||
  (type === "DecisionAnnulled" && data.decision === "Certified") ||
  (type === "SpotChecked" && data.falsificationFound) ||
  (type === "Reviewed" && data.outcome === "confirmed")

/** Fields of a title that has just begun. */
export const fresh = { filed: false, assessed: false, rectification: "none", summaries: [] } as const

export interface Possible<T extends EventType> {
  /** Relative frequency among the possible events; 0 if impossible. */
  readonly weight: (place: Place) => number
  readonly data: (random: SeededRandom, place: Place) => EventData[T]
  /** Changes to the situation, apart from the day and the revision. */
  readonly leadsTo?: (data: EventData[T], place: Place) => Partial<Place>
}

export const during =
  (weight: number, ...phases: ReadonlyArray<Place["phase"]>) =>
  ({ phase }: Place): number =>
    phases.includes(phase) ? weight : 0

/** Requires a title and a further condition. */
export const titled =
  (weight: number, holds: (place: Place) => boolean) =>
  (place: Place): number =>
    place.phase === "certified" && holds(place) ? weight : 0
/** After the conclusion of a review. */
export const reviewOver = { filed: false, assessed: false, rectification: "none" } as const

/** A correction of one of the records to another plausible value. */
export const correctionIn = (random: SeededRandom, records: ReadonlyArray<RecordedField>): Correction => {
  const { revision, field, value } = random.oneOf(records)
  const isDay = field === "PlaqueAwarded.awardedOn" || field === "SpotChecked.checkedOn"
  const to = isDay ? plusDays(civilDate("2022-06-01"), random.below(600)) : `示例更正${random.below(9)}`
  // The compiler cannot see that the field and its value belong together.
  return { revision, field, from: value, to, reason: "示例", document, approver: "SJ-09" } as Correction
}

export const correctedIn = (
  records: ReadonlyArray<RecordedField>,
  { revision, to }: Correction,
): ReadonlyArray<RecordedField> =>
  records.map((one) => (one.revision === revision ? { ...one, value: to as string } : one))

/** A day up to 39 days before the record, or `undefined` for the day of the record itself. */
export const earlier = (random: SeededRandom, on: CivilDate): CivilDate | undefined =>
  random.chance(40) ? plusDays(on, -random.below(40)) : undefined

/** The last day of a term, if the title has one. */
export const term = (random: SeededRandom, on: CivilDate): { readonly validUntil?: CivilDate } =>
  random.chance(35) ? { validUntil: plusDays(on, 200 + random.below(900)) } : {}

export const county = "130302" as DivisionCode
export const counties = [county, "130303" as DivisionCode, "130321" as DivisionCode]

export const names = (random: SeededRandom) => ({
  operatingUnitName: `示例服务有限公司${random.below(9)}`,
  platformName: `示例平台${random.below(9)}`,
  countyOrDistrict: random.oneOf(counties),
})
