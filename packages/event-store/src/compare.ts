/** Two logs, each read in full: event by event, byte by byte, and by their figures. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { EventStore, StoredEvent } from "./port.js"
import type { SourceFailed, TargetFailed } from "./copy.js"
import { cursorOn } from "./cursor.js"
import { mismatchOf, type Mismatch } from "./mismatch.js"

/** A hash over leaves in their order: a Merkle tree's, or any other that both sides take alike. */
export interface LogHash {
  readonly add: (leaf: Uint8Array) => void
  readonly root: () => Uint8Array
}

export interface LogSummary {
  readonly events: number
  /** The last revision of each stream. */
  readonly streams: ReadonlyMap<string, number>
  readonly root: Uint8Array
}

export interface LogComparison {
  readonly source: LogSummary
  readonly target: LogSummary
  /** The first; `undefined` when there is none. */
  readonly mismatch: Mismatch | undefined
  readonly same: boolean
}

/** `each` is told how many events of the source were read. */
export const compareLogs =
  (
    source: EventStore,
    target: EventStore,
    hash: () => LogHash,
    each: (events: number) => void = () => {},
  ): TaskEither<SourceFailed | TargetFailed, LogComparison> =>
  async () => {
    const [ours, theirs] = [cursorOn(source.readAll()), cursorOn(target.readAll())]
    const [counted, found] = [counting(hash()), counting(hash())]
    let mismatch: Mismatch | undefined
    for (let index = 0; ; index++) {
      const [one, other] = await Promise.all([ours.next(), theirs.next()])
      if (E.isLeft(one)) return E.left({ _tag: "SourceFailed", error: one.left })
      if (E.isLeft(other)) return E.left({ _tag: "TargetFailed", error: other.left })
      if (one.right === undefined && other.right === undefined) break
      counted.take(one.right)
      found.take(other.right)
      mismatch ??= mismatchOf(index, one.right, other.right)
      each(index + 1)
    }
    const [a, b] = [counted.figures(), found.figures()]
    return E.right({ source: a, target: b, mismatch: mismatch, same: mismatch === undefined && sameFigures(a, b) })
  }

interface Counting {
  readonly take: (event: StoredEvent | undefined) => void
  readonly figures: () => LogSummary
}

const counting = (hash: LogHash): Counting => {
  const streams = new Map<string, number>()
  let events = 0
  return {
    take: (event) => {
      if (event === undefined) return
      events++
      streams.set(event.stream, event.revision)
      hash.add(event.leaf)
    },
    figures: () => ({ events, streams, root: hash.root() }),
  }
}

const sameFigures = (a: LogSummary, b: LogSummary): boolean =>
  a.events === b.events &&
  a.root.length === b.root.length &&
  a.root.every((byte, i) => byte === b.root[i]) &&
  a.streams.size === b.streams.size &&
  [...a.streams].every(([stream, last]) => b.streams.get(stream) === last)
