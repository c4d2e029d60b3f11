/** A document engine in memory, and one that dies after so many calls, before or behind doing what it was asked. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Unavailable } from "@shifan/event-store"
import { processDied, crashAfter, type CrashPoint, type Crashing } from "@shifan/testkit/read-models"
import type { DocumentEngine, Registration, StoredDocument } from "../../src/index.js"

/** Dies at any of its calls, also between two documents of one event. */
export const crashingEngine = <V>(engine: DocumentEngine<V>, fate: CrashPoint): Crashing<DocumentEngine<V>> => {
  const { live, isDead } = crashAfter(fate)
  const narrow =
    <A>(task: TaskEither<Unavailable, A>): TaskEither<Unavailable, A> =>
    async () => {
      const answer = await live(task)()
      return E.isLeft(answer) ? E.left(processDied) : answer
    }
  return {
    isDead,
    one: {
      get: (...asked) => narrow(engine.get(...asked)),
      put: (...asked) => narrow(engine.put(...asked)),
      drop: (...asked) => narrow(engine.drop(...asked)),
      registration: (...asked) => narrow(engine.registration(...asked)),
      register: (...asked) => narrow(engine.register(...asked)),
    },
  }
}

export interface EngineInMemory<V> extends DocumentEngine<V> {
  /** Of the live collection. */
  readonly read: (name: string, key: string) => V | undefined
  readonly collections: () => ReadonlyArray<string>
}

export const engineInMemory = <V>(): EngineInMemory<V> => {
  const documents = new Map<string, Map<string, StoredDocument<V>>>()
  const registrations = new Map<string, Registration>()
  const done = (): Promise<E.Either<Unavailable, void>> => Promise.resolve(E.right(undefined))
  return {
    read: (name, key) => documents.get(registrations.get(name)?.live?.collection ?? "")?.get(key)?.value,
    collections: () => [...documents.keys()],
    get: (collection, key) => () => Promise.resolve(E.right(documents.get(collection)?.get(key))),
    put: (collection, key, document) => () => {
      documents.set(collection, (documents.get(collection) ?? new Map<string, StoredDocument<V>>()).set(key, document))
      return done()
    },
    drop: (collection) => () => {
      documents.delete(collection)
      return done()
    },
    registration: (name) => () => Promise.resolve(E.right(registrations.get(name) ?? {})),
    register: (name, registration) => () => {
      registrations.set(name, registration)
      return done()
    },
  }
}
