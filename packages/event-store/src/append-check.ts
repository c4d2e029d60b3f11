import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { largestLeaf } from "./envelope.js"
import type {
  Appended,
  ExpectedRevision,
  Follows,
  NewEvent,
  NotAcceptable,
  Overtaken,
  StoredEvent,
  TooLarge,
  WrongExpectedRevision,
} from "./port.js"

/** An append that passed `checkAppend`. It owns its bytes: the caller can no longer change them. */
export interface CheckedAppend {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: RNEA.ReadonlyNonEmptyArray<NewEvent>
  readonly follows?: Follows
}

/** Refuses what no store accepts, whatever it holds. Adapters call it before they await anything. */
export const checkAppend = (
  stream: string,
  expected: ExpectedRevision,
  events: ReadonlyArray<NewEvent>,
  follows?: Follows,
): E.Either<NotAcceptable | TooLarge, CheckedAppend> => {
  const copies = events.map(copyOf)
  if (!RA.isNonEmpty(copies)) return notAcceptable("an append of no events")
  if (new Set(copies.map(({ id }) => id)).size < copies.length)
    return notAcceptable("two events of one append share an id")
  if (typeof expected === "number" && (!Number.isSafeInteger(expected) || expected < 0))
    return notAcceptable(`the expected revision ${expected} is not a revision`)
  const names = [stream, ...copies.flatMap(({ id, type }) => [id, type])]
  if (!names.every(isName))
    return notAcceptable(
      `a stream, an id or a type that is empty, longer than ${longestName} bytes, or has a NUL or half a surrogate pair`,
    )
  const large = copies.find(({ leaf }) => leaf.length > largestLeaf)
  return large === undefined
    ? E.right({ stream, expected, events: copies, ...(follows === undefined ? {} : { follows }) })
    : E.left({ _tag: "TooLarge", size: large.leaf.length, limit: largestLeaf })
}

const notAcceptable = (reason: string): E.Either<NotAcceptable, never> => E.left({ _tag: "NotAcceptable", reason })

/**
 * The UTF-8 of a stream's name, an id or a type has so many bytes at most: what an entry of a log says of an event, in which
 * its stream is named, then fits whatever a server takes at a time.
 */
export const longestName = 1024

/** C programs would cut a text at a NUL, and half a surrogate pair has no UTF-8. */
const isName = (text: string): boolean => text !== "" && text.isWellFormed() && !text.includes("\0") && isShort(text)

/** A character has three bytes at most for each unit of its length. */
const isShort = (text: string): boolean =>
  text.length * 3 <= longestName || new TextEncoder().encode(text).length <= longestName

/** Not `leaf.slice()`: on a Buffer that shares the memory. */
const copyOf = ({ id, type, leaf }: NewEvent): NewEvent => ({ id, type, leaf: new Uint8Array(leaf) })

/**
 * Whether a stream at `actual` may be appended to under `expected`: `any`, `noStream`, `streamExists` or an exact
 * revision.
 */
export const meetsExpectation = (expected: ExpectedRevision, actual: number | "noStream"): boolean =>
  expected === "any" || (expected === "streamExists" ? actual !== "noStream" : expected === actual)

/** What a store must be able to look up so that an append can be judged. */
export interface AppendLookup {
  readonly lastRevision: (stream: string) => number | "noStream"
  readonly byId: (id: string) => StoredEvent | undefined
  /** The last event of the whole store. */
  readonly last: () => Pick<StoredEvent, "leaf"> | undefined
}

/**
 * Decides what becomes of an append, the same way in every adapter. `Right(undefined)`: append it now. `Right(appended)`:
 * a retry; the same events already follow the expected revision. `WrongExpectedRevision` comes before `NotAcceptable`,
 * which is for an id that is in use elsewhere: no later revision would let that in.
 */
export const judgeAppend = (
  lookup: AppendLookup,
  append: CheckedAppend,
): E.Either<WrongExpectedRevision | NotAcceptable | Overtaken, Appended | undefined> => {
  const { stream, expected, events } = append
  const known = events.map(({ id }) => lookup.byId(id))
  const last = known.at(-1)
  if (last !== undefined && isRetry(known, append))
    return E.right({ revision: last.revision, position: last.position, repeated: true })
  const actual = lookup.lastRevision(stream)
  if (!meetsExpectation(expected, actual)) return E.left({ _tag: "WrongExpectedRevision", stream, expected, actual })
  const elsewhere = known.find((event) => event !== undefined)
  if (elsewhere !== undefined) return inUse(elsewhere)
  return append.follows === undefined || append.follows(lookup.last())
    ? E.right(undefined)
    : E.left({ _tag: "Overtaken" })
}

const inUse = ({ id, stream, revision, type }: StoredEvent): E.Either<NotAcceptable, never> => {
  const reason = `the id ${id} stands at ${stream}@${revision} already`
  return E.left({ _tag: "NotAcceptable", reason, heldBy: { id, stream, revision, type } })
}

/** Whether the events stored under these ids are these events, one after the other from the expected place on. */
const isRetry = (
  known: ReadonlyArray<StoredEvent | undefined>,
  { stream, expected, events }: CheckedAppend,
): boolean => {
  const start = firstRevision(expected) ?? known[0]?.revision
  return events.every((event, i) => {
    const stored = known[i]
    return (
      stored !== undefined &&
      start !== undefined &&
      stored.stream === stream &&
      stored.revision === start + i &&
      stored.type === event.type &&
      sameBytes(stored.leaf, event.leaf)
    )
  })
}

/** `undefined` where the expectation does not say. */
const firstRevision = (expected: ExpectedRevision): number | undefined => {
  if (expected === "noStream") return 0
  return typeof expected === "number" ? expected + 1 : undefined
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
