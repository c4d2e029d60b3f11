/** Runs projections side by side, each at its own pace: one that stops does not stop the others. */
import * as E from "fp-ts/lib/Either.js"
import type { EventStore } from "@shifan/event-store"
import { observedProjection } from "../telemetry.js"
import { follow } from "./following.js"
import type { Projection } from "./projection.js"
import type { ReadModels } from "./read-models.js"
import type { ProjectionStopped } from "./stopped.js"

export interface RunningProjection {
  readonly name: string
  readonly version: number
  /** `Right` after `close`; `Left` with the reason when it stopped by itself. */
  readonly ended: Promise<E.Either<ProjectionStopped, void>>
}

export interface Runner {
  readonly running: ReadonlyArray<RunningProjection>
  /** Waits for the batches in hand. Settles with whatever had stopped before. */
  readonly close: () => Promise<ReadonlyArray<ProjectionStopped>>
}

export interface RunnerOptions {
  /** Milliseconds before another try when the store or the read models are not available; 1000 unless told. */
  readonly pause?: number
}

/**
 * Builds each read model that is missing or of an older version, and keeps it up with the log. Two versions of one
 * projection may run at once: the older serves until the newer has caught up, and then stops as `Superseded`.
 */
export const runProjections = <M>(
  store: EventStore,
  models: ReadModels<M>,
  projections: ReadonlyArray<Projection<M>>,
  { pause = 1000 }: RunnerOptions = {},
): Runner => {
  const closing = new AbortController()
  const running = projections.map((projection): RunningProjection => {
    const { name, version } = projection
    const ended = follow({ store, ...observedProjection(models, projection), pause, signal: closing.signal })
    return { name, version, ended }
  })
  return {
    running,
    close: async () => {
      closing.abort()
      const ends = await Promise.all(running.map(({ ended }) => ended))
      return ends.flatMap((end) => (E.isLeft(end) ? [end.left] : []))
    },
  }
}
