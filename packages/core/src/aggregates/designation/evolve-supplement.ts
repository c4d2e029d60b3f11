/** Folds requests for supplements, and supplements, into a pending application or review. */
import type { EventOf } from "./events.js"
import type { Case, Phase, Review } from "./state.js"
import type { SupplementEventData, Supplements } from "./supplement.js"

type SupplementEvent = EventOf<keyof SupplementEventData>
type Filing = NonNullable<Review["filed"]>

/** The phase after a supplement event: before the recommendation of an application, or before the assessment of a review. */
export const supplemented = (phase: Phase, event: SupplementEvent): Phase => {
  if (phase._tag === "applied") return { ...phase, case: supplementedCase(phase.case, event) }
  if (!("title" in phase) || phase.title.review?.filed == null) return phase
  const { filed, ...review } = phase.title.review
  return { ...phase, title: { ...phase.title, review: { ...review, filed: supplementedFiling(filed, event) } } }
}

const supplementedCase = (pending: Case, event: SupplementEvent): Case => {
  if (event.type === "ReviewSupplemented") return pending
  if (event.type === "SupplementRequested") return supplementedBy(pending, event, {})
  const { form, dossier } = event.data
  return supplementedBy(pending, event, { form, dossier })
}

const supplementedFiling = (filing: Filing, event: SupplementEvent): Filing => {
  if (event.type === "ApplicationSupplemented") return filing
  if (event.type === "SupplementRequested") return supplementedBy(filing, event, {})
  const { report, changed: _, ...enclosures } = event.data
  return supplementedBy(filing, event, { report, enclosures })
}

const supplementedBy = <A extends { readonly supplements: Supplements }>(
  pending: A,
  { type, data, effectiveOn }: SupplementEvent,
  supplied: Partial<A>,
): A => {
  const { requests, suppliedOn } = pending.supplements
  const supplements: Supplements =
    type === "SupplementRequested"
      ? {
          requested: { on: effectiveOn, wanting: data.wanting, until: data.until ?? null },
          requests: requests + 1,
          suppliedOn,
        }
      : { requested: null, requests, suppliedOn: effectiveOn }
  return { ...pending, ...supplied, supplements }
}
