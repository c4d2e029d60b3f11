/** Pages from a connection of their own, each its own short read: a reader neither waits for the writer nor stops it. */
import type { DatabaseSync } from "node:sqlite"
import { setImmediate } from "node:timers/promises"
import * as E from "fp-ts/lib/Either.js"
import {
  changeNotifier,
  ordinalOf,
  checkReached,
  type ChangeNotifier,
  type PageReader,
  type ReadError,
} from "@shifan/event-store"
import { failureOf } from "../engine/failure.js"
import { patiently } from "../engine/busy-retry.js"
import { reading } from "./rows.js"

/** A read that waits for locks, and whose failures are data. */
export type Guarded = <A>(read: () => E.Either<ReadError, A>) => Promise<E.Either<ReadError, A>>

export const guarding =
  (file: string, busyTimeout: number, closed: AbortSignal): Guarded =>
  async (read) => {
    try {
      return closed.aborted ? E.left({ _tag: "Closed" }) : await patiently(busyTimeout, () => closed.aborted, read)
    } catch (thrown) {
      return E.left(closed.aborted ? { _tag: "Closed" } : failureOf(thrown, file))
    }
  }

/** A long read in full pages lets the event loop turn after each. */
export const breathing = async <A>(
  size: number,
  page: E.Either<ReadError, ReadonlyArray<A>>,
): Promise<E.Either<ReadError, ReadonlyArray<A>>> => {
  if (E.isRight(page) && page.right.length === size && size > 1) await setImmediate()
  return page
}

export const pagesOf = (db: DatabaseSync, guarded: Guarded): PageReader => {
  const events = reading(db)
  return {
    all: async (after, size) =>
      breathing(
        size,
        await guarded(() => {
          const ordinal = ordinalOf(after)
          if (E.isLeft(ordinal)) return ordinal
          const page = events.all(ordinal.right, size)
          if (page.length > 0) return E.right(page)
          const known = checkReached(ordinal.right, events.last())
          return E.isLeft(known) ? known : E.right(page)
        }),
      ),
    stream: async (stream, from, direction, size) =>
      breathing(
        size,
        await guarded(() => {
          const page = events.stream(stream, from, direction, size)
          return page.length === 0 && events.lastRevision(stream) === "noStream"
            ? E.left({ _tag: "StreamNotFound", stream })
            : E.right(page)
        }),
      ),
  }
}

/** Polls every `interval` milliseconds for commits of other connections; this store notifies after its own. */
export const notifierOf = (db: DatabaseSync, interval: number): ChangeNotifier => {
  const version = db.prepare("PRAGMA data_version")
  const mark = (): string => {
    try {
      return String(version.get()?.["data_version"])
    } catch {
      // Wakes who waits; the read that follows says what is the matter.
      return "unknown"
    }
  }
  return changeNotifier(mark, interval)
}
