/** Pages of one stream. A gap in its revisions is damage, and said to be. */
import * as E from "fp-ts/lib/Either.js"
import type { Direction, Page } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import type { Read } from "./reading.js"
import { allStored, truncated } from "./stored.js"

export const streamPage = async (
  read: Read,
  stream: string,
  from: number,
  direction: Direction,
  size: number,
): Promise<Page> => {
  // Streams of that name hold the server's own settings.
  if (stream.startsWith("$")) return E.left({ _tag: "StreamNotFound", stream })
  if (direction === "forwards")
    return size > 0 ? forwards(read, stream, Math.max(0, from), size) : existing(read, stream)
  return size > 0 && from >= 0 ? backwards(read, stream, from, size) : existing(read, stream)
}

/** Nothing, if there is such a stream. */
const existing = async (read: Read, stream: string): Promise<Page> => {
  const last = await newest(read, stream)
  return E.isLeft(last) ? last : E.right([])
}

const newest = (read: Read, stream: string): ReturnType<Read> =>
  read({ of: { stream, from: "end" }, direction: "backwards", count: 1 })

const forwards = async (read: Read, stream: string, from: number, size: number): Promise<Page> => {
  const page = await read({ of: { stream, from }, direction: "forwards", count: size })
  if (E.isLeft(page)) return page
  const records = once(page.right)
  const gap = records.findIndex(({ revision }, i) => revision !== from + i)
  return gap < 0 ? allStored(records) : E.left(truncated(stream, from + gap))
}

const backwards = async (read: Read, stream: string, from: number, size: number): Promise<Page> => {
  // From far behind the end the server would walk down to it page by page.
  const last = from === Number.MAX_SAFE_INTEGER ? undefined : await newest(read, stream)
  if (last !== undefined && E.isLeft(last)) return last
  const top = last === undefined ? "end" : Math.min(from, revisionOf(last.right))
  const page = await read({ of: { stream, from: top }, direction: "backwards", count: size })
  if (E.isLeft(page)) return page
  const records = once(page.right)
  const first = top === "end" ? revisionOf(records) : top
  const gap = records.findIndex(({ revision }, i) => revision !== first - i)
  if (gap >= 0) return E.left(truncated(stream, first - gap))
  const { length } = records
  return length === Math.min(size, first + 1) ? allStored(records) : E.left(truncated(stream, first - length))
}

const revisionOf = ([first]: ReadonlyArray<Recorded>): number => first?.revision ?? 0

/** What is delivered twice is had once. */
const once = (records: ReadonlyArray<Recorded>): ReadonlyArray<Recorded> =>
  records.filter(({ revision }, i) => revision !== records[i - 1]?.revision)
