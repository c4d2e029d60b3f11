/** The log of a part of a store, for servers that cannot be emptied: the entries of streams with a prefix, counted anew. */
import * as E from "fp-ts/lib/Either.js"
import type { LeafLog, LoggedEvent, LoggedEvents } from "@shifan/event-store"

/** @param base how many entries the log had before the part was begun. */
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
