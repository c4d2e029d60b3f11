import { bilingual, type Bilingual } from "@shifan/core"
import type { Envelope, Filter, Position, ReadError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { CheckpointWentBack, ReadModelError, Superseded } from "./read-models.js"

/** A fold over the events of a log that builds a read model. `M` is the engine's interface for writing to it. */
export interface Projection<M> {
  /** Lower-case letters and digits, starting with a letter. Engines use it to name tables and collections. */
  readonly name: string
  /** From 1. Raise it when the same events would give a different read model; a new one is then built next to the old. */
  readonly version: number
  readonly filter: Filter
  /** Sets up an empty read model. */
  readonly prepare?: (model: M) => void
  /**
   * Applies one event. Synchronous and deterministic: no clock, no randomness, no other source. If it throws, the
   * projection stops before this event.
   */
  readonly apply: (model: M, envelope: Envelope) => void
}

/** A read model that is one value. */
export interface Cell<S> {
  /** `undefined` before the first `set`. */
  readonly get: () => S | undefined
  readonly set: (state: S) => void
}

/**
 * A projection from a pure fold.
 *
 * @example
 * foldProjection({ name: "count", version: 1, filter: { types: ["Certified"] }, initial: 0, evolve: (n) => n + 1 })
 */
export const foldProjection = <S>(fold: {
  readonly name: string
  readonly version: number
  readonly filter: Filter
  readonly initial: S
  /** Returns a new state. Must not change the old one. */
  readonly evolve: (state: S, envelope: Envelope) => S
}): Projection<Cell<S>> => ({
  name: fold.name,
  version: fold.version,
  filter: fold.filter,
  prepare: (cell) => cell.set(fold.initial),
  apply: (cell, envelope) => cell.set(fold.evolve(cell.get() ?? fold.initial, envelope)),
})

/** Runs code of a projection. `Left` with the message if it throws. */
export const catchThrown = (work: () => unknown): E.Either<string, void> => {
  try {
    const result = work()
    return result instanceof Promise ? E.left(refusePromise(result)) : E.right(undefined)
  } catch (thrown) {
    return E.left(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

/** An asynchronous change would come after the checkpoint has moved. Handles the rejection, or Node would exit. */
const refusePromise = (promise: Promise<unknown>): string => {
  promise.catch(() => undefined)
  return "it gave a promise, and has to be synchronous"
}

/** This event could not be applied. The read model is in the state before it. */
export interface ProjectionFailed {
  readonly _tag: "ProjectionFailed"
  readonly name: string
  readonly version: number
  readonly stream: string
  readonly revision: number
  readonly type: string
  readonly position: Position
  readonly reason: string
}

/** Why a projection has stopped. */
export type ProjectionStopped =
  | ProjectionFailed
  | CheckpointWentBack
  | Superseded
  | { readonly _tag: "StoreFailed"; readonly name: string; readonly error: ReadError }
  | { readonly _tag: "ReadModelFailed"; readonly name: string; readonly error: ReadModelError }

/** A sentence that explains to a person why the projection stopped, in both languages. */
export const explainStopped = (stopped: ProjectionStopped): Bilingual => {
  switch (stopped._tag) {
    case "ProjectionFailed": {
      const { name, version, stream, revision, type, position, reason } = stopped
      const event = `${stream}@${revision} (${type}, ${position})`
      return bilingual(
        `投影${name}第${version}版停于事件${event}：${reason}`,
        `projection ${name} of version ${version} stopped before ${event}: ${reason}`,
      )
    }
    case "CheckpointWentBack": {
      const { place, stands, asked } = stopped
      return bilingual(
        `投影${place.name}的检查点不得从${stands}退回${asked}`,
        `the checkpoint of projection ${place.name} may not go back from ${stands} to ${asked}`,
      )
    }
    case "Superseded": {
      const { place, by } = stopped
      const successor =
        by === undefined ? bilingual("移除", "was removed") : bilingual(`第${by}版取代`, `gave way to version ${by}`)
      return bilingual(
        `投影${place.name}第${place.version}版已被${successor.zh}`,
        `version ${place.version} of projection ${place.name} ${successor.en}`,
      )
    }
    case "StoreFailed": {
      const reason = reasonOf(stopped.error)
      return bilingual(
        `投影${stopped.name}读不到事件：${reason}`,
        `projection ${stopped.name} cannot read the store: ${reason}`,
      )
    }
    case "ReadModelFailed": {
      const reason = reasonOf(stopped.error)
      return bilingual(
        `投影${stopped.name}的读模型出错：${reason}`,
        `the read model of projection ${stopped.name} failed: ${reason}`,
      )
    }
  }
}

const reasonOf = (error: ReadError | ReadModelError): string =>
  "reason" in error ? `${error._tag}: ${error.reason}` : error._tag
