/** What is made of the log for reading: a fold over events, kept in a read model of some engine. */
import * as E from "fp-ts/lib/Either.js"
import type { Envelope, Filter } from "@shifan/event-store"

/** `M`: what the engine of the read models lets a projection write to. */
export interface Projection<M> {
  /** Lower-case letters and digits, a letter first: engines name tables and collections by it. */
  readonly name: string
  /** From 1. Raise it whenever the same events would give another read model: it is then built anew, beside the old. */
  readonly version: number
  readonly filter: Filter
  /** Makes an empty read model ready. */
  readonly prepare?: (model: M) => void
  /**
   * Synchronous, and the same for the same events: no clock, no dice, nothing read from elsewhere. What it throws stops
   * this projection before the event, which is named.
   */
  readonly apply: (model: M, envelope: Envelope) => void
}

/** A read model that is one value. */
export interface Cell<S> {
  /** `undefined` before the first `set`. */
  readonly get: () => S | undefined
  readonly set: (state: S) => void
}

/** A pure fold as a projection. `evolve` gives a new state and leaves the one before as it was. */
export const foldProjection = <S>(fold: {
  readonly name: string
  readonly version: number
  readonly filter: Filter
  readonly initial: S
  readonly evolve: (state: S, envelope: Envelope) => S
}): Projection<Cell<S>> => ({
  name: fold.name,
  version: fold.version,
  filter: fold.filter,
  prepare: (cell) => cell.set(fold.initial),
  apply: (cell, envelope) => cell.set(fold.evolve(cell.get() ?? fold.initial, envelope)),
})

/** A projection is somebody else's code: here what it throws becomes data. */
export const catchThrown = (work: () => unknown): E.Either<string, void> => {
  try {
    const answer = work()
    return answer instanceof Promise ? E.left(unawaited(answer)) : E.right(undefined)
  } catch (thrown) {
    return E.left(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

/** Its effect would come behind the checkpoint, and what it rejects with would be nobody's. */
const unawaited = (promise: Promise<unknown>): string => {
  promise.catch(() => undefined)
  return "it gave a promise, and has to be synchronous"
}
