/** The log of one partition of a server that cannot be emptied: entries of streams with a prefix, renumbered from 0. */
import * as E from "fp-ts/lib/Either.js"
import type { LeafLog, LoggedEvent, LoggedEvents } from "@shifan/event-store"

/** @param base size of the log before the partition was started. */
export const logWithin = (log: LeafLog, prefix: string, base: number): LeafLog => {
  async function* entries(): LoggedEvents {
    let index = 0
    for await (const next of log.read(base, Number.MAX_SAFE_INTEGER)) {
      if (E.isRight(next) && !next.right.event.stream.startsWith(prefix)) continue
      yield E.map(({ event, leafHash }: LoggedEvent) => ({
        index: index++,
        event: { ...event, stream: event.stream.slice(prefix.length) },
        leafHash,
      }))(next)
    }
  }
  return {
    size: async () => {
      let size = 0
      for await (const next of entries()) {
        if (E.isLeft(next)) return next
        size++
      }
      return E.right(size)
    },
    read: async function* (from, to) {
      for await (const next of entries()) {
        if (E.isLeft(next)) return yield next
        if (next.right.index >= to) return
        if (next.right.index >= from) yield next
      }
    },
  }
}
