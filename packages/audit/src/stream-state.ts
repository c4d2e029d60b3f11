/** States of the streams during a replay. */
import { type AnyAggregate, type Registry } from "@shifan/core"
import { parseStreamName, streamOf, type QuotaUse } from "@shifan/core/registry"
import type { Envelope } from "@shifan/event-store"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { quotaUseByBureau } from "./quota-use-by-bureau.js"

/** A stream's aggregate, the division of its bureau, and its current state. */
export interface AggregateState {
  readonly division: string
  readonly key: string
  readonly aggregate: AnyAggregate
  readonly quotaUse: QuotaUse | undefined
  readonly state: unknown
}

/** `undefined` for a stream without an aggregate. */
export const initialState = (
  stream: string,
  registry: Registry,
  quotaUseOf: ReturnType<typeof quotaUseByBureau>,
): AggregateState | undefined => {
  const name = parseStreamName(stream, registry)
  const aggregate = name && registry[name.aggregate]
  const { division, key } = name ?? {}
  return division === undefined || key === undefined || aggregate === undefined
    ? undefined
    : { division, key, aggregate, quotaUse: quotaUseOf({ aggregate, division }), state: aggregate.initial(key) }
}

export const isOf = (aggregate: AnyAggregate, { type }: Envelope): boolean => aggregate.eventTypes.includes(type)

/** `undefined` if malformed data makes the aggregate throw. */
export const evolveAll = (
  before: AggregateState,
  events: ReadonlyNonEmptyArray<Envelope>,
): AggregateState | undefined => {
  const { aggregate, state } = before
  try {
    return {
      ...before,
      state: events.reduce(
        (earlier, event) => (isOf(aggregate, event) ? aggregate.evolve(earlier, event) : earlier),
        state,
      ),
    }
  } catch {
    return undefined
  }
}

/** State of another stream of the same aggregate and bureau, up to the leaf reached. */
export const stateIn = (
  states: ReadonlyMap<string, AggregateState>,
  { aggregate, division }: AggregateState,
  key: string,
): unknown => states.get(streamOf(aggregate, division, key))?.state ?? aggregate.initial(key)
