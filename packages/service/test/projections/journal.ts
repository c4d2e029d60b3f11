/** Journals as projections: one value, and the same in documents; and arbitrary logs for them. */
import { fc } from "@fast-check/vitest"
import { type Cell, type Documents, foldProjection, type Projection } from "../../src/index.js"
import type { EventStore, Filter } from "@shifan/event-store"
import { appendTestEvents as appendTo, journalLine } from "@shifan/testkit/read-models"

export { inSmallBatches, testEvent, expectedLines, waitUntil } from "@shifan/testkit/read-models"

export interface Some {
  readonly stream: string
  readonly type: string
  readonly count: number
}

export const batch: fc.Arbitrary<Some> = fc.record({
  stream: fc.constantFrom("a-1", "a-2", "b-1"),
  type: fc.constantFrom("CallOpened", "Enacted", "Applied"),
  count: fc.integer({ min: 1, max: 5 }),
})

export const filter: fc.Arbitrary<Filter> = fc.constantFrom<Filter>(
  {},
  { streamPrefixes: ["a-"] },
  { types: ["CallOpened", "Applied"] },
  { streamPrefixes: ["a-1"], types: ["Enacted"] },
)

/** Appends behind what the stream has. */
export const appendTestEvents = (store: EventStore, { stream, type, count }: Some): Promise<void> =>
  appendTo(store, stream, count, type)

type Journal = ReadonlyArray<string>

export const journal = (wanted: Filter = {}, version = 1, name = "journal"): Projection<Cell<Journal>> =>
  foldProjection<Journal>({
    name,
    version,
    filter: wanted,
    initial: [],
    evolve: (lines, envelope) => [...lines, journalLine(envelope)],
  })

/** The same in two documents an event, so that a crash may come between them. */
export const documentJournal = (wanted: Filter = {}, version = 1): Projection<Documents<Journal>> => ({
  name: "journal",
  version,
  filter: wanted,
  prepare: ({ update }) => update("all", () => []),
  apply: ({ update }, envelope) => {
    update(envelope.stream, (lines = []) => [...lines, journalLine(envelope)])
    update("all", (lines = []) => [...lines, journalLine(envelope)])
  },
})
