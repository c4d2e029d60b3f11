import type { Unavailable } from "@shifan/event-store"
import { crashAfter, processDied, type Crashing, type CrashPoint } from "@shifan/testkit/read-models"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { DocumentEngine, Registration, StoredDocument } from "../../src/index.js"

export interface MemoryEngine<V> extends DocumentEngine<V> {
  /** A document of the live collection. */
  readonly read: (name: string, key: string) => V | undefined
  readonly collections: () => ReadonlyArray<string>
}

export const memoryEngine = <V>(): MemoryEngine<V> => {
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

/** An engine that crashes at one of its calls, possibly between two documents of one event. */
export const crashingEngine = <V>(engine: DocumentEngine<V>, point: CrashPoint): Crashing<DocumentEngine<V>> => {
  const { unlessDead, isDead } = crashAfter(point)
  const call =
    <A>(task: TaskEither<Unavailable, A>): TaskEither<Unavailable, A> =>
    async () => {
      const answer = await unlessDead(task)()
      return E.isLeft(answer) ? E.left(processDied) : answer
    }
  return {
    isDead,
    port: {
      get: (...asked) => call(engine.get(...asked)),
      put: (...asked) => call(engine.put(...asked)),
      drop: (...asked) => call(engine.drop(...asked)),
      registration: (...asked) => call(engine.registration(...asked)),
      register: (...asked) => call(engine.register(...asked)),
    },
  }
}
