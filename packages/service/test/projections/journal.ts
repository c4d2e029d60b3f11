import type { Filter } from "@shifan/event-store"
import { journalLine } from "@shifan/testkit/read-models"
import { foldProjection, type Cell, type Documents, type Projection } from "../../src/index.js"

export type Journal = ReadonlyArray<string>

/** A line for each event, in one value. */
export const journal = (filter: Filter = {}, version = 1, name = "journal"): Projection<Cell<Journal>> =>
  foldProjection<Journal>({
    name,
    version,
    filter,
    initial: [],
    evolve: (lines, envelope) => [...lines, journalLine(envelope)],
  })

/** The same in two documents, one of the stream and one of everything, so that a crash may come between them. */
export const documentJournal = (filter: Filter = {}, version = 1): Projection<Documents<Journal>> => ({
  name: "journal",
  version,
  filter,
  prepare: ({ update }) => update("all", () => []),
  apply: ({ update }, envelope) => {
    update(envelope.stream, (lines = []) => [...lines, journalLine(envelope)])
    update("all", (lines = []) => [...lines, journalLine(envelope)])
  },
})
