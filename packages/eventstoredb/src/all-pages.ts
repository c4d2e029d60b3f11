/** Pages of everything. The server's own events and the log's entries lie among ours, and its reads begin with the position asked for. */
import * as E from "fp-ts/lib/Either.js"
import type { Corrupt, Page, Position, StoredEvent } from "@shifan/event-store"
import { logPositionOf, positionOf } from "./positions.js"
import { newest, type Read } from "./reading.js"
import { isNoEvent, storedOf } from "./stored.js"

/** The stretch behind our last event where only the server's own were found, so that it is not read again and again. */
export interface Quiet {
  from: Position
  to: Position
}

export const allPage = async (read: Read, quiet: Quiet, after: Position | undefined, size: number): Promise<Page> => {
  const start = after === undefined ? E.right(undefined) : logPositionOf(after)
  if (E.isLeft(start)) return start
  const scan = await scanFrom(read, skipping(quiet, after ?? ""), size)
  if (E.isLeft(scan)) return scan
  const { events, end, met } = scan.right
  if (end !== undefined) {
    if (events.length === 0 && !met && after !== undefined) return reached(read, after)
    Object.assign(quiet, { from: events.at(-1)?.position ?? after ?? "", to: end })
  }
  return E.right(events)
}

const skipping = ({ from, to }: Quiet, after: Position): Position => (from <= after && after <= to ? to : after)

interface Scan {
  readonly events: ReadonlyArray<StoredEvent>
  /** The last position of all, where the store ended before `size` of ours were found. */
  readonly end: Position | undefined
  /** Something was there at or behind the first position. */
  readonly met: boolean
}

const scanFrom = async (read: Read, first: Position, size: number): Promise<E.Either<ScanError, Scan>> => {
  const events: Array<StoredEvent> = []
  let [behind, met] = [first, false]
  for (let answers = 1; ; answers++) {
    const from = behind === "" ? E.right("start" as const) : logPositionOf(behind)
    if (E.isLeft(from)) return from
    // One more than wanted: the first is the one that was had.
    const page = await read({ of: { all: from.right }, direction: "forwards", count: size + 1 })
    if (E.isLeft(page)) return page
    const before = behind
    for (const record of page.right) {
      const position = positionOf(record.position)
      met ||= position >= first
      // What comes again was had.
      if (position <= behind) continue
      behind = position
      if (isNoEvent(record)) continue
      const stored = storedOf(record)
      if (E.isLeft(stored)) return stored
      events.push(stored.right)
      if (events.length === size) return E.right({ events, end: undefined, met })
    }
    // As in a stream: only an answer that brings nothing more is the end, and never the first.
    if (behind === before && answers > 1) return E.right({ events, end: behind, met })
  }
}

type ScanError = Extract<Page, { readonly _tag: "Left" }>["left"]

/** A store brought back from an older backup would pass over all that is written up to the checkpoint without a word. */
const reached = async (read: Read, after: Position): Promise<Page> => {
  const last = await newest(read, { all: "end" })
  if (E.isLeft(last)) return last
  const end = last.right === undefined ? "nothing" : positionOf(last.right.position)
  const corrupt: Corrupt = {
    _tag: "Corrupt",
    where: "checkpoint",
    reason: `the checkpoint ${after} is ahead of the store, which ends at ${end}`,
  }
  return last.right !== undefined && end >= after ? E.right([]) : E.left(corrupt)
}
