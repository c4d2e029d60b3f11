/**
 * The effective events after corrections of clerical errors and annulments of decisions. A corrected event says what it
 * should have said. An annulled decision counts as not made, with two exceptions: an annulled certification leaves no
 * application to decide on, since the title has ended; and after an annulled finding the check still counts as held. After
 * an annulled confirmation, the review starts again from the filing.
 */
import type { Event, EventOf } from "@shifan/core"

/** The effective events, and the position of each. */
export interface StandingEvents {
  readonly events: ReadonlyArray<Event>
  /** Position by the revision at which an event was recorded; -1 if annulled. */
  readonly placeOf: (revision: number) => number
}

/** The effective events: corrected, and without those annulled from the beginning. */
export const standing = (events: ReadonlyArray<Event>): ReadonlyArray<Event> => standingWithPlaces(events).events

/** The same, with the position of each recorded event. */
export const standingWithPlaces = (recorded: ReadonlyArray<Event>): StandingEvents => {
  let told: ReadonlyArray<Event | undefined> = recorded
  for (const [at, event] of recorded.entries()) {
    if (event.type === "DecisionAnnulled" && !endsTheTitle(event.data.decision))
      told = without(told, event.data.revision, at)
    if (event.type === "RecordCorrected")
      told = told.map((one, i) => (i === at || one === undefined ? undefined : asCorrected(one, i, event.data)))
  }
  const events = told.filter((event) => event !== undefined)
  return { events, placeOf: (revision) => events.findIndex((event) => event === told[revision]) }
}

/** Decisions whose annulment leaves or gives back a title that has to be reviewed from then on. */
const givesBack: ReadonlyArray<Event["type"]> = [
  "Revoked",
  "Reviewed",
  "TitleSurrendered",
  "UnitEnded",
  "TitleSucceeded",
  "DecisionAnnulled",
]

/** The day of the last annulment that gave a title back or undid its confirmation; `undefined` if there was none. */
export const givenBackOn = (recorded: ReadonlyArray<Event>): string | undefined =>
  recorded.findLast((event) => event.type === "DecisionAnnulled" && givesBack.includes(event.data.decision))
    ?.effectiveOn

/** If the grant of a title is annulled, the title has ended: no application is left to decide on. */
const endsTheTitle = (decision: Event["type"]): boolean =>
  decision === "Certified" || decision === "TitleImported" || decision === "TitleInherited"

/** The corrected event; and each confirmation of a title whose last day was corrected, with the day it comes to. */
const asCorrected = (
  event: Event,
  i: number,
  { revision, field, to, confirmedUntil = [] }: EventOf<"RecordCorrected">["data"],
): Event => {
  if (i === revision) return { ...event, data: replaced(event.data, field.split(".").slice(1), to) } as Event
  const set = confirmedUntil.find((one) => one.revision === i)
  return set === undefined ? event : ({ ...event, data: { ...event.data, validUntil: set.validUntil } } as Event)
}

const replaced = (data: object, [key = "", ...rest]: ReadonlyArray<string>, to: unknown): object => ({
  ...data,
  [key]: rest.length === 0 ? to : replaced(Object(Reflect.get(data, key)), rest, to),
})

/**
 * Keeps positions, since annulments name decisions by number. `at`: position of the annulment, which itself has no further
 * effect. After an annulled revocation, the title is as before it, and applications made since are over.
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
    const isSince = i > revision && i < at && !happened.includes(event?.type ?? "")
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

/** Keeps the service area that the first review of an imported title supplied. */
const knowing = (
  event: Event | undefined,
  serviceArea: EventOf<"ReviewFiled">["data"]["serviceArea"],
): Event | undefined =>
  event?.type === "TitleImported" && serviceArea !== undefined
    ? { ...event, data: { ...event.data, serviceArea } }
    : event

/** Facts since a revocation that stay facts once it is annulled. */
const happened: ReadonlyArray<string> = ["UnitEnded", "PlaqueReturned"]

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
