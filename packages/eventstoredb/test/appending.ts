/** Events to append and what came of it, shortly. */
import * as E from "fp-ts/lib/Either.js"
import {
  collect,
  type AppendError,
  type Appended,
  type EventStore,
  type ExpectedRevision,
  type NewEvent,
  type StoredEvent,
} from "@shifan/event-store"
import { expect, vi } from "vitest"
import { event } from "./leaf.js"

export { event } from "./leaf.js"

export const append = (
  store: EventStore,
  stream: string,
  expected: ExpectedRevision,
  ...[first = event(), ...rest]: ReadonlyArray<NewEvent>
): Promise<E.Either<AppendError, Appended>> => store.append(stream, expected, [first, ...rest])()

export const all = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => {
  const read = await collect(store.readAll())
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  return read.right
}

export const tagOf = (answer: E.Either<{ readonly _tag: string }, unknown>): string =>
  E.isLeft(answer) ? answer.left._tag : "made"

export const idsOf = (events: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> =>
  events.map(({ id }) => id)

/** What a subscriber is given, from the beginning. */
export const follow = (store: EventStore): { readonly ids: ReadonlyArray<string>; readonly ended: Promise<string> } => {
  const ids: Array<string> = []
  const { ended } = store.subscribe({}, async (batch) => void ids.push(...idsOf(batch.events)))
  return { ids, ended: ended.then(tagOf) }
}

export const seen = (follower: { readonly ids: ReadonlyArray<string> }, ids: ReadonlyArray<string>): Promise<void> =>
  vi.waitFor(() => expect(follower.ids).toEqual(ids), { timeout: 4000, interval: 5 })
