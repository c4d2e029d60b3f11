import type { Closed, Corrupt, NotAcceptable, OutcomeUnknown, Position, Unavailable } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/** The port of an engine that keeps read models, each together with the checkpoint up to which it was built. */
export interface ReadModels<M> {
  readonly status: (name: string) => TaskEither<ReadModelError, ReadModelStatus>
  /** Sets up the next version, or continues with the one that is there if it has this number; removes any other. */
  readonly begin: (
    name: string,
    version: number,
    prepare: ReadModelStep<M>,
  ) => TaskEither<ReadModelError, VersionStatus>
  /**
   * Runs the steps and moves the checkpoint in one transaction. An engine without transactions runs the steps in order,
   * stores each step's position with what it wrote so that a repetition skips it, and moves the checkpoint last.
   * After `StepFailed` nothing has moved; without transactions the steps before the failed one may stay done.
   */
  readonly advance: (place: ReadModelPlace, advance: Advance<M>) => TaskEither<ReadModelError | StepFailed, void>
  /** Makes the next version live for all readers at once, and removes the old one. */
  readonly swap: (name: string, version: number) => TaskEither<ReadModelError | Behind, void>
  /** Removes the next version, if there is one. */
  readonly abandon: (name: string) => TaskEither<ReadModelError, void>
  readonly close: () => Promise<void>
}

/** Readers see the live version; the next one is built beside it. */
export type Slot = "live" | "next"

/** How far a version has been built. */
export interface VersionStatus {
  readonly version: number
  /** The position of the last event read; `undefined` before the first. */
  readonly checkpoint: Position | undefined
}

/** How far each build of a read model has come: the live one, and the one that is to replace it. */
export type ReadModelStatus = Readonly<Partial<Record<Slot, VersionStatus>>>

/** Which build of which version of a read model. */
export interface ReadModelPlace {
  readonly name: string
  readonly version: number
  readonly slot: Slot
}

/** Applies one event. `Left` with the reason if it cannot be applied. */
export type ReadModelStep<M> = (model: M) => E.Either<string, void>

/** A batch of changes and the checkpoint behind it, to be kept both or neither. */
export interface Advance<M> {
  /** Where the caller believes the checkpoint to be. */
  readonly from: Position | undefined
  readonly to: Position
  readonly steps: ReadonlyArray<{ readonly position: Position; readonly step: ReadModelStep<M> }>
}

/** Another runner has moved the checkpoint. Continue from `actual`. */
export interface CheckpointMoved {
  readonly _tag: "CheckpointMoved"
  readonly place: ReadModelPlace
  readonly expected: Position | undefined
  readonly actual: Position | undefined
}

/** Somebody else has moved the checkpoint on: two runners keep one read model. Nothing was changed. */
export interface CheckpointWentBack {
  readonly _tag: "CheckpointWentBack"
  readonly place: ReadModelPlace
  readonly stands: Position
  readonly asked: Position
}

/** Another version has this slot now; `undefined`: none has. */
export interface Superseded {
  readonly _tag: "Superseded"
  readonly place: ReadModelPlace
  readonly by: number | undefined
}

/** The next version has not read as far as the live one, so they cannot be swapped yet. */
export interface Behind {
  readonly _tag: "Behind"
  readonly name: string
  readonly live: Position | undefined
  readonly next: Position | undefined
}

/** The step with this index gave `Left`. */
export interface StepFailed {
  readonly _tag: "StepFailed"
  readonly index: number
  readonly reason: string
}

/** After `Unavailable` nothing was done. After `OutcomeUnknown` ask for the status and continue from there. */
export type ReadModelError =
  | CheckpointMoved
  | CheckpointWentBack
  | Superseded
  | Unavailable
  | OutcomeUnknown
  | Corrupt
  | NotAcceptable
  | Closed

/** Whether the checkpoint may move so; the rule is the same in every adapter. */
export const checkAdvance = (
  place: ReadModelPlace,
  current: VersionStatus | undefined,
  { from, to }: Pick<Advance<never>, "from" | "to">,
): E.Either<CheckpointMoved | CheckpointWentBack | Superseded, void> => {
  if (current?.version !== place.version) return E.left({ _tag: "Superseded", place, by: current?.version })
  if (current.checkpoint !== from)
    return E.left({ _tag: "CheckpointMoved", place, expected: from, actual: current.checkpoint })
  return from !== undefined && to <= from
    ? E.left({ _tag: "CheckpointWentBack", place, stands: from, asked: to })
    : E.right(undefined)
}

/** Whether the next version may become live; the rule is the same in every adapter. */
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
