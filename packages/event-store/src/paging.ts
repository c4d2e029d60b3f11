/** The port's reads over pages: an adapter gives the next page, windows and filters mean the same on all of them. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadError } from "./errors.js"
import { matchesFilter } from "./filter.js"
import type { Direction, Events, Position, ReadAllOptions, ReadStreamOptions, StoredEvent } from "./port.js"

export type Page = E.Either<ReadError, ReadonlyArray<StoredEvent>>

export interface PageReader {
  /** Behind a position, `size` at most, fewer only where the store ends now. */
  readonly all: (after: Position | undefined, size: number) => Promise<Page>
  /** From an integer on, inclusive, `size` at most. Empty outside the stream; `StreamNotFound` when there is none. */
  readonly stream: (stream: string, from: number, direction: Direction, size: number) => Promise<Page>
}

/** Events read at one go: 256 of the largest are 16 MiB. */
export const pageSize = 256

export async function* readStreamByPages(pages: PageReader, stream: string, options: ReadStreamOptions): Events {
  const { direction = "forwards", maxCount = Infinity } = options
  let next =
    direction === "forwards" ? Math.ceil(bounded(options.from ?? 0)) : Math.floor(bounded(options.from ?? Infinity))
  let wanted = wholeNumber(maxCount)
  do {
    const size = Math.min(wanted, pageSize)
    const page = await pages.stream(stream, next, direction, size)
    if (E.isLeft(page)) return yield page
    for (const event of page.right) yield E.right(event)
    const last = page.right.at(-1)
    if (last === undefined || page.right.length < size) return
    wanted -= size
    next = direction === "forwards" ? last.revision + 1 : last.revision - 1
  } while (wanted > 0)
}

export async function* readAllByPages(
  pages: PageReader,
  { after, filter = {}, maxCount = Infinity }: ReadAllOptions,
): Events {
  const wantedOnes = matchesFilter(filter)
  let checkpoint = after
  let wanted = wholeNumber(maxCount)
  while (wanted > 0) {
    const page = await pages.all(checkpoint, pageSize)
    if (E.isLeft(page)) return yield page
    for (const event of page.right) {
      if (!wantedOnes(event)) continue
      yield E.right(event)
      wanted--
      if (wanted === 0) return
    }
    if (page.right.length < pageSize) return
    checkpoint = page.right.at(-1)?.position
  }
}

/** Every revision lies between. */
const bounded = (revision: number): number => Math.min(Math.max(revision, -1), Number.MAX_SAFE_INTEGER)

/** Less than one of anything, and NaN, is none. */
const wholeNumber = (count: number): number => (count >= 1 ? Math.floor(count) : 0)
