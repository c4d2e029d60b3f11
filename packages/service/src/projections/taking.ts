/** Takes events into a read model: each once, in order, up to the one that cannot be taken, which is named. */
import * as E from "fp-ts/lib/Either.js"
import { readEnvelope, type Position, type StoredEvent } from "@shifan/event-store"
import { catchThrown, type Projection } from "./projection.js"
import type { ReadModelPlace, ReadModelError, ReadModels, ReadModelStep } from "./read-models.js"
import type { ProjectionFailed } from "./stopped.js"

export interface Taking<M> {
  readonly models: ReadModels<M>
  readonly projection: Projection<M>
  readonly place: ReadModelPlace
}

/** Events that passed the filter, in order, out of all up to `to`. */
export interface Read {
  readonly events: ReadonlyArray<StoredEvent>
  readonly to: Position
}

/** Events at or behind the checkpoint came twice and are passed over. `Right` with the checkpoint as it stands then. */
export const applyEvents = async <M>(
  { models, projection, place }: Taking<M>,
  from: Position | undefined,
  { events, to }: Read,
): Promise<E.Either<ReadModelError | ProjectionFailed, Position>> => {
  const fresh = events.filter(({ position }) => from === undefined || position > from)
  if (from === to && fresh.length === 0) return E.right(to)
  const steps = fresh.map((event) => ({ position: event.position, step: stepOf(projection, event) }))
  const done = await models.advance(place, { from, to, steps })()
  if (E.isRight(done)) return E.right(to)
  if (done.left._tag !== "StepFailed") return E.left(done.left)
  const { index, reason } = done.left
  const [last, failed] = [fresh[index - 1], fresh[index]]
  if (last !== undefined) {
    const before = { from, to: last.position, steps: steps.slice(0, index) }
    const taken = await models.advance(place, before)()
    if (E.isLeft(taken) && taken.left._tag !== "StepFailed") return E.left(taken.left)
  }
  return E.left(failureAt(projection, failed, reason))
}

const failureAt = (
  { name, version }: Pick<Projection<never>, "name" | "version">,
  event: StoredEvent | undefined,
  reason: string,
): ProjectionFailed => {
  const { stream = "", revision = -1, type = "", position = "" } = event ?? {}
  return { _tag: "ProjectionFailed", name, version, stream, revision, type, position, reason }
}

const stepOf =
  <M>({ apply }: Projection<M>, { leaf }: StoredEvent): ReadModelStep<M> =>
  (model) => {
    const envelope = readEnvelope(leaf)
    return E.isLeft(envelope) ? E.left(envelope.left.reason) : catchThrown(() => apply(model, envelope.right))
  }
