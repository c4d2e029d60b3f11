/** What every adapter decides alike: whether an append may be made, was made already, or conflicts. */
import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import { largestLeaf } from "./envelope.js"
import type { NotAcceptable, TooLarge, WrongExpectedRevision } from "./errors.js"
import type { Appended, ExpectedRevision, NewEvent, StoredEvent } from "./port.js"

/** An append that was looked at and copied: nothing the caller does afterwards reaches it. */
export interface CheckedAppend {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: RNEA.ReadonlyNonEmptyArray<NewEvent>
}

/** Refuses what no store takes, whatever it holds. To be called before anything is awaited. */
export const checkAppend = (
  stream: string,
  expected: ExpectedRevision,
  events: ReadonlyArray<NewEvent>,
): E.Either<NotAcceptable | TooLarge, CheckedAppend> => {
  const copies = events.map(copyOf)
  if (!RA.isNonEmpty(copies)) return refused("an append of no events")
  if (new Set(copies.map(({ id }) => id)).size < copies.length) return refused("two events of one append share an id")
  if (typeof expected === "number" && (!Number.isSafeInteger(expected) || expected < 0))
    return refused(`the expected revision ${expected} is not a revision`)
  const texts = [stream, ...copies.flatMap(({ id, type }) => [id, type])]
  if (!texts.every(isName))
    return refused("a stream, an id or a type that is empty, has a NUL or half a surrogate pair")
  const large = copies.find(({ leaf }) => leaf.length > largestLeaf)
  return large === undefined
    ? E.right({ stream, expected, events: copies })
    : E.left({ _tag: "TooLarge", size: large.leaf.length, limit: largestLeaf })
}

const refused = (reason: string): E.Either<NotAcceptable, never> => E.left({ _tag: "NotAcceptable", reason })

/** A NUL would end the text in C programs that show it, half a surrogate pair cannot be written in UTF-8. */
const isName = (text: string): boolean => text !== "" && text.isWellFormed() && !text.includes("\0")

/** `slice` of a Buffer is a window on the same bytes; this is not. */
const copyOf = ({ id, type, leaf }: NewEvent): NewEvent => ({ id, type, leaf: new Uint8Array(leaf) })

export const meetsExpectation = (expected: ExpectedRevision, actual: number | "noStream"): boolean =>
  expected === "any" || (expected === "streamExists" ? actual !== "noStream" : expected === actual)

/** What a store must be able to look up to judge an append. */
export interface AppendLookup {
  readonly lastRevision: (stream: string) => number | "noStream"
  readonly byId: (id: string) => StoredEvent | undefined
}

/**
 * `Right` with what stands there when the append is a retry: the same events, in place behind the expected revision.
 * `Right(undefined)` when it is to be made. A missed expectation is told first; then an id that stands elsewhere, which
 * is `NotAcceptable`, since no later revision would let it in.
 */
export const judgeAppend = (
  present: AppendLookup,
  { stream, expected, events }: CheckedAppend,
): E.Either<WrongExpectedRevision | NotAcceptable, Appended | undefined> => {
  const known = events.map(({ id }) => present.byId(id))
  const last = known.at(-1)
  if (last !== undefined && standInPlace(known, { stream, expected, events }))
    return E.right({ revision: last.revision, position: last.position, repeated: true })
  const actual = present.lastRevision(stream)
  if (!meetsExpectation(expected, actual)) return E.left({ _tag: "WrongExpectedRevision", stream, expected, actual })
  const elsewhere = known.find((event) => event !== undefined)
  return elsewhere === undefined
    ? E.right(undefined)
    : refused(`the id ${elsewhere.id} stands at ${elsewhere.stream}@${elsewhere.revision} already`)
}

const standInPlace = (
  known: ReadonlyArray<StoredEvent | undefined>,
  { stream, expected, events }: CheckedAppend,
): boolean => {
  const first = typeof expected === "number" ? expected + 1 : expected === "noStream" ? 0 : known[0]?.revision
  return events.every((event, i) => {
    const one = known[i]
    return (
      one !== undefined &&
      first !== undefined &&
      one.stream === stream &&
      one.revision === first + i &&
      one.type === event.type &&
      sameBytes(one.leaf, event.leaf)
    )
  })
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])
