/** Judges an append against its stream by the rule of the port: it may be made, was made already, or conflicts. */
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
import { othersAreFaster } from "./unavailable.js"

export const endOf = (last: number): ExactRevision => (last < 0 ? "noStream" : last)

export interface StreamCheck {
  /** Last revision of the stream; -1 if it is empty. */
  readonly last: number
  /** The result of the append, if it was made already. */
  readonly made: Appended | undefined
}

export interface CheckFailed {
  readonly error: AppendError
  /**
   * Events found in the stream. `ours`: some of this very attempt, so the conflict is not real (a restarted server may show
   * only part of an append). `ids`: some with ids of the append. `behind`: the server knows fewer events than before.
   */
  readonly sight: "ours" | "ids" | "behind" | "nothing"
}

export interface CheckContext {
  readonly read: Read
  readonly cache: RevisionCache
  readonly lastLeaf: { readonly known: AppendLookup["last"] }
}

/** @param attempt id of this append. Events stored under it do not count as `repeated`. */
export const checkAgainstStream = async (
  { read, cache, lastLeaf }: CheckContext,
  append: CheckedAppend,
  attempt: string,
  deadline: number,
): Promise<E.Either<CheckFailed, StreamCheck>> => {
  const stream = await cache.refresh(read, append.stream, deadline)
  if (E.isLeft(stream))
    return stream.left._tag === "Behind"
      ? E.left({ error: stream.left.error, sight: "behind" })
      : unseen(asAppendError(stream.left))
  // Copied now, since the cached stream may grow while the ids are looked up.
  const { last } = stream.right
  const records = await recordsWithIdsOf(read, append, stream.right, deadline)
  if (E.isLeft(records)) return unseen(records.left)
  const byId = new Map<string, StoredEvent>()
  for (const record of records.right) {
    const stored = storedOf(record)
    if (E.isLeft(stored)) return unseen(stored.left)
    byId.set(record.id, stored.right)
  }
  const made = judgeAppend(
    { lastRevision: () => endOf(last), byId: (id) => byId.get(id), last: lastLeaf.known },
    append,
  )
  const isOurs = records.right.some((record) => record.attempt === attempt)
  if (E.isLeft(made))
    return E.left({ error: made.left, sight: isOurs ? "ours" : records.right.length > 0 ? "ids" : "nothing" })
  return E.right({ last, made: made.right === undefined ? undefined : { ...made.right, repeated: !isOurs } })
}

const unseen = (error: AppendError): E.Either<CheckFailed, never> => E.left({ error, sight: "nothing" })

/** Records of the stream with an id that occurs in the append. */
const recordsWithIdsOf = async (
  read: Read,
  { stream, events }: CheckedAppend,
  { revisions }: KnownStream,
  deadline: number,
): Promise<E.Either<AppendError, ReadonlyArray<Recorded>>> => {
  const records: Array<Recorded> = []
  for (const { id } of events) {
    const from = revisions.get(id)
    if (from === undefined) continue
    const record = await read({ of: { stream, from }, direction: "forwards", count: 1 }, deadline)
    if (E.isLeft(record)) return E.left(asAppendError(record.left))
    records.push(...record.right)
  }
  return E.right(records)
}

export const asAppendError = (error: ReadError): AppendError =>
  error._tag === "StreamNotFound" ? othersAreFaster(error.stream) : error
