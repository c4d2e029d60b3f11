/**
 * The last leaf of the store, for appends with a `follows` condition. The server has no conditions over all streams, so this
 * process makes such appends one at a time, even to different streams: the server would order two concurrent ones by arrival,
 * not by recording time. Appends of other processes are known only if they were made before the first turn.
 */
import * as E from "fp-ts/lib/Either.js"
import type { AppendError, Appended, NewEvent, ReadError, StoredEvent } from "@shifan/event-store"
import { asAppendError } from "./append-check.js"
import type { Recorded } from "./driver.js"
import type { Read } from "./reading.js"
import { isOwnEvent } from "./stored-events.js"

type Leaf = Pick<StoredEvent, "leaf">

export interface LastLeaf {
  /** `undefined` if the store is empty, and before the first turn. */
  readonly known: () => Leaf | undefined
  /** Runs an append after all earlier ones have been answered. */
  readonly inTurn: (
    events: ReadonlyArray<NewEvent>,
    append: () => Promise<E.Either<AppendError, Appended>>,
  ) => Promise<E.Either<AppendError, Appended>>
}

/** Records per read. More than one, since the server's own records are mixed with ours. */
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
    // An append with an unknown outcome may have become the last one.
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
