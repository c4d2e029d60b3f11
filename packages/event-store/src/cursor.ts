/** A log read one event at a time, beside another. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadError } from "./errors.js"
import type { Events, StoredEvent } from "./port.js"

export interface Cursor {
  /** `Right(undefined)` at the end, and from then on. */
  readonly next: () => Promise<E.Either<ReadError, StoredEvent | undefined>>
}

export const cursorOn = (events: Events): Cursor => {
  const iterator = events[Symbol.asyncIterator]()
  return {
    next: async () => {
      const { done, value } = await iterator.next()
      return done === true ? E.right(undefined) : value
    },
  }
}
