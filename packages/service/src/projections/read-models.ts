import type { Closed, Corrupt, NotAcceptable, OutcomeUnknown, Position, Unavailable } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/** Port of an engine that keeps read models, each together with its checkpoint. */
export interface ReadModels<M> {
  readonly status: (name: string) => TaskEither<ReadModelError, ReadModelStatus>
  /** Sets up the next version, or continues it if it has this number already. Removes a next version of another number. */
  readonly begin: (
    name: string,
    version: number,
    prepare: ReadModelStep<M>,
  ) => TaskEither<ReadModelError, VersionStatus>
  /**
   * Runs the steps and moves the checkpoint in one transaction. An engine without transactions runs the steps in order,
   * stores each step's position with the data it wrote, so that a repetition skips it, and moves the checkpoint last.
   * After `StepFailed` the checkpoint has not moved; without transactions, the steps before the failed one may stay applied.
   */
  readonly advance: (place: ReadModelPlace, advance: Advance<M>) => TaskEither<ReadModelError | StepFailed, void>
  /** Makes the next version live for all readers at once, and removes the old one. */
  readonly swap: (name: string, version: number) => TaskEither<ReadModelError | Behind, void>
  /** Removes the next version, if there is one. */
  readonly abandon: (name: string) => TaskEither<ReadModelError, void>
  readonly close: () => Promise<void>
}

/** Readers see the live version; the next one is built next to it. */
export type Slot = "live" | "next"

/** How far a version has been built. */
export interface VersionStatus {
  readonly version: number
  /** Position of the last event read; `undefined` before the first. */
  readonly checkpoint: Position | undefined
}

/** Status of the live version of a read model, and of the next one that will replace it. */
export type ReadModelStatus = Readonly<Partial<Record<Slot, VersionStatus>>>

/** Identifies a version of a read model and its slot. */
export interface ReadModelPlace {
  readonly name: string
  readonly version: number
  readonly slot: Slot
}

/** Applies one event. `Left` with the reason if it cannot be applied. */
export type ReadModelStep<M> = (model: M) => E.Either<string, void>

/** A batch of changes and the checkpoint after it, to be stored together or not at all. */
export interface Advance<M> {
  /** The checkpoint the caller expects. */
  readonly from: Position | undefined
  readonly to: Position
  readonly steps: ReadonlyArray<{ readonly position: Position; readonly step: ReadModelStep<M> }>
}

/** The checkpoint is not the expected one: another runner has moved it. Continue from `actual`. */
export interface CheckpointMoved {
  readonly _tag: "CheckpointMoved"
  readonly place: ReadModelPlace
  readonly expected: Position | undefined
  readonly actual: Position | undefined
}

/** The checkpoint would move back, for example because the store delivered events again. Nothing was changed. */
export interface CheckpointWentBack {
  readonly _tag: "CheckpointWentBack"
  readonly place: ReadModelPlace
  readonly stands: Position
  readonly asked: Position
}

/** Another version is in this slot now; `undefined` in `by` means an empty slot. */
export interface Superseded {
  readonly _tag: "Superseded"
  readonly place: ReadModelPlace
  readonly by: number | undefined
}

/** The next version has not read as far as the live one and cannot replace it yet. */
export interface Behind {
  readonly _tag: "Behind"
  readonly name: string
  readonly live: Position | undefined
  readonly next: Position | undefined
}

/** The step with this index, from 0, returned `Left`. */
export interface StepFailed {
  readonly _tag: "StepFailed"
  readonly index: number
  readonly reason: string
}

/** After `Unavailable` nothing was changed. After `OutcomeUnknown` query the status and continue from there. */
export type ReadModelError =
  | CheckpointMoved
  | CheckpointWentBack
  | Superseded
  | Unavailable
  | OutcomeUnknown
  | Corrupt
  | NotAcceptable
  | Closed

/** Whether the checkpoint may make this move. The same rule for every adapter. */
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

/** Whether the next version may become live. The same rule for every adapter. */
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
