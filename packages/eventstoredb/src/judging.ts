/** Whether an append may be made where its stream ends, was made already, or conflicts: by the port's own judgement. */
import * as E from "fp-ts/lib/Either.js"
import {
  judgeAppend,
  type CheckedAppend,
  type AppendError,
  type Appended,
  type ReadError,
  type StoredEvent,
} from "@shifan/event-store"
import type { ExactRevision, Recorded } from "./driver.js"
import type { Place, Places } from "./places.js"
import type { Read } from "./reading.js"
import { storedOf } from "./stored.js"

export const endOf = (last: number): ExactRevision => (last < 0 ? "noStream" : last)

export interface Judged {
  /** Where the stream ends; -1 where there is none. */
  readonly last: number
  /** The append stands there already. */
  readonly made: Appended | undefined
}

export const judgeAt = async (
  { read, places }: { readonly read: Read; readonly places: Places },
  append: CheckedAppend,
  trusted: Place | undefined,
  attempt: string,
): Promise<E.Either<AppendError, Judged>> => {
  const looked = trusted === undefined ? await places.look(read, append.stream) : E.right(trusted)
  if (E.isLeft(looked)) return E.left(asAppendError(looked.left))
  // As of now: it may grow while the ids are looked up.
  const { last } = looked.right
  const records = await recordsOf(read, append, looked.right)
  if (E.isLeft(records)) return records
  const known = new Map<string, StoredEvent>()
  for (const record of records.right) {
    const stored = storedOf(record)
    if (E.isLeft(stored)) return stored
    known.set(record.id, stored.right)
  }
  const judged = judgeAppend({ lastRevision: () => endOf(last), byId: (id) => known.get(id) }, append)
  if (E.isLeft(judged)) return judged
  const own = records.right.some((record) => record.attempt === attempt)
  return E.right({ last, made: judged.right === undefined ? undefined : { ...judged.right, repeated: !own } })
}

/** The events of the append whose ids stand in its stream, as they stand there. */
const recordsOf = async (
  read: Read,
  { stream, events }: CheckedAppend,
  { revisions }: Place,
): Promise<E.Either<AppendError, ReadonlyArray<Recorded>>> => {
  const records: Array<Recorded> = []
  for (const { id } of events) {
    const from = revisions.get(id)
    if (from === undefined) continue
    const one = await read({ of: { stream, from }, direction: "forwards", count: 1 })
    if (E.isLeft(one)) return E.left(asAppendError(one.left))
    records.push(...one.right)
  }
  return E.right(records)
}

export const asAppendError = (error: ReadError): AppendError =>
  error._tag === "StreamNotFound" ? { _tag: "Unavailable", reason: `${error.stream} comes and goes` } : error
