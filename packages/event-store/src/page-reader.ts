/** The paged reads that an adapter implements, with checks of every page: a page that goes back would loop a reader forever. */
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Direction, Filter, Position, ReadError, StoredEvent } from "./port.js"

/** The next events of a read; empty at the end. A `Left` ends the read. */
export type Page = E.Either<ReadError, ReadonlyArray<StoredEvent>>

/**
 * How an adapter reads a page. Windows and filters are built on top of this, so they work the same in every adapter. A page
 * that does not come after the requested position is reported as `Corrupt`.
 */
export interface PageReader {
  /**
   * Up to `size` events after a position, fewer only at the end of the store. May leave out events that do not match the
   * filter, if the adapter has an index to skip them with.
   */
  readonly all: (after: Position | undefined, size: number, filter?: Filter) => Promise<Page>
  /**
   * Up to `size` events starting at an integer revision, inclusive. Empty if the revision is outside the stream;
   * `StreamNotFound` if there is no such stream.
   */
  readonly stream: (stream: string, from: number, direction: Direction, size: number) => Promise<Page>
}

/** Wraps a reader: a page that repeats events, goes back, is too long or belongs to another stream becomes `Corrupt`. */
export const checkedPages = ({ all, stream }: PageReader): PageReader => ({
  all: async (after, size, filter) =>
    checked(await all(after, size, filter), (events) => faultInAll(events, after, size)),
  stream: async (name, from, direction, size) =>
    checked(await stream(name, from, direction, size), (events) => faultInStream(events, name, from, direction, size)),
})

const checked = (page: Page, faultIn: (events: ReadonlyArray<StoredEvent>) => Corrupt | undefined): Page => {
  if (E.isLeft(page)) return page
  const fault = faultIn(page.right)
  return fault === undefined ? page : E.left(fault)
}

const corrupt = (where: string, reason: string): Corrupt => ({ _tag: "Corrupt", where, reason })

const tooLong = (events: ReadonlyArray<StoredEvent>, where: string, size: number): Corrupt | undefined =>
  events.length > size ? corrupt(where, `${events.length} events in a page of ${size}`) : undefined

const faultInAll = (
  events: ReadonlyArray<StoredEvent>,
  after: Position | undefined,
  size: number,
): Corrupt | undefined => {
  let last = after
  for (const { position } of events) {
    if (last !== undefined && position <= last)
      return corrupt(`position ${position}`, `an event that is not behind ${last} in a page that begins after it`)
    last = position
  }
  return tooLong(events, `the page after ${after ?? "the start"}`, size)
}

const faultInStream = (
  events: ReadonlyArray<StoredEvent>,
  name: string,
  from: number,
  direction: Direction,
  size: number,
): Corrupt | undefined => {
  const step = direction === "forwards" ? 1 : -1
  let next = from
  for (const { stream, revision } of events) {
    if (stream !== name) return corrupt(`${stream}@${revision}`, `it stands in a page of ${name}`)
    if ((revision - next) * step < 0)
      return corrupt(`${name}@${revision}`, `it stands in a page read ${direction} from ${next}`)
    next = revision + step
  }
  return tooLong(events, `the page of ${name} from ${from}`, size)
}
