/**
 * Read models on an engine that writes one document at a time and has no transaction over several. Each document keeps
 * the position of the last event that changed it: an event that comes again passes over what it did the first time.
 */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Position, Unavailable } from "@shifan/event-store"
import {
  checkAdvance,
  checkSwap,
  type ReadModelPlace,
  type ReadModelError,
  type ReadModels,
  type Slot,
  type VersionStatus,
  type ReadModelStep,
  type StepFailed,
} from "./read-models.js"

export interface StoredDocument<V> {
  readonly position: Position
  /** `undefined` for a document that was removed: its position must not be forgotten. */
  readonly value: V | undefined
}

/** Where a version of a read model lies. */
export interface RegisteredVersion extends VersionStatus {
  readonly collection: string
}

export type Registration = Readonly<Partial<Record<Slot, RegisteredVersion>>>

/** Each call is atomic and durable by itself; one runner at a time. */
export interface DocumentEngine<V> {
  readonly get: (collection: string, key: string) => TaskEither<Unavailable, StoredDocument<V> | undefined>
  readonly put: (collection: string, key: string, document: StoredDocument<V>) => TaskEither<Unavailable, void>
  /** A collection that is not there is gone already. */
  readonly drop: (collection: string) => TaskEither<Unavailable, void>
  readonly registration: (name: string) => TaskEither<Unavailable, Registration>
  readonly register: (name: string, registration: Registration) => TaskEither<Unavailable, void>
}

/** `undefined`: there is no such document, or shall be none. It runs after the step; what it throws fails the step. */
type DocumentChange<V> = (before: V | undefined) => V | undefined

export interface Documents<V> {
  readonly update: (key: string, change: DocumentChange<V>) => void
}

type Changes<V> = ReadonlyMap<string, DocumentChange<V>>

/** A step's changes, those of one document as one: the second would otherwise be passed over. */
const changesOf = <V>(step: ReadModelStep<Documents<V>>): E.Either<string, Changes<V>> => {
  const changes = new Map<string, DocumentChange<V>>()
  const done = step({
    update: (key, change) => {
      const first = changes.get(key)
      changes.set(key, first === undefined ? change : (before) => change(first(before)))
    },
  })
  return E.isLeft(done) ? done : E.right(changes)
}

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

export const documentReadModels = <V>(engine: DocumentEngine<V>): ReadModels<Documents<V>> => {
  const make = async (
    collection: string,
    position: Position,
    changes: Changes<V>,
  ): Promise<E.Either<Unavailable | string, void>> => {
    for (const [key, change] of changes) {
      const before = await engine.get(collection, key)()
      if (E.isLeft(before)) return before
      if (before.right !== undefined && before.right.position >= position) continue
      const value = E.tryCatch(() => change(before.right?.value), reasonOf)
      if (E.isLeft(value)) return value
      const put = await engine.put(collection, key, { position, value: value.right })()
      if (E.isLeft(put)) return put
    }
    return E.right(undefined)
  }

  const save = (name: string, registration: Registration): Promise<E.Either<Unavailable, void>> =>
    engine.register(name, registration)()

  const removeNext = async (name: string): Promise<E.Either<ReadModelError, Registration>> => {
    const found = await engine.registration(name)()
    if (E.isLeft(found)) return found
    const { live, next } = found.right
    const rest = live === undefined ? {} : { live }
    if (next === undefined) return E.right(rest)
    const saved = await save(name, rest)
    if (E.isLeft(saved)) return saved
    return E.map(() => rest)(await engine.drop(next.collection)())
  }

  const begin = async (
    name: string,
    version: number,
    prepare: ReadModelStep<Documents<V>>,
  ): Promise<E.Either<ReadModelError, VersionStatus>> => {
    const found = await engine.registration(name)()
    if (E.isLeft(found)) return found
    if (found.right.next?.version === version) return E.right(found.right.next)
    const rest = await removeNext(name)
    if (E.isLeft(rest)) return rest
    const collection = `${name}-${rest.right.live?.collection === `${name}-a` ? "b" : "a"}`
    // What a crash left under this name would count as done.
    const cleared = await engine.drop(collection)()
    if (E.isLeft(cleared)) return cleared
    const prepared = changesOf(prepare)
    const made = E.isLeft(prepared) ? prepared : await make(collection, "", prepared.right)
    if (E.isLeft(made))
      return E.left(typeof made.left === "string" ? { _tag: "NotAcceptable", reason: made.left } : made.left)
    const next: RegisteredVersion = { version, checkpoint: undefined, collection }
    return E.map(() => next)(await save(name, { ...rest.right, next }))
  }

  const advance = async (
    place: ReadModelPlace,
    { from, to, steps }: Parameters<ReadModels<Documents<V>>["advance"]>[1],
  ): Promise<E.Either<ReadModelError | StepFailed, void>> => {
    const found = await engine.registration(place.name)()
    if (E.isLeft(found)) return found
    const here = found.right[place.slot]
    const admitted = checkAdvance(place, here, { from, to })
    if (E.isLeft(admitted) || here === undefined) return admitted
    for (const [index, { position, step }] of steps.entries()) {
      const changes = changesOf(step)
      const made = E.isLeft(changes) ? changes : await make(here.collection, position, changes.right)
      if (E.isLeft(made))
        return E.left(typeof made.left === "string" ? { _tag: "StepFailed", index, reason: made.left } : made.left)
    }
    return save(place.name, { ...found.right, [place.slot]: { ...here, checkpoint: to } })
  }

  const swap: ReadModels<Documents<V>>["swap"] = (name, version) => async () => {
    const found = await engine.registration(name)()
    if (E.isLeft(found)) return found
    const { live, next } = found.right
    const admitted = checkSwap(name, version, found.right)
    if (E.isLeft(admitted) || next === undefined) return admitted
    const saved = await save(name, { live: next })
    // The old collection is out of sight; should this fail, the next `begin` clears it.
    if (E.isRight(saved) && live !== undefined) await engine.drop(live.collection)()
    return saved
  }

  return {
    status: engine.registration,
    begin: (name, version, prepare) => () => begin(name, version, prepare),
    advance: (place, asked) => () => advance(place, asked),
    swap,
    abandon: (name) => async () => E.map(() => undefined)(await removeNext(name)),
    close: () => Promise.resolve(),
  }
}
