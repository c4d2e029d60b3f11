/** What a record turned on: the provisions that acts cite, judge or give as reasons, and the readings they rely on. */
import { conditions } from "@shifan/core"
import { assessmentOf } from "@shifan/core/registry"
import { provisionOf } from "@shifan/core/law"
import { reasonsIn, waiversIn } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"

/** Number of acts for each provision, and for each option of a reading as `id=option`. */
export const turningPoints = (envelopes: ReadonlyArray<Envelope>): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const envelope of envelopes) for (const key of keysOf(envelope)) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

/** Each once, however many conditions of a provision an act judged. */
const keysOf = (envelope: Envelope): ReadonlySet<string> => {
  const { provisions, readings } = envelope
  return new Set([
    ...provisions,
    ...(isDesignationEvent(envelope) ? provisionsJudged(envelope) : []),
    ...Object.entries(readings).map(([id, option]) => `${id}=${option}`),
  ])
}

const provisionsJudged = (event: Parameters<typeof assessmentOf>[0]): ReadonlyArray<string> => {
  const assessment = assessmentOf(event)
  return [
    ...(assessment === null ? [] : conditions(assessment).map(({ id }) => id)),
    ...waiversIn(event).map(({ condition }) => condition),
    ...reasonsIn(event).flatMap(({ about }) => about ?? []),
  ].map(provisionOf)
}
