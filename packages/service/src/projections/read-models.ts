/** The port of whatever keeps read models. A read model and its checkpoint belong together, and an adapter says how closely. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Closed, Corrupt, NotAcceptable, OutcomeUnknown, Position, Unavailable } from "@shifan/event-store"

/** Readers are given the live one; the next one is built beside it. */
export type Slot = "live" | "next"

export interface VersionStatus {
  readonly version: number
  /** The position of the last event read, `undefined` before the first. */
  readonly checkpoint: Position | undefined
}

export type ReadModelStatus = Readonly<Partial<Record<Slot, VersionStatus>>>

export interface ReadModelPlace {
  readonly name: string
  readonly version: number
  readonly slot: Slot
}

/** What one event does. `Left` with the reason when it cannot be done. */
export type ReadModelStep<M> = (model: M) => E.Either<string, void>

export interface Advance<M> {
  /** Where the checkpoint stands, as far as the caller knows. */
  readonly from: Position | undefined
  readonly to: Position
  readonly steps: ReadonlyArray<{ readonly position: Position; readonly step: ReadModelStep<M> }>
}

/** The checkpoint stands elsewhere than it was left: another runner was here. Go on from where it stands. */
export interface CheckpointMoved {
  readonly _tag: "CheckpointMoved"
  readonly place: ReadModelPlace
  readonly expected: Position | undefined
  readonly actual: Position | undefined
}

export interface CheckpointWentBack {
  readonly _tag: "CheckpointWentBack"
  readonly place: ReadModelPlace
  readonly stands: Position
  readonly asked: Position
}

/** Another version is in this place now, or none (`undefined`). */
export interface Superseded {
  readonly _tag: "Superseded"
  readonly place: ReadModelPlace
  readonly by: number | undefined
}

/** The next one has not read as far as the live one, so it cannot take its place yet. */
export interface Behind {
  readonly _tag: "Behind"
  readonly name: string
  readonly live: Position | undefined
  readonly next: Position | undefined
}

/** The step of this index said `Left`. */
export interface StepFailed {
  readonly _tag: "StepFailed"
  readonly index: number
  readonly reason: string
}

/** After `Unavailable` nothing was done; after `OutcomeUnknown` ask for the standings and go on from there. */
export type ReadModelError =
  | CheckpointMoved
  | CheckpointWentBack
  | Superseded
  | Unavailable
  | OutcomeUnknown
  | Corrupt
  | NotAcceptable
  | Closed

export interface ReadModels<M> {
  readonly status: (name: string) => TaskEither<ReadModelError, ReadModelStatus>
  /** Makes the next one ready; goes on with the one that is there when it is of this version, and removes any other. */
  readonly begin: (
    name: string,
    version: number,
    prepare: ReadModelStep<M>,
  ) => TaskEither<ReadModelError, VersionStatus>
  /**
   * Does the steps and moves the checkpoint: in one transaction, or, where the engine has none, the steps in their order,
   * each leaving its position beside what it wrote so that it is passed over the second time, and the checkpoint last.
   * `StepFailed` moves nothing in a transaction; without one the steps before it may stay done.
   */
  readonly advance: (place: ReadModelPlace, advance: Advance<M>) => TaskEither<ReadModelError | StepFailed, void>
  /** Makes the next one live for all readers at once, and removes the one that was. */
  readonly swap: (name: string, version: number) => TaskEither<ReadModelError | Behind, void>
  /** Removes the next one, if there is one. */
  readonly abandon: (name: string) => TaskEither<ReadModelError, void>
  readonly close: () => Promise<void>
}

/** Whether an advance may be made on what stands in its place; every adapter decides it alike. */
export const checkAdvance = (
  place: ReadModelPlace,
  standing: VersionStatus | undefined,
  { from, to }: Pick<Advance<never>, "from" | "to">,
): E.Either<CheckpointMoved | CheckpointWentBack | Superseded, void> => {
  if (standing?.version !== place.version) return E.left({ _tag: "Superseded", place, by: standing?.version })
  if (standing.checkpoint !== from)
    return E.left({ _tag: "CheckpointMoved", place, expected: from, actual: standing.checkpoint })
  return from !== undefined && to <= from
    ? E.left({ _tag: "CheckpointWentBack", place, stands: from, asked: to })
    : E.right(undefined)
}

/** Whether the next one may become live. */
export const checkSwap = (
  name: string,
  version: number,
  { live, next }: ReadModelStatus,
): E.Either<Superseded | Behind, void> => {
  if (next?.version !== version)
    return E.left({ _tag: "Superseded", place: { name, version, slot: "next" }, by: next?.version })
  return live?.checkpoint !== undefined && (next.checkpoint === undefined || next.checkpoint < live.checkpoint)
    ? E.left({ _tag: "Behind", name, live: live.checkpoint, next: next.checkpoint })
    : E.right(undefined)
}
