/**
 * The phase of a unit on a day, derived from its events alone. Arts. 6, 9, 13 and 14: an applicant waits for its county, a
 * recommended unit for the bureau, and a title lasts until it is revoked or its term ends.
 */
import type { Event, EventType } from "@shifan/core"
import { standing } from "./effective-events.statement.js"

/** A unit's phase, in the terms of the second statement. */
export type PhaseName = "none" | "applied" | "recommended" | "closed" | "certified" | "revoked" | "expired" | "ended"

/** The phase after each event; `null` if the event does not change the phase. */
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
  // A title ends with its unit, and so does a pending case: see below.
  UnitEnded: null,
  // For a certification; other annulled events are not among the effective events.
  DecisionAnnulled: "ended",
  PlaqueReturned: null,
  RecordCorrected: null,
  TitleSucceeded: "ended",
  TitleInherited: "certified",
  PersonalDataErased: null,
  PersonalDataOpened: null,
}

/** The county of a unit: from the application or the import, or from a later change. */
export const countyAfter = (events: ReadonlyArray<Event>): string | undefined =>
  events
    .map((event): string | undefined => {
      if (event.type === "Applied" || event.type === "ApplicationSupplemented") return event.data.form.countyOrDistrict
      if (event.type === "TitleImported") return event.data.countyOrDistrict
      return event.type === "ParticularsChanged" ? event.data.after.countyOrDistrict : undefined
    })
    .findLast((county) => county !== undefined)

/** The unit's last move from one county to another. */
export const lastMove = (events: ReadonlyArray<Event>): Event | undefined =>
  events.findLast(
    (event, i) =>
      event.type === "ParticularsChanged" && countyAfter(events.slice(0, i)) !== countyAfter(events.slice(0, i + 1)),
  )

/** The last day of the title's term, from the last event that granted, transferred or confirmed it; `null` without one. */
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

/** The phase of a unit on a day, derived from its events alone. */
export const phaseOnFile = (all: ReadonlyArray<Event>, on: string): PhaseName => {
  const events = standing(all)
  const end = events.findIndex(({ type }) => type === "UnitEnded")
  const phase = phaseOfLiving(end < 0 ? events : events.slice(0, end), end < 0 ? on : (events[end]?.effectiveOn ?? on))
  if (end < 0) return phase
  if (phase === "applied" || phase === "recommended") return "closed"
  return phase === "certified" || phase === "expired" ? "ended" : phase
}

/** Whether the unit's title has ended otherwise than by an annulled import, which is made anew. */
export const isEndedForGood = (events: ReadonlyArray<Event>, on: string): boolean => {
  const end = events.findLast(({ type }) =>
    ["TitleSurrendered", "TitleSucceeded", "UnitEnded", "DecisionAnnulled"].includes(type),
  )
  const isImport = end?.type === "DecisionAnnulled" && end.data.decision === "TitleImported"
  return phaseOnFile(events, on) === "ended" && !isImport
}

const phaseOfLiving = (events: ReadonlyArray<Event>, on: string): PhaseName => {
  const turning = events.findLastIndex(({ type }) => leadsTo[type] !== null)
  const event = events[turning]
  const phase = event === undefined ? "none" : (leadsTo[event.type] ?? "none")
  if (phase === "certified") {
    const lastDay = lastDayOfTitle(events)
    return lastDay !== null && lastDay < on ? "expired" : "certified"
  }
  // A county recommends only its own units: a recommendation lapses when the unit leaves.
  const move = lastMove(events)
  const left = phase === "recommended" && move !== undefined && events.indexOf(move) > turning
  return left ? "applied" : phase
}

/**
 * Filed, or recorded by the unit's county as not filed, and not concluded. `events`: the effective events. The record of a
 * county that the unit has left does not count.
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
