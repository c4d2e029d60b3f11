/** Keeps the law of a bureau folded, and reads on from where it stopped: per command no more than what is new. */
import * as E from "fp-ts/lib/Either.js"
import type { Library } from "@shifan/core"
import {
  collect,
  decodeEvents,
  evolveLaw,
  initialLaw,
  type EventStore,
  type KnownLaw,
  type Position,
  type ReadError,
} from "@shifan/event-store"

export interface LawReader {
  readonly now: () => Promise<E.Either<ReadError, KnownLaw>>
  /** Says that everything up to a position is committed, so that the next reading may begin there. */
  readonly reached: (position: Position) => void
}

export const lawReader = (store: EventStore, division: string, library: Library): LawReader => {
  let law = initialLaw(library)
  let checkpoint: Position | undefined
  let committed: Position | undefined

  /** A reading that overlapped another finds its events folded already, by their revision. */
  const isNew = (stream: string, revision: number): boolean =>
    revision > (law.basis.find((one) => one.stream === stream)?.revision ?? -1)

  const read = async (): Promise<E.Either<ReadError, KnownLaw>> => {
    const upTo = committed
    const filter = { streamPrefixes: [`instrument-${division}-`, `call-${division}-`] }
    const after = checkpoint === undefined ? {} : { after: checkpoint }
    const events = await collect(decodeEvents(store.readAll({ filter, ...after })))
    if (E.isLeft(events)) return events
    for (const { event, envelope } of events.right)
      if (isNew(event.stream, event.revision)) law = evolveLaw(law, envelope)
    checkpoint = later(checkpoint, later(events.right.at(-1)?.event.position, upTo))
    return E.right(law)
  }

  let reading: Promise<unknown> | undefined
  let following: Promise<E.Either<ReadError, KnownLaw>> | undefined

  const begin = (): Promise<E.Either<ReadError, KnownLaw>> => {
    const begun = read()
    reading = begun.finally(() => (reading = undefined)).catch(() => undefined)
    return begun
  }

  /** A reading under way may have begun before what the caller has seen: those who come meanwhile share the next. */
  const now = (): Promise<E.Either<ReadError, KnownLaw>> => {
    if (reading === undefined) return begin()
    following ??= reading.then(() => {
      following = undefined
      return begin()
    })
    return following
  }

  const reached = (position: Position): void => {
    committed = later(committed, position)
  }

  return { now, reached }
}

const later = (a: Position | undefined, b: Position | undefined): Position | undefined =>
  a === undefined ? b : b === undefined || b < a ? a : b
