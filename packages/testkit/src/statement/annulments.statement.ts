/**
 * What still counts once clerical errors have been corrected and decisions annulled. What was corrected says what it ought to
 * have said. An annulled decision counts as not made, except that a certification
 * that fell leaves no application to decide on: the title has ended. Where a confirmation fell, the review is held anew, from
 * the filing on; where a finding fell, the check was still held.
 */
import type { Event, EventOf } from "@shifan/core"

/** The events that count, and where each stands among them. */
export interface StandingEvents {
  readonly events: ReadonlyArray<Event>
  /** By the revision at which it was recorded; -1 for one that fell. */
  readonly placeOf: (revision: number) => number
}

/** The events that still count: without those annulled from the beginning, and as they were corrected. */
export const standing = (events: ReadonlyArray<Event>): ReadonlyArray<Event> => standingWithPlaces(events).events

export const standingWithPlaces = (recorded: ReadonlyArray<Event>): StandingEvents => {
  let told: ReadonlyArray<Event | undefined> = recorded
  for (const [at, event] of recorded.entries()) {
    if (event.type === "DecisionAnnulled" && !endsTheTitle(event.data.decision))
      told = without(told, event.data.revision, at)
    if (event.type === "RecordCorrected")
      told = told.map((one, i) => {
        if (i === at) return undefined
        return i === event.data.revision && one !== undefined ? asCorrected(one, event.data) : one
      })
  }
  const events = told.filter((event) => event !== undefined)
  return { events, placeOf: (revision) => events.findIndex((event) => event === told[revision]) }
}

/** Where what gave the title falls, the title has ended: there is no application left to decide on. */
const endsTheTitle = (decision: Event["type"]): boolean => decision === "Certified" || decision === "TitleImported"

const asCorrected = (event: Event, { field, to }: EventOf<"RecordCorrected">["data"]): Event =>
  ({ ...event, data: replaced(event.data, field.split(".").slice(1), to) }) as Event

const replaced = (data: object, [key = "", ...rest]: ReadonlyArray<string>, to: unknown): object => ({
  ...data,
  [key]: rest.length === 0 ? to : replaced(Object(Reflect.get(data, key)), rest, to),
})

/**
 * Each event stays in its place, since annulments name decisions by number. `at`: the annulment, which itself says nothing
 * more. Where a revocation fell, the title is again as it was then, and what was applied for since is over.
 */
const without = (
  told: ReadonlyArray<Event | undefined>,
  revision: number,
  at: number,
): ReadonlyArray<Event | undefined> => {
  const decision = told[revision]
  const before = told.findLastIndex((event, i) => i < revision && event?.type === "Reviewed")
  const fell = (event: Event | undefined, i: number): boolean => {
    const isOfReview = i > before && i < revision && ofReview.includes(event?.type ?? "")
    const isSince = i > revision && i < at && event?.type !== "UnitEnded"
    return (decision?.type === "Reviewed" && isOfReview) || (decision?.type === "Revoked" && isSince)
  }
  const brought = told.flatMap((event, i) =>
    event?.type === "ReviewFiled" && fell(event, i) ? [event.data.serviceArea] : [],
  )
  return told.map((event, i) => {
    if (i === at) return undefined
    if (i === revision) return event?.type === "SpotChecked" ? found(event) : undefined
    return fell(event, i) ? undefined : knowing(event, brought[0])
  })
}

/** The area that the first review of an imported title brought stays known. */
const knowing = (
  event: Event | undefined,
  serviceArea: EventOf<"ReviewFiled">["data"]["serviceArea"],
): Event | undefined =>
  event?.type === "TitleImported" && serviceArea !== undefined
    ? { ...event, data: { ...event.data, serviceArea } }
    : event

const ofReview: ReadonlyArray<string> = [
  "ReviewFiled",
  "ReviewAssessed",
  "ReviewSupplemented",
  "SupplementRequested",
  "RectificationOrdered",
]

const found = (event: Extract<Event, { readonly type: "SpotChecked" }>): Event => ({
  ...event,
  data: { ...event.data, falsificationFound: false },
})
