/** One unit's record as of a day and an instant. */
import * as E from "fp-ts/lib/Either.js"
import { reachesBackTo, type Uscc } from "@shifan/core"
import {
  collectStream,
  decodeEvents,
  designationStream,
  isDesignationEvent,
  type Envelope,
  type EventStore,
  type ReadError,
} from "@shifan/event-store"
import { isVisible, type RosterView } from "@shifan/roster"

/** The events of one stream, none where there is no such stream. */
export const readEnvelopes = async (
  store: EventStore,
  stream: string,
): Promise<E.Either<ReadError, ReadonlyArray<Envelope>>> => {
  const events = await collectStream(decodeEvents(store.readStream(stream)))
  return E.isLeft(events) ? events : E.right(events.right.map(({ envelope }) => envelope))
}

/** None where nothing is recorded of the unit by then. */
export const unitHistory = async (
  store: EventStore,
  division: string,
  unit: Uscc,
  view: RosterView,
): Promise<E.Either<ReadError, ReadonlyArray<Envelope>>> => {
  const envelopes = await readEnvelopes(store, designationStream(division, unit))
  return E.isLeft(envelopes) ? envelopes : E.right(visibleHistory(envelopes.right, view))
}

/** The corrections and the annulment of an event, among the events of its stream. */
export const changesOf = (events: ReadonlyArray<Envelope>, revision: number): ReadonlyArray<Envelope> =>
  events.filter((event) => isChangeOf(event, revision))

/** Whether an event corrects or annuls the one at `revision` of its stream. */
export const isChangeOf = (event: Envelope, revision: number): boolean =>
  isDesignationEvent(event) &&
  (event.type === "RecordCorrected" || event.type === "DecisionAnnulled") &&
  event.data.revision === revision

/**
 * Of the events of one unit those that a view shows. What changes an earlier act from that one's own day is seen with it, and
 * not without it.
 */
export const visibleHistory = (envelopes: ReadonlyArray<Envelope>, view: RosterView): ReadonlyArray<Envelope> => {
  const revisions = new Set<number>()
  return envelopes.filter((envelope) => {
    const { effectiveOn, revision } = envelope
    const isLater = view.asOf !== undefined && effectiveOn > view.asOf
    const target = isDesignationEvent(envelope) && isLater ? reachesBackTo(envelope) : undefined
    const isSeen = isVisible(view, envelope) && (target === undefined || revisions.has(target))
    if (isSeen) revisions.add(revision)
    return isSeen
  })
}
