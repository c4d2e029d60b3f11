/**
 * What the suite needs of read models to run against them, and the journal it keeps in them. `M` is what they let a projection
 * write to. Loads no vitest, so a worker process can use it too.
 */
import type { EventStore } from "@shifan/event-store"
import type { Projection, ReadModels } from "@shifan/service"

export interface ReadModelAdapter<M> {
  /** On new, empty data. Called before each case. */
  readonly open: () => Promise<OpenedReadModels<M>>
  /** Once more on the data of the last `open`: beside it, or after it was closed. */
  readonly reopen: () => Promise<OpenedReadModels<M>>
  /** Called after each case, everything closed: removes the data of the last `open`. */
  readonly destroy: () => Promise<void>
  /** Makes an empty journal ready. */
  readonly prepare: (model: M) => void
  /** Adds a line at its end. Nothing may keep a line from being there twice: that is what is looked for. */
  readonly write: (model: M, line: string) => void
  /** `false` for an engine without: there, what was done before a step that failed may stay done. */
  readonly transactions?: boolean
}

export interface OpenedReadModels<M> {
  readonly models: ReadModels<M>
  /** The lines of the live journal of that name; `undefined` before one is built. */
  readonly read: (name: string) => Promise<ReadonlyArray<string> | undefined>
}

/** One case's read models, and an empty log. */
export interface ReadModelCase<M> {
  readonly adapter: ReadModelAdapter<M>
  readonly opened: () => OpenedReadModels<M>
  readonly another: () => Promise<OpenedReadModels<M>>
  readonly store: () => EventStore
}

/** A journal of the log, a line an event. */
export const journalOf = <M>(
  { prepare, write }: Pick<ReadModelAdapter<M>, "prepare" | "write">,
  change: Partial<Projection<M>> = {},
): Projection<M> => ({
  name: "journal",
  version: 1,
  filter: {},
  prepare,
  apply: (model, envelope) => write(model, journalLine(envelope)),
  ...change,
})

export const journalLine = ({ stream, revision }: { readonly stream: string; readonly revision: number }): string =>
  `${stream}@${revision}`
