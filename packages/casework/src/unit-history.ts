/** A unit's record as of a day and an instant. */
import * as E from "fp-ts/lib/Either.js"
import type { Uscc } from "@shifan/core"
import { reachesBackTo } from "@shifan/core/registry"
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

/** The events of a stream; none if it does not exist. */
export const readEnvelopes = async (
  store: EventStore,
  stream: string,
): Promise<E.Either<ReadError, ReadonlyArray<Envelope>>> => {
  const events = await collectStream(decodeEvents(store.readStream(stream)))
  return E.isLeft(events) ? events : E.right(events.right.map(({ envelope }) => envelope))
}

/** Empty if nothing is recorded about the unit by then. */
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
 * The events of a unit that a view shows. An event that changes an earlier act from that act's own day on is visible exactly
 * if that act is.
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
