import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type {
  Appended,
  AppendError,
  Events,
  EventStore,
  ExpectedRevision,
  NewEvent,
  ReadAllOptions,
  ReadError,
  ReadStreamOptions,
  StoredEvent,
} from "@shifan/event-store"
import { utf8, right } from "../../values.js"

export { must, right, utf8 } from "../../values.js"

// Events to append, and short ways to append and read. Loads no vitest, so a worker process can use it too.

/** What an append takes: one event or more. */
export type NewEvents = RNEA.ReadonlyNonEmptyArray<NewEvent>

/** A well-formed event with an id that no other has. */
export const newEvent = (text = "{}", type = "Happened"): NewEvent => ({ id: randomUUID(), type, leaf: utf8(text) })

/** `n` events, at least one, each with other content. */
export const newEvents = (n: number, type = "Happened"): NewEvents =>
  RNEA.map((i: number) => newEvent(`{"n":${i}}`, type))(RNEA.range(1, n))

/** An empty list under a type that says it is not, as a caller without types may pass it. */
export const noEvents = (): NewEvents => {
  const list: [NewEvent, ...Array<NewEvent>] = [newEvent()]
  list.pop()
  return list
}

/** Appends and settles with the answer, whichever it is. */
export const append = (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: NewEvents,
): Promise<E.Either<AppendError, Appended>> => store.append(stream, expected, events)()

/** Appends; throws where the store refuses, which no case expects of it. */
export const mustAppend = async (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: NewEvents,
): Promise<Appended> => right(await append(store, stream, expected, events))

/** The tag of an error, or `made` for success. */
export const outcomeOf = (answer: E.Either<{ readonly _tag: string }, unknown>): string =>
  E.isLeft(answer) ? answer.left._tag : "made"

/** Notices what is given twice, of which a store that makes no progress gives ever more. */
export const onceEach = (): ((event: StoredEvent) => void) => {
  const seen = new Set<string>()
  return ({ stream, revision }) => {
    const place = `${stream}@${revision}`
    if (seen.has(place)) throw new Error(`${place} is given a second time`)
    seen.add(place)
  }
}

/** All that a read gives, a failure at its end included. */
export const answersOf = async (read: Events): Promise<ReadonlyArray<E.Either<ReadError, StoredEvent>>> => {
  const all: Array<E.Either<ReadError, StoredEvent>> = []
  const once = onceEach()
  for await (const answer of read) {
    if (E.isRight(answer)) once(answer.right)
    all.push(answer)
  }
  return all
}

const stored = async (read: Events): Promise<ReadonlyArray<StoredEvent>> => (await answersOf(read)).map(right)

/** All events of a read of a stream; throws where it fails. */
export const readStream = (
  store: EventStore,
  stream: string,
  options?: ReadStreamOptions,
): Promise<ReadonlyArray<StoredEvent>> => stored(store.readStream(stream, options))

/** All events of a read over the whole store; throws where it fails. */
export const readAll = (store: EventStore, options?: ReadAllOptions): Promise<ReadonlyArray<StoredEvent>> =>
  stored(store.readAll(options))

/** The ids of events, to compare what was written with what is read. */
export const idsOf = (events: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> =>
  events.map(({ id }) => id)
