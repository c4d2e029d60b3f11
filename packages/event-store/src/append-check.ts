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

/** Refuses an append that no store could accept, without looking at the store. Adapters call it before they await anything. */
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
 * Longest name of a stream, id or type, in bytes of UTF-8. A log entry repeats these names, and has to stay below the size
 * limit of every server.
 */
export const longestName = 1024

/** C code would cut the text at a NUL, and half a surrogate pair cannot be encoded in UTF-8. */
const isName = (text: string): boolean => text !== "" && text.isWellFormed() && !text.includes("\0") && isShort(text)

/** A UTF-16 code unit takes at most three bytes in UTF-8, so most names need no encoding to be measured. */
const isShort = (text: string): boolean =>
  text.length * 3 <= longestName || new TextEncoder().encode(text).length <= longestName

/** Not `leaf.slice()`: on a `Buffer` that shares memory with the original. */
const copyOf = ({ id, type, leaf }: NewEvent): NewEvent => ({ id, type, leaf: new Uint8Array(leaf) })

/**
 * Whether a stream at `actual` may be appended to under `expected`: `any`, `noStream`, `streamExists` or an exact
 * revision.
 */
export const meetsExpectation = (expected: ExpectedRevision, actual: number | "noStream"): boolean =>
  expected === "any" || (expected === "streamExists" ? actual !== "noStream" : expected === actual)

/** The lookups that `judgeAppend` needs from a store. */
export interface AppendLookup {
  readonly lastRevision: (stream: string) => number | "noStream"
  readonly byId: (id: string) => StoredEvent | undefined
  /** The last event of the whole store, over all streams. */
  readonly last: () => Pick<StoredEvent, "leaf"> | undefined
}

/**
 * Decides an append the same way for every adapter. `Right(undefined)`: append it now. `Right(appended)`: it is a retry, and
 * the same events already follow the expected revision. `WrongExpectedRevision` is checked before `NotAcceptable` (an id is
 * used by another event), since only the former can succeed on a later try.
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
  const holder = known.find((event) => event !== undefined)
  if (holder !== undefined) return inUse(holder)
  return append.follows === undefined || append.follows(lookup.last())
    ? E.right(undefined)
    : E.left({ _tag: "Overtaken" })
}

const inUse = ({ id, stream, revision, type }: StoredEvent): E.Either<NotAcceptable, never> => {
  const reason = `the id ${id} stands at ${stream}@${revision} already`
  return E.left({ _tag: "NotAcceptable", reason, heldBy: { id, stream, revision, type } })
}

/** Whether these events are already stored, one after another, right after the expected revision. */
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

/** Revision the first event would get; `undefined` if the expectation does not determine it. */
const firstRevision = (expected: ExpectedRevision): number | undefined => {
  if (expected === "noStream") return 0
  return typeof expected === "number" ? expected + 1 : undefined
}

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
