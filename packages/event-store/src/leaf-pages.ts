/** Windows of a leaf log over pages: an adapter gives the next page, windows mean the same on all of them. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadError } from "./errors.js"
import type { LoggedEvent, LoggedEvents } from "./leaf-log.js"
import { pageSize } from "./paging.js"

/** From an index on, `size` at most, fewer only where the log ends now. */
export type ReadLeafPage = (from: number, size: number) => Promise<E.Either<ReadError, ReadonlyArray<LoggedEvent>>>

export async function* readLeavesByPages(page: ReadLeafPage, from: number, to: number): LoggedEvents {
  for (let next = Math.max(0, Math.ceil(from)); next < to;) {
    const size = Math.min(pageSize, Math.ceil(to) - next)
    const leaves = await page(next, size)
    if (E.isLeft(leaves)) return yield leaves
    for (const leaf of leaves.right) yield E.right(leaf)
    if (leaves.right.length < size) return
    next += size
  }
}
