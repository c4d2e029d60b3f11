/** Ways to read a store to the end. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadError } from "./errors.js"
import type { Events, StoredEvent } from "./port.js"

/** All events into memory; the first error instead, if there is one. */
export const collect = async (events: Events): Promise<E.Either<ReadError, ReadonlyArray<StoredEvent>>> => {
  const all: Array<StoredEvent> = []
  for await (const one of events) {
    if (E.isLeft(one)) return one
    all.push(one.right)
  }
  return E.right(all)
}

/** The same for a stream that may not be there yet, which then has no events. */
export const collectStream = async (events: Events): Promise<E.Either<ReadError, ReadonlyArray<StoredEvent>>> => {
  const all = await collect(events)
  return E.isLeft(all) && all.left._tag === "StreamNotFound" ? E.right([]) : all
}
