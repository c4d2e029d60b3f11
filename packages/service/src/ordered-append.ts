import type { AnyRefusal, Registry } from "@shifan/core"
import type { AppendError, EventStore, Follows, Position, StoreError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  encodeEvents,
  type Batch,
  type Decided,
  type DecisionDependencies,
  type EncodedEvent,
  type Loaded,
} from "./decision.js"
import { follower, isOutdated } from "./record-order.js"
import { idReused } from "./repeated-command.js"
import type { CommandResult, Request, ServiceError } from "./request.js"

export type Answer<A> = E.Either<ServiceError<Registry>, A>

export interface Recorded {
  readonly position: Position
  readonly result: CommandResult
}

/** The last event of the store; `undefined` if the store is empty. */
type LastLeaf = Parameters<Follows>[0]

const isSameLeaf = (one: LastLeaf, other: LastLeaf): boolean =>
  one === undefined || other === undefined ? one === other : Buffer.compare(one.leaf, other.leaf) === 0

const isOvertaken = (answer: Answer<unknown>): boolean =>
  E.isLeft(answer) && answer.left._tag === "StoreFailed" && answer.left.error._tag === "Overtaken"

/** Whether the events may be appended after the given last event of the store. */
export type Guard = (last: LastLeaf) => boolean

/** Most retries while other writers keep appending. */
const maxLooks = 200

/**
 * Appends only if the store has not changed since `look` checked it, so that the result of `look` still holds. The first try
 * only finds out the last event; each further one is caused by another writer's append.
 */
export const appendAsSeen = async (
  append: (guard: Guard) => Promise<Answer<Recorded>>,
  look: () => Promise<Answer<ReadonlyArray<AnyRefusal>>>,
): Promise<Answer<Recorded>> => {
  let seen: LastLeaf | null = null
  for (let tries = 0; tries < maxLooks; tries++) {
    const before: LastLeaf | null = seen
    const answer = await append((last) => {
      seen = last
      return before !== null && isSameLeaf(before, last)
    })
    if (!isOvertaken(answer) || seen === before) return answer
    const refusals = await look()
    if (E.isLeft(refusals)) return refusals
    if (RA.isNonEmpty(refusals.right)) return E.left({ _tag: "Refused", refusals: refusals.right })
  }
  return storeFailed({ _tag: "Overtaken" })
}

/**
 * Appends in the order of recording times. Within a process this holds because the clock is read and `append` called in the
 * same turn of the event loop. For events of other processes, the store checks it through `follows`, together with `guard`.
 */
export const appendInOrder = async (
  { store, clock }: Pick<DecisionDependencies, "clock"> & { readonly store: EventStore },
  loaded: Loaded,
  { events }: Decided,
  request: Request<Registry>,
  guard: Guard,
): Promise<Answer<Recorded>> => {
  const { stream, size } = loaded
  const now = clock()
  if (isOutdated(loaded.at, now)) return storeFailed({ _tag: "Overtaken" })
  const batch = encodeEvents(loaded, request, events, now)
  if (E.isLeft(batch)) return storeFailed(batch.left)
  const order = follower(now)
  const expected = size === 0 ? "noStream" : size - 1
  const newEvents = RNEA.map(({ newEvent }: EncodedEvent) => newEvent)(batch.right)
  const follows: Follows = (last) => order.follows(last) && guard(last)
  const appended = await store.append(stream, expected, newEvents, follows)()
  if (E.isRight(appended)) {
    const { position, repeated } = appended.right
    return E.right({ position, result: { ...resultOf(stream, batch.right), repeated } })
  }
  const newest = order.newest()
  return appended.left._tag === "Overtaken" && newest !== undefined && clock() < newest
    ? E.left({ _tag: "ClockBehind", now, newest })
    : notAppended(appended.left, request)
}

export const resultOf = (stream: string, batch: Batch): CommandResult => ({
  stream,
  events: batch.map(({ envelope }) => envelope),
  repeated: false,
})

export const storeFailed = (error: StoreError): Answer<never> => E.left({ _tag: "StoreFailed", error })

/** Event ids are derived from the command id, so an id in use means that a command in another stream has the same id. */
const notAppended = (error: AppendError, { commandId }: Request<Registry>): Answer<never> =>
  error._tag === "NotAcceptable" && error.heldBy !== undefined
    ? E.left(idReused(commandId, error.heldBy))
    : storeFailed(error)
