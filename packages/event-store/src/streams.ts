import { type Aggregates, type StreamName as StreamNameIn } from "@shifan/core"
import { isEventOf, parseStreamName, streamOf, aggregates } from "@shifan/core/registry"

// Streams are named `<aggregate>-<division of the bureau>`, plus `-<key>` if a bureau has many of a kind. For aggregates of
// your own, use `streamOf`, `parseStreamName` and `isEventOf` of `@shifan/core`.

/** The stream of a unit, for all its applications and titles: `designation-130300-91…`. */
export const designationStream = (division: string, uscc: string): string =>
  streamOf(aggregates.designation, division, uscc)

/** The stream of a legal instrument, from its enactment on: `instrument-130300-qinhuangdao-2020-2`. */
export const instrumentStream = (division: string, slug: string): string =>
  streamOf(aggregates.instrument, division, slug)

/** The stream of a year's call for applications: `call-130300-2020`. */
export const callStream = (division: string, year: number): string => streamOf(aggregates.call, division, `${year}`)

/** The stream of a bureau's publications of its list: `roster-130300`. */
export const rosterStream = (division: string): string => streamOf(aggregates.roster, division, "")

/** The stream of a bureau's log keys: `log-130300`. */
export const logStream = (division: string): string => streamOf(aggregates.log, division, "")

/** A parsed stream name: aggregate, division and key. */
export type StreamName = StreamNameIn<Aggregates>

/** Parses a stream name; `undefined` if it belongs to no aggregate. */
export const parseStream = (name: string): StreamName | undefined => parseStreamName(name, aggregates)

/** A memoized `parseStream`, for reading a log with the same streams over and over. Keeps every name it has parsed. */
export const streamNames = (): ((name: string) => StreamName | undefined) => {
  const known = new Map<string, StreamName | undefined>()
  return (name) => {
    if (known.has(name)) return known.get(name)
    const parsed = parseStream(name)
    known.set(name, parsed)
    return parsed
  }
}

// Event types are unique over all aggregates, so the type alone tells which aggregate an event belongs to.

/** Whether an event belongs to a unit's designation. Looks only at the type; `data` is not validated. */
export const isDesignationEvent = isEventOf(aggregates.designation)
/** Whether an event belongs to a legal instrument. Looks only at the type; `data` is not validated. */
export const isInstrumentEvent = isEventOf(aggregates.instrument)
/** Whether an event belongs to a yearly call. Looks only at the type; `data` is not validated. */
export const isCallEvent = isEventOf(aggregates.call)
/** Whether an event records that a list was published. Looks only at the type. */
export const isPublicationEvent = isEventOf(aggregates.roster)
/** Whether an event introduces or retires a log key. Looks only at the type. */
export const isLogKeyEvent = isEventOf(aggregates.log)
