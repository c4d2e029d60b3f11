/** How far a store has come. */
import * as E from "fp-ts/lib/Either.js"
import { decodeEvents, type EventStore } from "@shifan/event-store"
import { storeFailure } from "../failures.js"
import type { Failure } from "../result.js"

export interface StoreStats {
  readonly events: number
  /** The newest instant any event was recorded at; `null` where there is none. */
  readonly lastRecordedAt: string | null
}

/** Every event is read, so none can be damaged unseen. */
export const readStats = async (
  store: EventStore,
  each: (events: number) => void = () => {},
): Promise<E.Either<Failure, StoreStats>> => {
  let [events, newest] = [0, ""]
  for await (const next of decodeEvents(store.readAll())) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    const { recordedAt } = next.right.envelope
    if (recordedAt > newest) newest = recordedAt
    each(++events)
  }
  return E.right({ events, lastRecordedAt: newest === "" ? null : newest })
}
