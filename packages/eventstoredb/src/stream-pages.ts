/** Reads a stream page by page. A gap in its revisions is `Corrupt`. */
import * as E from "fp-ts/lib/Either.js"
import type { Direction, Page } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { removed } from "./faults.js"
import { missingStream, newest, type Read } from "./reading.js"
import { allStored } from "./stored-events.js"

export const streamPage = async (
  read: Read,
  stream: string,
  from: number,
  direction: Direction,
  size: number,
): Promise<Page> => {
  const page = await windowOf(read, stream, from, direction, size)
  // A softly deleted stream looks like one that never existed.
  return E.isLeft(page) && page.left._tag === "StreamNotFound" ? E.left(await missingStream(read, stream)) : page
}

const windowOf = async (
  read: Read,
  stream: string,
  from: number,
  direction: Direction,
  size: number,
): Promise<Page> => {
  if (size === 0 || from < 0) {
    const last = await newest(read, { stream, from: "end" })
    if (E.isLeft(last)) return last
    return size === 0 || direction === "backwards" ? E.right([]) : forwards(read, stream, 0, size)
  }
  return direction === "forwards" ? forwards(read, stream, from, size) : backwards(read, stream, from, size)
}

const forwards = async (read: Read, stream: string, from: number, size: number): Promise<Page> => {
  const records = await recordsFrom(read, stream, from, size)
  return E.isLeft(records) ? records : allStored(records.right)
}

/** `count` records starting at a revision, or as many as there are. */
export const recordsFrom = async (read: Read, stream: string, from: number, count: number): ReturnType<Read> => {
  const records = await readAsMany(read, stream, from, "forwards", count)
  if (E.isLeft(records)) return records
  const gap = records.right.findIndex(({ revision }, i) => revision !== from + i)
  if (gap >= 0) return E.left(removed(stream, from + gap))
  return from === 0 && records.right.length === 0 ? E.left(removed(stream, 0)) : records
}

const backwards = async (read: Read, stream: string, from: number, size: number): Promise<Page> => {
  const last = await newest(read, { stream, from: "end" })
  if (E.isLeft(last)) return last
  if (last.right === undefined) return E.left(removed(stream, 0))
  // Start at the end: from far above it, the server would walk down page by page.
  const top = Math.min(from, last.right.revision)
  if (size === 1 && last.right.revision === top) return allStored([last.right])
  const records = await readAsMany(read, stream, top, "backwards", Math.min(size, top + 1))
  if (E.isLeft(records)) return records
  const gap = records.right.findIndex(({ revision }, i) => revision !== top - i)
  const dense = gap < 0 ? records.right.length : gap
  return dense === Math.min(size, top + 1) ? allStored(records.right) : E.left(removed(stream, top - dense))
}

/**
 * `count` records, or as many as there are. A server going down may end a read early without an error, so the end is only
 * reached when a second or later read brings nothing new. Drops duplicates.
 */
const readAsMany = async (
  read: Read,
  stream: string,
  from: number,
  direction: Direction,
  count: number,
): ReturnType<Read> => {
  const records: Array<Recorded> = []
  const step = direction === "forwards" ? 1 : -1
  for (let reads = 1; ; reads++) {
    const next = (records.at(-1)?.revision ?? from - step) + step
    const page = await read({ of: { stream, from: next }, direction, count: count - records.length })
    if (E.isLeft(page)) return page
    const before = records.length
    for (const record of page.right)
      if (records.length === 0 || (record.revision - (records.at(-1)?.revision ?? 0)) * step > 0) records.push(record)
    const isEnd = records.length === before && reads > 1
    if (isEnd || records.length >= count) return E.right(records.slice(0, count))
  }
}
