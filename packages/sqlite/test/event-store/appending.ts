/** Events to append and what came of it, shortly. */
import { randomUUID } from "node:crypto"
import * as E from "fp-ts/lib/Either.js"
import {
  type Appended,
  type AppendError,
  collect,
  type EventStore,
  type NewEvent,
  type StoredEvent,
} from "@shifan/event-store"

export const event = (leaf: Uint8Array = new Uint8Array(200)): NewEvent => ({
  id: randomUUID(),
  type: "Happened",
  leaf,
})

export const append = (
  store: EventStore,
  stream: string,
  one: NewEvent = event(),
): Promise<E.Either<AppendError, Appended>> => store.append(stream, "any", [one])()

export const appendMany = async (store: EventStore, n: number): Promise<void> => {
  await Promise.all(Array.from({ length: n }, (_, i) => append(store, `s-${i % 10}`)))
}

export const all = async (store: EventStore): Promise<ReadonlyArray<StoredEvent>> => {
  const read = await collect(store.readAll())
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left))
  return read.right
}

export const tagOf = (answer: E.Either<{ readonly _tag: string }, unknown>): string =>
  E.isLeft(answer) ? answer.left._tag : "made"
