/** Pages from a connection of their own, each its own short read: a reader neither waits for the writer nor stops it. */
import type { DatabaseSync } from "node:sqlite"
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import { bell, ordinalOf, reached, type Bell, type Page, type Pages } from "@shifan/event-store"
import { failureOf } from "./failure.js"
import { patiently } from "./patience.js"
import { reading } from "./rows.js"

export const pagesOf = (db: DatabaseSync, file: string, busyTimeout: number, closed: AbortSignal): Pages => {
  const events = reading(db)

  const guarded = async (size: number, read: () => Page): Promise<Page> => {
    try {
      if (closed.aborted) return E.left({ _tag: "Closed" })
      const page = await patiently(busyTimeout, () => closed.aborted, read)
      // A long read in full pages lets the event loop turn after each.
      if (E.isRight(page) && page.right.length === size && size > 1) await setImmediate()
      return page
    } catch (thrown) {
      return E.left(closed.aborted ? { _tag: "Closed" } : failureOf(thrown, file))
    }
  }

  return {
    all: (after, size) =>
      guarded(size, () => {
        const ordinal = ordinalOf(after)
        if (E.isLeft(ordinal)) return ordinal
        const page = events.all(ordinal.right, size)
        if (page.length > 0) return E.right(page)
        const known = reached(ordinal.right, events.last())
        return E.isLeft(known) ? known : E.right(page)
      }),
    stream: (stream, from, direction, size) =>
      guarded(size, () => {
        const page = events.stream(stream, from, direction, size)
        return page.length === 0 && events.lastRevision(stream) === "noStream"
          ? E.left({ _tag: "StreamNotFound", stream })
          : E.right(page)
      }),
  }
}

/** Rings after each commit here, and by looking every `interval` milliseconds after those of other connections. */
export const bellOf = (db: DatabaseSync, interval: number): Bell => {
  const version = db.prepare("PRAGMA data_version")
  const mark = (): string => {
    try {
      return String(version.get()?.["data_version"])
    } catch {
      // Wakes who waits; the read that follows says what is the matter.
      return "unknown"
    }
  }
  return bell(mark, interval)
}
