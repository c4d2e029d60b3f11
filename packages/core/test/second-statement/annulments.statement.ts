/**
 * What still counts once clerical errors have been corrected and decisions annulled. What was corrected says what it ought to
 * have said. An annulled decision counts as not made, except that a certification
 * that fell leaves no application to decide on: the title has ended. Where a confirmation fell, the review is held anew, from
 * the filing on; where a finding fell, the check was still held.
 */
import type { Event, EventOf } from "../../src/index.js"

export const standing = (events: ReadonlyArray<Event>): ReadonlyArray<Event> => {
  let told: ReadonlyArray<Event | undefined> = events
  for (const event of events) {
    if (event.type === "DecisionAnnulled" && event.data.decision !== "Certified")
      told = without(told, event.data.revision).map((one) => (one === event ? undefined : one))
    if (event.type === "RecordCorrected")
      told = told.map((one, i) => {
        if (one === event) return undefined
        return i === event.data.revision && one !== undefined ? asCorrected(one, event.data) : one
      })
  }
  return told.filter((event) => event !== undefined)
}

const asCorrected = (event: Event, { field, to }: EventOf<"RecordCorrected">["data"]): Event =>
  ({ ...event, data: replaced(event.data, field.split(".").slice(1), to) }) as Event

const replaced = (data: object, [key = "", ...rest]: ReadonlyArray<string>, to: unknown): object => ({
  ...data,
  [key]: rest.length === 0 ? to : replaced(Object(Reflect.get(data, key)), rest, to),
})

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
