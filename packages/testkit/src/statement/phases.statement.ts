/**
 * The phase a unit is in on a day, told from what happened to it and nothing else. Arts. 6, 9, 13 and 14: who applied waits
 * for its county, who was recommended for the bureau, and a title lasts until it is revoked or its term is over.
 */
import type { Event, EventType } from "@shifan/core"
import { standing } from "./annulments.statement.js"

/** What a unit has come to, in the words of the second statement. */
export type PhaseName = "none" | "applied" | "recommended" | "closed" | "certified" | "revoked" | "expired" | "ended"

/** What each event leads to; `null` for those that leave the phase as it is. */
const leadsTo: { readonly [T in EventType]: PhaseName | null } = {
  Applied: "applied",
  Recommended: "recommended",
  Withdrawn: "closed",
  RecommendationDeclined: "closed",
  CertificationDeclined: "closed",
  Certified: "certified",
  TitleImported: "certified",
  Revoked: "revoked",
  SupplementRequested: null,
  ApplicationSupplemented: null,
  ReviewSupplemented: null,
  NoticePublished: null,
  StepTaken: null,
  PlaqueAwarded: null,
  NominatedToProvince: null,
  AnnualSummaryFiled: null,
  SpotChecked: null,
  SupportGranted: null,
  ReviewFiled: null,
  ReviewAssessed: null,
  RectificationOrdered: null,
  Reviewed: null,
  ParticularsChanged: null,
  TitleSurrendered: "ended",
  // A title ends with its unit, and so does what waits for a decision: below.
  UnitEnded: null,
  // Of a certification: what else falls does not count among the events.
  DecisionAnnulled: "ended",
  PlaqueReturned: null,
  RecordCorrected: null,
  TitleSucceeded: "ended",
  TitleInherited: "certified",
  PersonalDataErased: null,
  PersonalDataOpened: null,
}

/** The county a unit belongs to: as the application or the import had it, unless a change said otherwise since. */
export const countyAfter = (events: ReadonlyArray<Event>): string | undefined =>
  events
    .map((event): string | undefined => {
      if (event.type === "Applied" || event.type === "ApplicationSupplemented") return event.data.form.countyOrDistrict
      if (event.type === "TitleImported") return event.data.countyOrDistrict
      return event.type === "ParticularsChanged" ? event.data.after.countyOrDistrict : undefined
    })
    .findLast((county) => county !== undefined)

/** The last time a unit moved from one county to another. */
export const lastMove = (events: ReadonlyArray<Event>): Event | undefined =>
  events.findLast(
    (event, i) =>
      event.type === "ParticularsChanged" && countyAfter(events.slice(0, i)) !== countyAfter(events.slice(0, i + 1)),
  )

/** The last day of the title's term, as whoever gave, brought in or confirmed it last said it; `null` without one. */
export const lastDayOfTitle = (events: ReadonlyArray<Event>): string | null => {
  const said = events.findLast(
    (event) =>
      event.type === "Certified" ||
      event.type === "TitleImported" ||
      (event.type === "Reviewed" && event.data.outcome === "confirmed" && event.data.validUntil !== undefined),
  )
  const { validUntil = null } = (said?.data ?? {}) as { readonly validUntil?: string | null }
  return validUntil
}

/** What a unit has come to on a day, told from its events alone. */
export const phaseTold = (all: ReadonlyArray<Event>, on: string): PhaseName => {
  const events = standing(all)
  const end = events.findIndex(({ type }) => type === "UnitEnded")
  const phase = phaseOfLiving(end < 0 ? events : events.slice(0, end), end < 0 ? on : (events[end]?.effectiveOn ?? on))
  if (end < 0) return phase
  if (phase === "applied" || phase === "recommended") return "closed"
  return phase === "certified" || phase === "expired" ? "ended" : phase
}

const phaseOfLiving = (events: ReadonlyArray<Event>, on: string): PhaseName => {
  const turning = events.findLastIndex(({ type }) => leadsTo[type] !== null)
  const event = events[turning]
  const phase = event === undefined ? "none" : (leadsTo[event.type] ?? "none")
  if (phase === "certified") {
    const lastDay = lastDayOfTitle(events)
    return lastDay !== null && lastDay < on ? "expired" : "certified"
  }
  // A county recommends units of its own: one that has left is recommended no longer.
  const move = lastMove(events)
  const left = phase === "recommended" && move !== undefined && events.indexOf(move) > turning
  return left ? "applied" : phase
}

/**
 * Filed, or said by the unit's county not to have been filed, and not concluded. `events` as they stand. What the county said
 * that the unit has left counts no longer.
 */
export const reviewIsUnderWay = (events: ReadonlyArray<Event>): boolean => {
  const begins = ["Reviewed", "Certified", "TitleImported", "TitleInherited", "Applied"]
  const since = events.slice(events.findLastIndex(({ type }) => begins.includes(type)) + 1)
  const moved = lastMove(events)
  const here = moved === undefined ? events : events.slice(events.indexOf(moved) + 1)
  return since.some(
    (event) =>
      event.type === "ReviewFiled" ||
      event.type === "RectificationOrdered" ||
      (event.type === "ReviewAssessed" && here.includes(event)),
  )
}
