import { type Aggregates, type StreamName as StreamNameIn } from "@shifan/core"
import { isEventOf, parseStreamName, streamOf, aggregates } from "@shifan/core/registry"

// Streams are named `<aggregate>-<division of the bureau>`, and `-<key>` where a bureau has many of them. For aggregates
// of your own, `streamOf`, `parseStreamName` and `isEventOf` of `@shifan/core` do the same.

export const designationStream = (division: string, uscc: string): string =>
  streamOf(aggregates.designation, division, uscc)

export const instrumentStream = (division: string, slug: string): string =>
  streamOf(aggregates.instrument, division, slug)

export const callStream = (division: string, year: number): string => streamOf(aggregates.call, division, `${year}`)

/** The publications of the bureau's list. */
export const rosterStream = (division: string): string => streamOf(aggregates.roster, division, "")

/** The keys of the bureau's log. */
export const logStream = (division: string): string => streamOf(aggregates.log, division, "")

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

export const isDesignationEvent = isEventOf(aggregates.designation)
export const isInstrumentEvent = isEventOf(aggregates.instrument)
export const isCallEvent = isEventOf(aggregates.call)
export const isPublicationEvent = isEventOf(aggregates.roster)
export const isLogKeyEvent = isEventOf(aggregates.log)
