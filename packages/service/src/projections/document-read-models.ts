import type { Position, Unavailable } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import {
  checkAdvance,
  checkSwap,
  type Advance,
  type ReadModelError,
  type ReadModelPlace,
  type ReadModels,
  type ReadModelStep,
  type Slot,
  type StepFailed,
  type VersionStatus,
} from "./read-models.js"

/** A document with the position of its last change. */
export interface StoredDocument<V> {
  /** Position of the last event that changed the document. */
  readonly position: Position
  /** `undefined` for a document that was removed. It stays, because its position is still needed. */
  readonly value: V | undefined
}

/** A version of a read model, and the collection that holds its documents. */
export interface RegisteredVersion extends VersionStatus {
  readonly collection: string
}

/** The versions of a projection that have documents: the live one, and the one being built. */
export type Registration = Readonly<Partial<Record<Slot, RegisteredVersion>>>

/** An engine that writes one document at a time. Each call is atomic and durable. Supports one runner at a time. */
export interface DocumentEngine<V> {
  readonly get: (collection: string, key: string) => TaskEither<Unavailable, StoredDocument<V> | undefined>
  readonly put: (collection: string, key: string, document: StoredDocument<V>) => TaskEither<Unavailable, void>
  /** Succeeds if the collection does not exist. */
  readonly drop: (collection: string) => TaskEither<Unavailable, void>
  readonly registration: (name: string) => TaskEither<Unavailable, Registration>
  readonly register: (name: string, registration: Registration) => TaskEither<Unavailable, void>
}

/** `undefined` stands for no document. Runs after the step that requested it; if it throws, that step fails. */
type DocumentChange<V> = (before: V | undefined) => V | undefined

/** A read model of documents by key. */
export interface Documents<V> {
  readonly update: (key: string, change: DocumentChange<V>) => void
}

type DocumentChanges<V> = ReadonlyMap<string, DocumentChange<V>>

/** A step's changes by document. Merges changes of the same document, or the second would be skipped as already done. */
const changesOf = <V>(step: ReadModelStep<Documents<V>>): E.Either<string, DocumentChanges<V>> => {
  const changes = new Map<string, DocumentChange<V>>()
  const done = step({
    update: (key, change) => {
      const earlier = changes.get(key)
      changes.set(key, earlier === undefined ? change : (before) => change(earlier(before)))
    },
  })
  return E.isLeft(done) ? done : E.right(changes)
}

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

/**
 * Read models on an engine without transactions over several documents. Each document stores the position of the last event
 * that changed it, so that applying an event again skips the documents it has already changed.
 */
export const documentReadModels = <V>(engine: DocumentEngine<V>): ReadModels<Documents<V>> => {
  /** A `string` in `Left` is the message of an exception thrown by a change. */
  const write = async (
    collection: string,
    position: Position,
    changes: DocumentChanges<V>,
  ): Promise<E.Either<Unavailable | string, void>> => {
    for (const [key, change] of changes) {
      const before = await engine.get(collection, key)()
      if (E.isLeft(before)) return before
      if (before.right !== undefined && before.right.position >= position) continue
      const value = E.tryCatch(() => change(before.right?.value), messageOf)
      if (E.isLeft(value)) return value
      const put = await engine.put(collection, key, { position, value: value.right })()
      if (E.isLeft(put)) return put
    }
    return E.right(undefined)
  }

  const runStep = async (
    collection: string,
    position: Position,
    step: ReadModelStep<Documents<V>>,
  ): Promise<E.Either<Unavailable | string, void>> => {
    const changes = changesOf(step)
    return E.isLeft(changes) ? changes : write(collection, position, changes.right)
  }

  /** `Right` with the remaining registration. */
  const removeNext = async (name: string): Promise<E.Either<ReadModelError, Registration>> => {
    const registration = await engine.registration(name)()
    if (E.isLeft(registration)) return registration
    const { live, next } = registration.right
    const rest = live === undefined ? {} : { live }
    if (next === undefined) return E.right(rest)
    const registered = await engine.register(name, rest)()
    if (E.isLeft(registered)) return registered
    const dropped = await engine.drop(next.collection)()
    return E.isLeft(dropped) ? dropped : E.right(rest)
  }

  const begin = async (
    name: string,
    version: number,
    prepare: ReadModelStep<Documents<V>>,
  ): Promise<E.Either<ReadModelError, VersionStatus>> => {
    const registration = await engine.registration(name)()
    if (E.isLeft(registration)) return registration
    if (registration.right.next?.version === version) return E.right(registration.right.next)
    const rest = await removeNext(name)
    if (E.isLeft(rest)) return rest
    const collection = `${name}-${rest.right.live?.collection === `${name}-a` ? "b" : "a"}`
    // Documents left by a crash would count as already built.
    const cleared = await engine.drop(collection)()
    if (E.isLeft(cleared)) return cleared
    const prepared = await runStep(collection, "", prepare)
    if (E.isLeft(prepared))
      return E.left(
        typeof prepared.left === "string" ? { _tag: "NotAcceptable", reason: prepared.left } : prepared.left,
      )
    const next: RegisteredVersion = { version, checkpoint: undefined, collection }
    const registered = await engine.register(name, { ...rest.right, next })()
    return E.isLeft(registered) ? registered : E.right(next)
  }

  const advance = async (
    place: ReadModelPlace,
    { from, to, steps }: Advance<Documents<V>>,
  ): Promise<E.Either<ReadModelError | StepFailed, void>> => {
    const registration = await engine.registration(place.name)()
    if (E.isLeft(registration)) return registration
    const current = registration.right[place.slot]
    const checked = checkAdvance(place, current, { from, to })
    if (E.isLeft(checked) || current === undefined) return checked
    for (const [index, { position, step }] of steps.entries()) {
      const done = await runStep(current.collection, position, step)
      if (E.isLeft(done))
        return E.left(typeof done.left === "string" ? { _tag: "StepFailed", index, reason: done.left } : done.left)
    }
    return engine.register(place.name, { ...registration.right, [place.slot]: { ...current, checkpoint: to } })()
  }

  const swap: ReadModels<Documents<V>>["swap"] = (name, version) => async () => {
    const registration = await engine.registration(name)()
    if (E.isLeft(registration)) return registration
    const { live, next } = registration.right
    const checked = checkSwap(name, version, registration.right)
    if (E.isLeft(checked) || next === undefined) return checked
    const registered = await engine.register(name, { live: next })()
    // Nobody reads the old collection any more. If this fails, the next `begin` clears it.
    if (E.isRight(registered) && live !== undefined) await engine.drop(live.collection)()
    return registered
  }

  return {
    status: engine.registration,
    begin: (name, version, prepare) => () => begin(name, version, prepare),
    advance: (place, asked) => () => advance(place, asked),
    swap,
    abandon: (name) => async () => {
      const removed = await removeNext(name)
      return E.isLeft(removed) ? removed : E.right(undefined)
    },
    close: () => Promise.resolve(),
  }
}
