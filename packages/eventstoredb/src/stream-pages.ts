/** Pages of one stream. A gap in its revisions is damage, and said to be. */
import * as E from "fp-ts/lib/Either.js"
import type { Direction, Page } from "@shifan/event-store"
import type { Recorded } from "./driver.js"
import { newest, type Read } from "./reading.js"
import { allStored, truncated } from "./stored.js"

export const streamPage = async (
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

export const recordsFrom = async (read: Read, stream: string, from: number, size: number): ReturnType<Read> => {
  const records = await readOut(read, stream, from, "forwards", size)
  if (E.isLeft(records)) return records
  const gap = records.right.findIndex(({ revision }, i) => revision !== from + i)
  if (gap >= 0) return E.left(truncated(stream, from + gap))
  return from === 0 && records.right.length === 0 ? E.left(truncated(stream, 0)) : records
}

const backwards = async (read: Read, stream: string, from: number, size: number): Promise<Page> => {
  const last = await newest(read, { stream, from: "end" })
  if (E.isLeft(last)) return last
  // From far behind the end the server would walk down to it page by page.
  const top = Math.min(from, last.right?.revision ?? 0)
  if (size === 1 && last.right?.revision === top) return allStored([last.right])
  const records = await readOut(read, stream, top, "backwards", Math.min(size, top + 1))
  if (E.isLeft(records)) return records
  const gap = records.right.findIndex(({ revision }, i) => revision !== top - i)
  const found = gap < 0 ? records.right.length : gap
  return found === Math.min(size, top + 1) ? allStored(records.right) : E.left(truncated(stream, top - found))
}

/**
 * As many as asked for, or all there are. A server that goes down may end a read early and without an error, so only an
 * answer that brings nothing more is the end, and never the first. What comes twice is had once.
 */
const readOut = async (
  read: Read,
  stream: string,
  from: number,
  direction: Direction,
  count: number,
): ReturnType<Read> => {
  const records: Array<Recorded> = []
  const step = direction === "forwards" ? 1 : -1
  for (let answers = 1; ; answers++) {
    const next = (records.at(-1)?.revision ?? from - step) + step
    const page = await read({ of: { stream, from: next }, direction, count: count - records.length })
    if (E.isLeft(page)) return page
    const before = records.length
    for (const record of page.right)
      if (records.length === 0 || (record.revision - (records.at(-1)?.revision ?? 0)) * step > 0) records.push(record)
    const nothingMore = records.length === before && answers > 1
    if (nothingMore || records.length >= count) return E.right(records.slice(0, count))
  }
}
