/** The public list as an in-memory read model: built from the store at start, then kept up to date. */
import { streamOf } from "@shifan/core/registry"
import { rosterUnder, type Roster } from "@shifan/roster"
import type { Cell, Projection } from "@shifan/service"

/** Notifies listeners that the list may have changed. */
export interface RosterChanges {
  readonly tell: () => void
  /** Returns a function that removes the listener. */
  readonly listen: (listener: () => void) => () => void
}

export const rosterChanges = (): RosterChanges => {
  const listeners = new Set<() => void>()
  return {
    // After the batch, when the applied events are part of the live list.
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
