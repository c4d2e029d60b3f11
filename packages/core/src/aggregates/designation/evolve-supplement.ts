/** What a request for a supplement, and the supplement itself, make of an application or a review under way. */
import type { CivilDate } from "../../law/civil-date.js"
import type { EventOf } from "./events.js"
import type { Case, Phase, Review } from "./state.js"
import type { SupplementEventData, Supplements } from "./supplement.js"

type SupplementEvent = EventOf<keyof SupplementEventData>
type Filing = NonNullable<Review["filed"]>

/** Before the recommendation of an application, or the assessment of a review. */
export const supplemented = (phase: Phase, event: SupplementEvent): Phase => {
  if (phase._tag === "applied") return { ...phase, case: supplementedCase(phase.case, event) }
  if (!("title" in phase) || phase.title.review?.filed == null) return phase
  const { filed, ...review } = phase.title.review
  return { ...phase, title: { ...phase.title, review: { ...review, filed: supplementedFiling(filed, event) } } }
}

const supplementedCase = (pending: Case, { type, data, effectiveOn }: SupplementEvent): Case => {
  const { supplements } = pending
  if (type === "SupplementRequested")
    return { ...pending, supplements: requestedFurther(supplements, effectiveOn, data) }
  return type === "ApplicationSupplemented"
    ? { ...pending, form: data.form, dossier: data.dossier, supplements: supplied(supplements, effectiveOn) }
    : pending
}

const supplementedFiling = (filing: Filing, { type, data, effectiveOn }: SupplementEvent): Filing => {
  const { supplements } = filing
  if (type === "SupplementRequested")
    return { ...filing, supplements: requestedFurther(supplements, effectiveOn, data) }
  if (type !== "ReviewSupplemented") return filing
  const { report, changed: _, ...enclosures } = data
  return { ...filing, report, enclosures, supplements: supplied(supplements, effectiveOn) }
}

const requestedFurther = (
  { requests, suppliedOn }: Supplements,
  on: CivilDate,
  { wanting, until }: SupplementEventData["SupplementRequested"],
): Supplements => ({ requested: { on, wanting, until: until ?? null }, requests: requests + 1, suppliedOn })

const supplied = ({ requests }: Supplements, on: CivilDate): Supplements => ({
  requested: null,
  requests,
  suppliedOn: on,
})
