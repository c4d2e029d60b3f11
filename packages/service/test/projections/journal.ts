import type { Filter } from "@shifan/event-store"
import { journalLine } from "@shifan/testkit/read-models"
import { foldProjection, type Cell, type Documents, type Projection } from "../../src/index.js"

export type Journal = ReadonlyArray<string>

/** Records a line for each event, in a single value. */
export const journal = (filter: Filter = {}, version = 1, name = "journal"): Projection<Cell<Journal>> =>
  foldProjection<Journal>({
    name,
    version,
    filter,
    initial: [],
    evolve: (lines, envelope) => [...lines, journalLine(envelope)],
  })

/** Records each event in two documents, its stream's and a global one, so that a crash can happen in between. */
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
