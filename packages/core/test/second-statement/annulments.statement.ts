/**
 * What still counts once decisions have been annulled. An annulled decision counts as not made, except that a certification
 * that fell leaves no application to decide on: the title has ended. Where a confirmation fell, the review is held anew, from
 * the filing on; where a finding fell, the check was still held.
 */
import type { Event } from "../../src/index.js"

export const standing = (events: ReadonlyArray<Event>): ReadonlyArray<Event> => {
  let told: ReadonlyArray<Event | undefined> = events
  for (const event of events)
    if (event.type === "DecisionAnnulled" && event.data.decision !== "Certified")
      told = without(told, event.data.revision).map((one) => (one === event ? undefined : one))
  return told.filter((event) => event !== undefined)
}

/** Each event stays in its place, since annulments name decisions by number. */
const without = (told: ReadonlyArray<Event | undefined>, revision: number): ReadonlyArray<Event | undefined> => {
  const decision = told[revision]
  const before = told.findLastIndex((event, i) => i < revision && event?.type === "Reviewed")
  return told.map((event, i) => {
    if (i === revision) return event?.type === "SpotChecked" ? found(event) : undefined
    const isOfReview = i > before && i < revision && ofReview.includes(event?.type ?? "")
    return decision?.type === "Reviewed" && isOfReview ? undefined : event
  })
}

const ofReview: ReadonlyArray<string> = ["ReviewFiled", "ReviewAssessed", "RectificationOrdered"]

const found = (event: Extract<Event, { readonly type: "SpotChecked" }>): Event => ({
  ...event,
  data: { ...event.data, falsificationFound: false },
})
