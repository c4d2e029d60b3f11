/** Checks an append against its stream by the port's own rule: it may be made, was made already, or conflicts. */
import * as E from "fp-ts/lib/Either.js"
import {
  judgeAppend,
  type AppendLookup,
  type AppendError,
  type Appended,
  type CheckedAppend,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import type { ExactRevision, Recorded } from "./driver.js"
import type { Read } from "./reading.js"
import type { KnownStream, RevisionCache } from "./revision-cache.js"
import { storedOf } from "./stored-events.js"

export const endOf = (last: number): ExactRevision => (last < 0 ? "noStream" : last)

export interface StreamCheck {
  /** The last revision of the stream; -1 where there is none. */
  readonly last: number
  /** What stands there of the append, if it was made already. */
  readonly made: Appended | undefined
}

/**
 * @param trusted the stream as it was known, to save reading it; `undefined` to read where it ends now.
 * @param attempt of this append: what was made under it is not `repeated`.
 */
export const checkAgainstStream = async (
  {
    read,
    cache,
    lastLeaf,
  }: {
    readonly read: Read
    readonly cache: RevisionCache
    readonly lastLeaf: { readonly known: AppendLookup["last"] }
  },
  append: CheckedAppend,
  trusted: KnownStream | undefined,
  attempt: string,
): Promise<E.Either<AppendError, StreamCheck>> => {
  const stream = trusted === undefined ? await cache.refresh(read, append.stream) : E.right(trusted)
  if (E.isLeft(stream)) return E.left(asAppendError(stream.left))
  // Taken now: the cached stream may grow while the ids are looked up.
  const { last } = stream.right
  const records = await recordsWithIdsOf(read, append, stream.right)
  if (E.isLeft(records)) return records
  const byId = new Map<string, StoredEvent>()
  for (const record of records.right) {
    const stored = storedOf(record)
    if (E.isLeft(stored)) return stored
    byId.set(record.id, stored.right)
  }
  const made = judgeAppend(
    { lastRevision: () => endOf(last), byId: (id) => byId.get(id), last: lastLeaf.known },
    append,
  )
  if (E.isLeft(made)) return made
  const isOurs = records.right.some((record) => record.attempt === attempt)
  return E.right({ last, made: made.right === undefined ? undefined : { ...made.right, repeated: !isOurs } })
}

/** The records of the stream that have an id of the append. */
const recordsWithIdsOf = async (
  read: Read,
  { stream, events }: CheckedAppend,
  { revisions }: KnownStream,
): Promise<E.Either<AppendError, ReadonlyArray<Recorded>>> => {
  const records: Array<Recorded> = []
  for (const { id } of events) {
    const from = revisions.get(id)
    if (from === undefined) continue
    const record = await read({ of: { stream, from }, direction: "forwards", count: 1 })
    if (E.isLeft(record)) return E.left(asAppendError(record.left))
    records.push(...record.right)
  }
  return E.right(records)
}

export const asAppendError = (error: ReadError): AppendError =>
  error._tag === "StreamNotFound" ? { _tag: "Unavailable", reason: `${error.stream} comes and goes` } : error
