/** Opens event stores in temporary files. */
import * as E from "fp-ts/lib/Either.js"
import type { Appended, AppendError, EventStore, NewEvent } from "@shifan/event-store"
import { must } from "@shifan/testkit"
import { append, newEvent } from "@shifan/testkit/events"
import { onTestFinished } from "vitest"
import { openSqliteStore, type SqliteOptions, type SqliteStore } from "../../src/event-store/index.js"

/** An open store, closed after the test. */
export const storeAt = async (file: string, options: Partial<SqliteOptions> = {}): Promise<SqliteStore> => {
  const store = await must(openSqliteStore({ file, create: true, ...options }))
  onTestFinished(() => store.close())
  return store
}

export const eventOfSize = (bytes: number): NewEvent => ({ ...newEvent(), leaf: new Uint8Array(bytes) })

export const appendOne = (
  store: EventStore,
  stream: string,
  one: NewEvent = eventOfSize(200),
): Promise<E.Either<AppendError, Appended>> => append(store, stream, "any", [one])

/** Appends `count` events, spread over ten streams. */
export const appendMany = async (store: EventStore, count: number): Promise<void> => {
  await Promise.all(Array.from({ length: count }, (_, i) => appendOne(store, `s-${i % 10}`)))
}

/** Whether damage to a file is detected, on opening or by `faults`. */
export const isFoundDamaged = async (file: string, options: { readonly readOnly?: boolean } = {}): Promise<boolean> => {
  const opened = await openSqliteStore({ file, ...options })()
  if (E.isLeft(opened)) return opened.left._tag === "Corrupt"
  const faults = await opened.right.faults()
  await opened.right.close()
  return E.isLeft(faults) ? faults.left._tag === "Corrupt" : faults.right.length > 0
}
