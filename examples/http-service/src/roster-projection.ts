/** The public list as a read model in memory: built from the record at the start, then kept up to date. */
import { streamOf } from "@shifan/core/registry"
import { rosterUnder, type Roster } from "@shifan/roster"
import type { Cell, Projection } from "@shifan/service"

/** Tells those who listen that the list may have changed. */
export interface RosterChanges {
  readonly tell: () => void
  /** Gives a function that ends it. */
  readonly listen: (listener: () => void) => () => void
}

export const rosterChanges = (): RosterChanges => {
  const listeners = new Set<() => void>()
  return {
    // After the batch: what is applied becomes the live list with its checkpoint.
    tell: () => void setImmediate(() => listeners.forEach((listener) => listener())),
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export const rosterProjection = (division: string, changes: RosterChanges): Projection<Cell<Roster>> => ({
  name: "roster",
  version: 1,
  filter: { streamPrefixes: [streamOf({ name: "designation" }, division, "")] },
  prepare: (cell) => cell.set(rosterUnder()),
  apply: (cell, envelope) => {
    cell.get()?.apply(envelope)
    changes.tell()
  },
})
