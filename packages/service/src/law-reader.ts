/** Keeps the law of a bureau folded, and reads on from where it stopped: per command no more than what is new. */
import * as E from "fp-ts/lib/Either.js"
import type { Library } from "@shifan/core"
import {
  collect,
  evolveLaw,
  initialLaw,
  readEnvelope,
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
    const events = await collect(store.readAll({ filter, ...(checkpoint === undefined ? {} : { after: checkpoint }) }))
    if (E.isLeft(events)) return events
    for (const { leaf, stream, revision } of events.right) {
      const envelope = readEnvelope(leaf)
      if (E.isLeft(envelope)) return envelope
      if (isNew(stream, revision)) law = evolveLaw(law, envelope.right)
    }
    checkpoint = later(checkpoint, later(events.right.at(-1)?.position, upTo))
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
