/** Which aggregate's event an envelope holds. The type decides: types of events are unique over all aggregates. */
import { aggregates, isEventOf } from "@shifan/core"

export const isDesignationEvent = isEventOf(aggregates.designation)
export const isInstrumentEvent = isEventOf(aggregates.instrument)
export const isCallEvent = isEventOf(aggregates.call)
export const isPublicationEvent = isEventOf(aggregates.roster)
export const isLogKeyEvent = isEventOf(aggregates.log)
