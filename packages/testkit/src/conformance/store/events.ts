/** Events to append, and short ways to append and read. Loads no vitest, so a worker process can use it too. */
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
import { right } from "../../either.js"

export { must, right } from "../../either.js"

export type NewEvents = RNEA.ReadonlyNonEmptyArray<NewEvent>

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const newEvent = (text = "{}", type = "Happened"): NewEvent => ({ id: randomUUID(), type, leaf: utf8(text) })

/** `n` of them, at least one, told apart by their content. */
export const newEvents = (n: number, type = "Happened"): NewEvents =>
  RNEA.map((i: number) => newEvent(`{"n":${i}}`, type))(RNEA.range(1, n))

/** No events, as a caller without types may pass them. */
export const noEvents = (): NewEvents => {
  const list: [NewEvent, ...Array<NewEvent>] = [newEvent()]
  list.pop()
  return list
}

export const append = (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  some: NewEvents,
): Promise<E.Either<AppendError, Appended>> => store.append(stream, expected, some)()

export const mustAppend = async (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  some: NewEvents,
): Promise<Appended> => right(await append(store, stream, expected, some))

/** How an answer came out, without its details. */
export const outcomeOf = (answer: E.Either<{ readonly _tag: string }, unknown>): string =>
  E.isLeft(answer) ? answer.left._tag : "made"

export const answersOf = async (read: Events): Promise<ReadonlyArray<E.Either<ReadError, StoredEvent>>> => {
  const all: Array<E.Either<ReadError, StoredEvent>> = []
  for await (const one of read) all.push(one)
  return all
}

const stored = async (read: Events): Promise<ReadonlyArray<StoredEvent>> => (await answersOf(read)).map(right)

export const readStream = (
  store: EventStore,
  stream: string,
  options?: ReadStreamOptions,
): Promise<ReadonlyArray<StoredEvent>> => stored(store.readStream(stream, options))

export const readAll = (store: EventStore, options?: ReadAllOptions): Promise<ReadonlyArray<StoredEvent>> =>
  stored(store.readAll(options))

export const idsOf = (list: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> => list.map(({ id }) => id)
