/** One projection's life: built if it has to be, then following the log, through failures that pass, to one that does not. */
import { setTimeout } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { EventBatch, EventStore, Position, ReadError } from "@shifan/event-store"
import { build, type BuildFailure } from "./building.js"
import type { Projection } from "./projection.js"
import type { ReadModelPlace, ReadModelError, ReadModels } from "./read-models.js"
import type { ProjectionFailed, ProjectionStopped } from "./stopped.js"
import { applyEvents } from "./taking.js"

export interface Following<M> {
  readonly store: EventStore
  readonly models: ReadModels<M>
  readonly projection: Projection<M>
  /** Milliseconds before another try when the store or the read models were not available. */
  readonly pause: number
  readonly signal: AbortSignal
}

type Failure = BuildFailure

/** `Right` when the signal ended it. */
export const follow = async <M>(following: Following<M>): Promise<E.Either<ProjectionStopped, void>> => {
  const { signal, pause, projection } = following
  for (;;) {
    const outcome = await attempt(following)
    if (signal.aborted) return E.right(undefined)
    if (E.isRight(outcome)) continue
    const { left: failure } = outcome
    if (failure._tag === "Aborted") return E.right(undefined)
    if (!passesBy(failure)) return E.left(stoppedBy(projection.name, failure))
    await setTimeout(failure._tag === "CheckpointMoved" ? 0 : pause, undefined, { signal }).catch(() => undefined)
  }
}

const attempt = async <M>(following: Following<M>): Promise<E.Either<Failure, void>> => {
  const { store, models, projection, signal } = following
  const { name, version } = projection
  const standings = await models.status(name)()
  if (E.isLeft(standings)) return standings
  const { live } = standings.right
  const place: ReadModelPlace = { name, version, slot: "live" }
  if (live === undefined || live.version < version) return build(store, models, projection, signal)
  return live.version > version
    ? E.left({ _tag: "Superseded", place, by: live.version })
    : subscribe(following, place, live.checkpoint)
}

const subscribe = async <M>(
  { store, models, projection, signal }: Following<M>,
  place: ReadModelPlace,
  from: Position | undefined,
): Promise<E.Either<Failure, void>> => {
  let checkpoint = from
  let failure: ReadModelError | ProjectionFailed | undefined
  const { filter } = projection

  const handle = async ({ events, checkpoint: behind }: EventBatch): Promise<void> => {
    if (failure !== undefined) throw new Error("it has stopped")
    // The last event's own position: a checkpoint further on may be one that reading all of the log never comes to.
    const to = RNEA.last(events).position
    const taken =
      checkpoint !== undefined && behind < checkpoint
        ? E.left({ _tag: "CheckpointWentBack", place, stands: checkpoint, asked: behind } as const)
        : await applyEvents({ models, projection, place }, checkpoint, {
            events,
            to: checkpoint === undefined || to > checkpoint ? to : checkpoint,
          })
    if (E.isRight(taken)) checkpoint = taken.right
    else {
      failure = taken.left
      throw new Error(taken.left._tag)
    }
  }

  const subscription = store.subscribe({ filter, ...(from === undefined ? {} : { after: from }) }, handle)
  const stop = (): void => void subscription.close()
  if (signal.aborted) stop()
  else signal.addEventListener("abort", stop)
  const ended = await subscription.ended
  signal.removeEventListener("abort", stop)
  if (failure !== undefined) return E.left(failure)
  return E.isLeft(ended) ? readFailed(ended.left) : ended
}

const readFailed = (error: ReadError): E.Either<Failure, never> => E.left({ _tag: "ReadFailed", error })

/** Whether trying again may help: after these the standings say where to go on. */
const passesBy = (failure: Failure): boolean =>
  failure._tag === "Unavailable" ||
  failure._tag === "OutcomeUnknown" ||
  failure._tag === "CheckpointMoved" ||
  (failure._tag === "ReadFailed" && failure.error._tag === "Unavailable")

const stoppedBy = (name: string, failure: Exclude<Failure, { readonly _tag: "Aborted" }>): ProjectionStopped => {
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
