import { type Registry } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import {
  matchesFilter,
  readEnvelope,
  type EventStore,
  type Position,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import { catchThrown, type Projection, type ProjectionFailed } from "./projection.js"
import type { ReadModelError, ReadModelPlace, ReadModels, ReadModelStep } from "./read-models.js"

/** A projection with the store it reads and the read models it writes. */
export interface ProjectionRun<M> {
  readonly store: EventStore
  readonly models: ReadModels<M>
  readonly projection: Projection<M>
  /** The aggregates whose events can be read. */
  readonly registry: Registry
  /** Stops the run when it aborts. */
  readonly signal: AbortSignal
}

/** Why a read model was not built to the end. The previous live version stays live. */
export type BuildFailure =
  | ProjectionFailed
  | ReadModelError
  | { readonly _tag: "ReadFailed"; readonly error: ReadError }
  | { readonly _tag: "Aborted" }

/** Events per advance of the checkpoint. A transaction of this size blocks others for a few milliseconds. */
const buildBatchSize = 1024

/**
 * Builds a read model from the first event, or continues an earlier build of the same version. The live version keeps
 * serving until the new one has caught up with it; then they are swapped.
 */
export const build = async <M>(run: ProjectionRun<M>): Promise<E.Either<BuildFailure, void>> => {
  const { models, projection } = run
  const { name, version } = projection
  const begun = await models.begin(name, version, (model) => catchThrown(() => projection.prepare?.(model)))()
  if (E.isLeft(begun)) return begun
  let checkpoint = begun.right.checkpoint
  for (;;) {
    const caughtUp = await buildToEnd(run, checkpoint)
    if (E.isLeft(caughtUp)) return caughtUp
    checkpoint = caughtUp.right
    const swapped = await models.swap(name, version)()
    if (E.isRight(swapped)) return swapped
    if (swapped.left._tag !== "Behind") return E.left(swapped.left)
  }
}

/**
 * Reads the whole log and filters here, so that the checkpoint tells how far the log was read. Only then can it be compared
 * with that of the live version, which may have a different filter.
 */
const buildToEnd = async <M>(
  run: ProjectionRun<M>,
  from: Position | undefined,
): Promise<E.Either<BuildFailure, Position | undefined>> => {
  const { name, version, filter } = run.projection
  const place: ReadModelPlace = { name, version, slot: "next" }
  const isWanted = matchesFilter(filter)
  let checkpoint = from
  let pending: Array<StoredEvent> = []

  const flush = async (): Promise<E.Either<BuildFailure, void>> => {
    const to = pending.at(-1)?.position
    if (to === undefined) return E.right(undefined)
    const applied = await applyEvents(run, place, checkpoint, { events: pending.filter(isWanted), to })
    if (E.isLeft(applied)) return applied
    checkpoint = applied.right
    pending = []
    return E.right(undefined)
  }

  for await (const event of run.store.readAll(from === undefined ? {} : { after: from })) {
    if (run.signal.aborted) return E.left({ _tag: "Aborted" })
    if (E.isLeft(event)) return E.left({ _tag: "ReadFailed", error: event.left })
    pending.push(event.right)
    if (pending.length < buildBatchSize) continue
    const flushed = await flush()
    if (E.isLeft(flushed)) return flushed
  }
  const flushed = await flush()
  return E.isLeft(flushed) ? flushed : E.right(checkpoint)
}

/** All events up to `to` that match the filter, in order. */
export interface ReadEvents {
  readonly events: ReadonlyArray<StoredEvent>
  readonly to: Position
}

/**
 * Applies events to a read model, each once and in order, and skips those at or before the checkpoint. If an event cannot
 * be applied, the events before it are kept, and the failure names it. `Right` with the new checkpoint.
 */
export const applyEvents = async <M>(
  { models, projection, registry }: Pick<ProjectionRun<M>, "models" | "projection" | "registry">,
  place: ReadModelPlace,
  from: Position | undefined,
  { events, to }: ReadEvents,
): Promise<E.Either<ReadModelError | ProjectionFailed, Position>> => {
  const fresh = events.filter(({ position }) => from === undefined || position > from)
  if (from === to && fresh.length === 0) return E.right(to)
  const steps = fresh.map((event) => ({ position: event.position, step: stepOf(projection, event, registry) }))
  const advanced = await models.advance(place, { from, to, steps })()
  if (E.isRight(advanced)) return E.right(to)
  if (advanced.left._tag !== "StepFailed") return E.left(advanced.left)
  const { index, reason } = advanced.left
  const last = fresh[index - 1]
  if (last !== undefined) {
    const before = await models.advance(place, { from, to: last.position, steps: steps.slice(0, index) })()
    if (E.isLeft(before) && before.left._tag !== "StepFailed") return E.left(before.left)
  }
  return E.left(failureAt(projection, fresh[index], reason))
}

const stepOf =
  <M>({ apply }: Projection<M>, { leaf }: StoredEvent, registry: Registry): ReadModelStep<M> =>
  (model) => {
    const envelope = readEnvelope(leaf, registry)
    return E.isLeft(envelope) ? E.left(envelope.left.reason) : catchThrown(() => apply(model, envelope.right))
  }

const failureAt = (
  { name, version }: Pick<Projection<never>, "name" | "version">,
  event: StoredEvent | undefined,
  reason: string,
): ProjectionFailed => {
  const { stream = "", revision = -1, type = "", position = "" } = event ?? {}
  return { _tag: "ProjectionFailed", name, version, stream, revision, type, position, reason }
}

/** Options of a rebuild. */
export interface RebuildOptions {
  readonly signal?: AbortSignal
  /** The aggregates whose events can be read. Default: those of `@shifan/core`. */
  readonly registry?: Registry
}

/** Rebuilds a read model although its version is live: it was damaged, or the version number was not raised. */
export const rebuild = async <M>(
  store: EventStore,
  models: ReadModels<M>,
  projection: Projection<M>,
  { signal = new AbortController().signal, registry = aggregates }: RebuildOptions = {},
): Promise<E.Either<BuildFailure, void>> => {
  const abandoned = await models.abandon(projection.name)()
  return E.isLeft(abandoned) ? abandoned : build({ store, models, projection, registry, signal })
}
