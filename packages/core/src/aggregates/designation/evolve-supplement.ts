/** Folds requests for supplements, and supplements, into a pending application or review. */
import type { EventOf } from "./events.js"
import type { Case, Phase, Review } from "./state.js"
import type { SupplementEventData, Supplements } from "./supplement.js"

type SupplementEvent = EventOf<keyof SupplementEventData>
type Filing = NonNullable<Review["filed"]>

/** The phase after a supplement event: before the recommendation of an application, or before the assessment of a review. */
export const supplemented = (phase: Phase, event: SupplementEvent): Phase => {
  if (phase._tag === "applied")
    return event.type === "ReviewSupplemented" ? phase : { ...phase, case: supplementedBy(phase.case, event) }
  if (!("title" in phase) || phase.title.review?.filed == null || event.type === "ApplicationSupplemented") return phase
  const { filed, ...review } = phase.title.review
  return { ...phase, title: { ...phase.title, review: { ...review, filed: supplementedBy(filed, event) } } }
}

/** The parts of the filing that come in a new version. */
const suppliedIn = (event: SupplementEvent): Partial<Case & Filing> => {
  if (event.type === "SupplementRequested") return {}
  if (event.type === "ApplicationSupplemented") return { form: event.data.form, dossier: event.data.dossier }
  const { report, changed: _, ...enclosures } = event.data
  return { report, enclosures }
}

const supplementedBy = <A extends { readonly supplements: Supplements }>(pending: A, event: SupplementEvent): A => {
  const { type, data, effectiveOn } = event
  const { requests, suppliedOn } = pending.supplements
  const supplements: Supplements =
    type === "SupplementRequested"
      ? {
          requested: { on: effectiveOn, wanting: data.wanting, until: data.until ?? null },
          requests: requests + 1,
          suppliedOn,
        }
      : { requested: null, requests, suppliedOn: effectiveOn }
  return { ...pending, ...suppliedIn(event), supplements }
}
