import type { AnyRefusal, Registry } from "@shifan/core"
import type { AppendError, EventStore, Follows, Position, StoreError } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  recorded,
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

/** `undefined`: the store is empty. */
type LastLeaf = Parameters<Follows>[0]

const isSameLeaf = (one: LastLeaf, other: LastLeaf): boolean =>
  one === undefined || other === undefined ? one === other : Buffer.compare(one.leaf, other.leaf) === 0

const isOvertaken = (answer: Answer<unknown>): boolean =>
  E.isLeft(answer) && answer.left._tag === "StoreFailed" && answer.left.error._tag === "Overtaken"

/** Whether events may stand behind the last one of the store. */
export type Guard = (last: LastLeaf) => boolean

/** How often the store is looked at anew while others append. */
const maxLooks = 200

/**
 * Appends only behind the event that was last when the store was looked at: what was found then still holds. The first
 * try finds out which one that is; each further one is due to somebody else's append.
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
    const against = await look()
    if (E.isLeft(against)) return against
    if (RA.isNonEmpty(against.right)) return E.left({ _tag: "Refused", refusals: against.right })
  }
  return storeFailed({ _tag: "Overtaken" })
}

/**
 * The clock is read and the append called in one turn of the event loop, so that the records of one process are in the
 * order of their times; those of others the store is asked about, and the guard with them.
 */
export const appendInOrder = async (
  { store, clock }: Pick<DecisionDependencies, "clock"> & { readonly store: EventStore },
  loaded: Loaded,
  { events }: Decided,
  request: Request<Registry>,
  guard: Guard,
): Promise<Answer<Recorded>> => {
  const { stream, history } = loaded
  const now = clock()
  if (isOutdated(loaded.at, now)) return storeFailed({ _tag: "Overtaken" })
  const batch = recorded(loaded, request, events, now)
  if (E.isLeft(batch)) return storeFailed(batch.left)
  const order = follower(now)
  const expected = history.length === 0 ? "noStream" : history.length - 1
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

/** Ids of events follow from the command's, so an id that is in use belongs to another stream's command. */
const notAppended = (error: AppendError, { commandId }: Request<Registry>): Answer<never> =>
  error._tag === "NotAcceptable" && error.heldBy !== undefined
    ? E.left(idReused(commandId, error.heldBy))
    : storeFailed(error)
