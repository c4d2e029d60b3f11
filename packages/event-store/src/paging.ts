import * as E from "fp-ts/lib/Either.js"
import { checkedPages, type PageReader } from "./page-reader.js"
import type { Events, Filter, ReadAllOptions, ReadStreamOptions, StoredEvent } from "./port.js"

/** Events per read. 256 of the largest events are 16 MiB. */
export const pageSize = 256

/**
 * Whether an event matches a filter: its stream starts with one of the prefixes, and its type is one of the types. A
 * missing list matches everything.
 */
export const matchesFilter =
  ({ streamPrefixes, types }: Filter) =>
  ({ stream, type }: StoredEvent): boolean =>
    (streamPrefixes === undefined || streamPrefixes.some((prefix) => stream.startsWith(prefix))) &&
    (types === undefined || types.includes(type))

/** `EventStore.readStream` over pages. */
export async function* readStreamByPages(reader: PageReader, stream: string, options: ReadStreamOptions): Events {
  const { direction = "forwards", maxCount = Infinity } = options
  const isForwards = direction === "forwards"
  const pages = checkedPages(reader)
  let next = isForwards ? Math.ceil(clamped(options.from ?? 0)) : Math.floor(clamped(options.from ?? Infinity))
  let remaining = wholeCount(maxCount)
  do {
    const size = Math.min(remaining, pageSize)
    const page = await pages.stream(stream, next, direction, size)
    if (E.isLeft(page)) return yield page
    for (const event of page.right) yield E.right(event)
    const last = page.right.at(-1)
    if (last === undefined || page.right.length < size) return
    remaining -= size
    next = isForwards ? last.revision + 1 : last.revision - 1
  } while (remaining > 0)
}

/** `EventStore.readAll` over pages. */
export async function* readAllByPages(reader: PageReader, options: ReadAllOptions): Events {
  const { after, filter = {}, maxCount = Infinity } = options
  const isWanted = matchesFilter(filter)
  const pages = checkedPages(reader)
  let position = after
  let remaining = wholeCount(maxCount)
  while (remaining > 0) {
    const page = await pages.all(position, pageSize, filter)
    if (E.isLeft(page)) return yield page
    for (const event of page.right) {
      if (!isWanted(event)) continue
      yield E.right(event)
      remaining--
      if (remaining === 0) return
    }
    if (page.right.length < pageSize) return
    position = page.right.at(-1)?.position
  }
}

/** Limits a revision to a range that covers every real one, so that adapters never see infinity. */
const clamped = (revision: number): number => Math.min(Math.max(revision, -1), Number.MAX_SAFE_INTEGER)

/** NaN and anything below one become 0. */
const wholeCount = (count: number): number => (count >= 1 ? Math.floor(count) : 0)
