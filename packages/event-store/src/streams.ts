/** The names of streams: `<aggregate>-<division of the bureau>`, and a key where a bureau has many. The division is the partition key. */
import { aggregates, parseStreamName, streamOf, type Aggregates, type StreamName as StreamNameIn } from "@shifan/core"

export const designationStream = (division: string, uscc: string): string =>
  streamOf(aggregates.designation, division, uscc)

export const instrumentStream = (division: string, slug: string): string =>
  streamOf(aggregates.instrument, division, slug)

export const callStream = (division: string, year: number): string => streamOf(aggregates.call, division, `${year}`)

/** What the bureau has published of its list. */
export const rosterStream = (division: string): string => streamOf(aggregates.roster, division, "")

/** The keys of the bureau's log. */
export const logStream = (division: string): string => streamOf(aggregates.log, division, "")

export type StreamName = StreamNameIn<Aggregates>

/** `undefined` for a stream of no aggregate. */
export const parseStream = (name: string): StreamName | undefined => parseStreamName(name, aggregates)
