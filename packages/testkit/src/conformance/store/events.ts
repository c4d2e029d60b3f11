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

// Events to append, with shortcuts to append and read. Does not load vitest, so a worker process can use it too.

/** The argument of an append: one event or more. */
export type NewEvents = RNEA.ReadonlyNonEmptyArray<NewEvent>

/** A well-formed event with a new id. */
export const newEvent = (text = "{}", type = "Happened"): NewEvent => ({ id: randomUUID(), type, leaf: utf8(text) })

/** `n` events (at least one), all with different content. */
export const newEvents = (n: number, type = "Happened"): NewEvents =>
  RNEA.map((i: number) => newEvent(`{"n":${i}}`, type))(RNEA.range(1, n))

/** An empty list typed as non-empty, as an untyped caller may pass it. */
export const noEvents = (): NewEvents => {
  const list: [NewEvent, ...Array<NewEvent>] = [newEvent()]
  list.pop()
  return list
}

/** Appends, and resolves with the answer, success or not. */
export const append = (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: NewEvents,
): Promise<E.Either<AppendError, Appended>> => store.append(stream, expected, events)()

/** Appends; throws if the store refuses. */
export const mustAppend = async (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  events: NewEvents,
): Promise<Appended> => right(await append(store, stream, expected, events))

/** The tag of an error, or `made` for success. */
export const outcomeOf = (answer: E.Either<{ readonly _tag: string }, unknown>): string =>
  E.isLeft(answer) ? answer.left._tag : "made"

/** Throws on repeated events, because a store that makes no progress would return them for ever. */
export const onceEach = (): ((event: StoredEvent) => void) => {
  const seen = new Set<string>()
  return ({ stream, revision }) => {
    const place = `${stream}@${revision}`
    if (seen.has(place)) throw new Error(`${place} is given a second time`)
    seen.add(place)
  }
}

/** All results of a read, including a failure at the end. */
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

/** All events of a stream; throws if the read fails. */
export const readStream = (
  store: EventStore,
  stream: string,
  options?: ReadStreamOptions,
): Promise<ReadonlyArray<StoredEvent>> => stored(store.readStream(stream, options))

/** All events of the whole store; throws if the read fails. */
export const readAll = (store: EventStore, options?: ReadAllOptions): Promise<ReadonlyArray<StoredEvent>> =>
  stored(store.readAll(options))

/** The ids of events, to compare what was written with what is read. */
export const idsOf = (events: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> =>
  events.map(({ id }) => id)
