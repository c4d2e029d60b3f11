/**
 * The last leaf of the store, for appends that ask what they follow. The server has no condition over all streams, so such
 * appends of one process take turns, in whatever streams they are: the record of one must not be behind another's, and two that
 * are on their way at once are ordered by the server, not by their times. Of another process's appends this knows only those
 * that were there at the first turn.
 */
import * as E from "fp-ts/lib/Either.js"
import type { AppendError, Appended, NewEvent, ReadError, StoredEvent } from "@shifan/event-store"
import { asAppendError } from "./append-check.js"
import type { Recorded } from "./driver.js"
import type { Read } from "./reading.js"
import { isOwnEvent } from "./stored-events.js"

type Leaf = Pick<StoredEvent, "leaf">

export interface LastLeaf {
  /** `undefined` where the store is empty, and before the first turn. */
  readonly known: () => Leaf | undefined
  /** Runs an append when those before it have their answer. */
  readonly inTurn: (
    events: ReadonlyArray<NewEvent>,
    append: () => Promise<E.Either<AppendError, Appended>>,
  ) => Promise<E.Either<AppendError, Appended>>
}

/** Records read at a time, since the server's own stand between ours. */
const pageSize = 64

export const lastLeafOf = (read: Read): LastLeaf => {
  let last: E.Either<"unread", Leaf | undefined> = E.left("unread")
  let turn: Promise<unknown> = Promise.resolve()

  const take = async (
    events: ReadonlyArray<NewEvent>,
    append: () => Promise<E.Either<AppendError, Appended>>,
  ): Promise<E.Either<AppendError, Appended>> => {
    if (E.isLeft(last)) {
      const found = await findLast(read)
      if (E.isLeft(found)) return E.left(asAppendError(found.left))
      last = found
    }
    const appended = await append()
    if (E.isRight(appended) && !appended.right.repeated) last = E.right(events.at(-1))
    // An append whose outcome is unknown may stand there all the same.
    else if (E.isLeft(appended) && appended.left._tag === "OutcomeUnknown") last = E.left("unread")
    return appended
  }

  return {
    known: () => (E.isLeft(last) ? undefined : last.right),
    inTurn: (events, append) => {
      const taken = turn.then(() => take(events, append))
      turn = taken.catch(() => undefined)
      return taken
    },
  }
}

const findLast = async (read: Read): Promise<E.Either<ReadError, Leaf | undefined>> => {
  let from: "end" | Recorded["position"] = "end"
  for (;;) {
    const records = await read({ of: { all: from }, direction: "backwards", count: pageSize })
    if (E.isLeft(records)) return records
    const found = records.right.find((record) => isOwnEvent(record) && record.leaf !== undefined)
    if (found?.leaf !== undefined) return E.right({ leaf: found.leaf })
    const oldest = records.right.at(-1)
    const hasMore = oldest !== undefined && (from === "end" || oldest.position.commit < from.commit)
    if (!hasMore) return E.right(undefined)
    from = oldest.position
  }
}
