/** Builds a read model from the first event on beside the live one, which goes on serving, then changes the two over. */
import * as E from "fp-ts/lib/Either.js"
import { matchesFilter, type EventStore, type Position, type ReadError, type StoredEvent } from "@shifan/event-store"
import { catchThrown, type Projection } from "./projection.js"
import type { ReadModelError, ReadModels } from "./read-models.js"
import type { ProjectionFailed } from "./stopped.js"
import { applyEvents, type Taking } from "./taking.js"

/** Events read for one advance of the checkpoint: a transaction that holds up others for some milliseconds at most. */
const atOnce = 1024

export type BuildFailure =
  | ProjectionFailed
  | ReadModelError
  | { readonly _tag: "ReadFailed"; readonly error: ReadError }
  | { readonly _tag: "Aborted" }

/** Goes on with what an earlier build of the same version left. Settles when the new one is live. */
export const build = async <M>(
  store: EventStore,
  models: ReadModels<M>,
  projection: Projection<M>,
  signal: AbortSignal,
): Promise<E.Either<BuildFailure, void>> => {
  const { name, version } = projection
  const begun = await models.begin(name, version, (model) => catchThrown(() => projection.prepare?.(model)))()
  if (E.isLeft(begun)) return begun
  const taking: Taking<M> = { models, projection, place: { name, version, slot: "next" } }
  let checkpoint = begun.right.checkpoint
  for (;;) {
    const caughtUp = await takeAll(taking, store, checkpoint, signal)
    if (E.isLeft(caughtUp)) return caughtUp
    checkpoint = caughtUp.right
    const swapped = await models.swap(name, version)()
    if (E.isRight(swapped)) return swapped
    if (swapped.left._tag !== "Behind") return E.left(swapped.left)
  }
}

/**
 * Reads without the filter and filters here, so that the checkpoint says how far all of the log was read: only so can it
 * be compared with that of the live one, whose filter may be another.
 */
const takeAll = async <M>(
  taking: Taking<M>,
  store: EventStore,
  from: Position | undefined,
  signal: AbortSignal,
): Promise<E.Either<BuildFailure, Position | undefined>> => {
  const wanted = matchesFilter(taking.projection.filter)
  let checkpoint = from
  let read: Array<StoredEvent> = []

  const takeRead = async (): Promise<E.Either<BuildFailure, void>> => {
    const to = read.at(-1)?.position
    if (to === undefined) return E.right(undefined)
    const taken = await applyEvents(taking, checkpoint, { events: read.filter(wanted), to })
    if (E.isLeft(taken)) return taken
    checkpoint = taken.right
    read = []
    return E.right(undefined)
  }

  for await (const event of store.readAll(from === undefined ? {} : { after: from })) {
    if (signal.aborted) return E.left({ _tag: "Aborted" })
    if (E.isLeft(event)) return E.left({ _tag: "ReadFailed", error: event.left })
    read.push(event.right)
    if (read.length < atOnce) continue
    const taken = await takeRead()
    if (E.isLeft(taken)) return taken
  }
  return E.map(() => checkpoint)(await takeRead())
}

/** Builds anew whatever is there: for a read model that was damaged, or whose version somebody forgot to raise. */
export const rebuild = async <M>(
  store: EventStore,
  models: ReadModels<M>,
  projection: Projection<M>,
  signal: AbortSignal = new AbortController().signal,
): Promise<E.Either<BuildFailure, void>> => {
  const abandoned = await models.abandon(projection.name)()
  return E.isLeft(abandoned) ? abandoned : build(store, models, projection, signal)
}
