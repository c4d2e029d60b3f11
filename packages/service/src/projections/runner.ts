import { setTimeout } from "node:timers/promises"
import { type Registry } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import type { EventBatch, EventStore, Position } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Projection, ProjectionFailed, ProjectionStopped } from "./projection.js"
import type { ReadModelError, ReadModelPlace, ReadModels } from "./read-models.js"
import { observedProjection } from "./telemetry.js"
import { applyEvents, build, type BuildFailure, type ProjectionRun } from "./rebuild.js"

/** A projection that follows the store. */
export interface RunningProjection {
  readonly name: string
  readonly version: number
  /** `Right` after `close`; `Left` with the reason if it stopped for another reason. */
  readonly ended: Promise<E.Either<ProjectionStopped, void>>
}

/** Projections that follow the store independently: if one stops, the others go on. */
export interface Runner {
  readonly running: ReadonlyArray<RunningProjection>
  /** Waits for the batches being applied. Returns why projections had stopped before, if any had. */
  readonly close: () => Promise<ReadonlyArray<ProjectionStopped>>
}

/** Options of a runner. */
export interface RunnerOptions {
  /** Milliseconds before a retry while the store or the read models are unavailable. Default: 1000. */
  readonly pause?: number
  /** The aggregates whose events can be read. Default: those of `@shifan/core`. */
  readonly registry?: Registry
}

/**
 * Runs projections side by side, each at its own pace: if one stops, the others go on. A missing or older read model is
 * built first. Two versions of a projection may run at once: the older one serves until the newer one has caught up, and
 * then stops with `Superseded`.
 */
export const runProjections = <M>(
  store: EventStore,
  models: ReadModels<M>,
  projections: ReadonlyArray<Projection<M>>,
  { pause = 1000, registry = aggregates }: RunnerOptions = {},
): Runner => {
  const closing = new AbortController()
  const running = projections.map((projection): RunningProjection => {
    const { name, version } = projection
    const observed = observedProjection(models, projection)
    return { name, version, ended: follow({ store, ...observed, registry, signal: closing.signal }, pause) }
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

/** Builds or subscribes until the signal aborts. Retries transient failures; stops at a permanent one. */
const follow = async <M>(run: ProjectionRun<M>, pause: number): Promise<E.Either<ProjectionStopped, void>> => {
  const { signal, projection } = run
  for (;;) {
    const outcome = await buildOrSubscribe(run)
    if (signal.aborted) return E.right(undefined)
    if (E.isRight(outcome)) continue
    const { left: failure } = outcome
    if (failure._tag === "Aborted") return E.right(undefined)
    if (!isTransient(failure)) return E.left(stoppedBy(projection.name, failure))
    await setTimeout(failure._tag === "CheckpointMoved" ? 0 : pause, undefined, { signal }).catch(() => undefined)
  }
}

const buildOrSubscribe = async <M>(run: ProjectionRun<M>): Promise<E.Either<BuildFailure, void>> => {
  const { name, version } = run.projection
  const status = await run.models.status(name)()
  if (E.isLeft(status)) return status
  const { live } = status.right
  if (live === undefined || live.version < version) return build(run)
  const place: ReadModelPlace = { name, version, slot: "live" }
  return live.version > version
    ? E.left({ _tag: "Superseded", place, by: live.version })
    : subscribe(run, place, live.checkpoint)
}

const subscribe = async <M>(
  run: ProjectionRun<M>,
  place: ReadModelPlace,
  from: Position | undefined,
): Promise<E.Either<BuildFailure, void>> => {
  let checkpoint = from
  let failure: ReadModelError | ProjectionFailed | undefined

  const apply = async (batch: EventBatch): Promise<E.Either<ReadModelError | ProjectionFailed, Position>> => {
    if (checkpoint !== undefined && batch.checkpoint < checkpoint)
      return E.left({ _tag: "CheckpointWentBack", place, stands: checkpoint, asked: batch.checkpoint })
    // Not the checkpoint of the batch: it may be a position without an event, and a build would never catch up with it.
    const last = RNEA.last(batch.events).position
    const to = checkpoint === undefined || last > checkpoint ? last : checkpoint
    return applyEvents(run, place, checkpoint, { events: batch.events, to })
  }

  const handle = async (batch: EventBatch): Promise<void> => {
    if (failure !== undefined) throw new Error("it has stopped")
    const applied = await apply(batch)
    if (E.isLeft(applied)) {
      failure = applied.left
      throw new Error(applied.left._tag)
    }
    checkpoint = applied.right
  }

  const { filter } = run.projection
  const subscription = run.store.subscribe({ filter, ...(from === undefined ? {} : { after: from }) }, handle)
  const stop = (): void => void subscription.close()
  if (run.signal.aborted) stop()
  else run.signal.addEventListener("abort", stop)
  const ended = await subscription.ended
  run.signal.removeEventListener("abort", stop)
  if (failure !== undefined) return E.left(failure)
  return E.isLeft(ended) ? E.left({ _tag: "ReadFailed", error: ended.left }) : ended
}

/** Whether a retry may help. After these failures, the status of the read model tells where to continue. */
const isTransient = (failure: BuildFailure): boolean =>
  failure._tag === "Unavailable" ||
  failure._tag === "OutcomeUnknown" ||
  failure._tag === "CheckpointMoved" ||
  (failure._tag === "ReadFailed" && failure.error._tag === "Unavailable")

const stoppedBy = (name: string, failure: Exclude<BuildFailure, { readonly _tag: "Aborted" }>): ProjectionStopped => {
  switch (failure._tag) {
    case "ProjectionFailed":
    case "CheckpointWentBack":
    case "Superseded":
      return failure
    case "ReadFailed":
      return { _tag: "StoreFailed", name, error: failure.error }
    default:
      return { _tag: "ReadModelFailed", name, error: failure }
  }
}
