import { type Aggregates, type StreamName as StreamNameIn } from "@shifan/core"
import { isEventOf, parseStreamName, streamOf, aggregates } from "@shifan/core/registry"

// Streams are named `<aggregate>-<division of the bureau>`, and `-<key>` where a bureau has many of them. For aggregates
// of your own, `streamOf`, `parseStreamName` and `isEventOf` of `@shifan/core` do the same.

/** The stream of a unit, whatever it applies for and how often: `designation-130300-91…`. */
export const designationStream = (division: string, uscc: string): string =>
  streamOf(aggregates.designation, division, uscc)

/** The stream of a text's life, from its enactment on: `instrument-130300-qinhuangdao-2020-2`. */
export const instrumentStream = (division: string, slug: string): string =>
  streamOf(aggregates.instrument, division, slug)

/** The stream of a year's call for applications: `call-130300-2020`. */
export const callStream = (division: string, year: number): string => streamOf(aggregates.call, division, `${year}`)

/** The publications of the bureau's list. */
export const rosterStream = (division: string): string => streamOf(aggregates.roster, division, "")

/** The keys of the bureau's log. */
export const logStream = (division: string): string => streamOf(aggregates.log, division, "")

/** A stream's name taken apart: aggregate, division and key. */
export type StreamName = StreamNameIn<Aggregates>

/** Takes the name of a stream apart; `undefined` for a stream of no aggregate. */
export const parseStream = (name: string): StreamName | undefined => parseStreamName(name, aggregates)

/** `parseStream` for a reader who meets the same streams again and again. Remembers every name it was asked for. */
export const streamNames = (): ((name: string) => StreamName | undefined) => {
  const known = new Map<string, StreamName | undefined>()
  return (name) => {
    if (known.has(name)) return known.get(name)
    const parsed = parseStream(name)
    known.set(name, parsed)
    return parsed
  }
}

// Types of events are unique over all aggregates, so the type alone says whose event an envelope holds.

/** Whether an event is of a unit's designation, by its type alone: its data are taken to be what that type has. */
export const isDesignationEvent = isEventOf(aggregates.designation)
/** Whether an event is of a text's life, by its type alone: its data are taken to be what that type has. */
export const isInstrumentEvent = isEventOf(aggregates.instrument)
/** Whether an event is of a yearly call, by its type alone: its data are taken to be what that type has. */
export const isCallEvent = isEventOf(aggregates.call)
/** Whether an event puts on record that a list was published, by its type alone. */
export const isPublicationEvent = isEventOf(aggregates.roster)
/** Whether an event introduces or retires a key of the log, by its type alone. */
export const isLogKeyEvent = isEventOf(aggregates.log)
