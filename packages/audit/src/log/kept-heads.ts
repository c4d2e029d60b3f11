import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import {
  type DamagedHead,
  type HeadMemoryFault,
  type HeadStore,
  type HeadsUnavailable,
  parseResumableHead,
  type ResumableHead,
} from "@shifan/tlog"

/**
 * The stored heads cannot be relied on: unreadable, fewer than were counted, or damaged. Nothing is signed then.
 */
export type KeptHeadFault = HeadsUnavailable | HeadMemoryFault | DamagedHead

/** If nothing is stored yet, `generation` is 0 and there is no head. */
export interface LatestHead {
  readonly generation: number
  readonly head: ResumableHead | undefined
}

/**
 * The head signed last, with its generation; `Left` if the stored heads are damaged or were rolled back.
 */
export const latestHead =
  (heads: HeadStore): TE.TaskEither<KeptHeadFault, LatestHead> =>
  async () => {
    const latest = await heads.latest()
    if (E.isLeft(latest)) return latest
    return latest.right === undefined ? E.right({ generation: 0, head: undefined }) : parseStored(latest.right)
  }

const parseStored = ({
  generation,
  content,
}: {
  readonly generation: number
  readonly content: Uint8Array
}): E.Either<DamagedHead, LatestHead & { readonly head: ResumableHead }> => {
  const head = parseResumableHead(content)
  return E.isLeft(head) ? E.left({ _tag: "DamagedHead", generation }) : E.right({ generation, head: head.right })
}

/**
 * Every head signed so far, the first to the last; `Left` if any was lost, damaged or replaced, which `latestHead` notices
 * only of the newest.
 */
export const everyHead =
  (heads: HeadStore): TE.TaskEither<KeptHeadFault, ReadonlyArray<ResumableHead>> =>
  async () => {
    const latest = await latestHead(heads)()
    if (E.isLeft(latest)) return latest
    const all: Array<ResumableHead> = []
    for (let generation = 1; generation <= latest.right.generation; generation++) {
      const stored = await heads.read(generation)()
      if (E.isLeft(stored)) return stored
      const parsed = stored.right === undefined ? undefined : parseStored(stored.right)
      if (parsed === undefined) return E.left({ _tag: "DamagedHead", generation })
      if (E.isLeft(parsed)) return parsed
      all.push(parsed.right.head)
    }
    return E.right(all)
  }

/**
 * Finds the stored head with `size` leaves; `undefined` if none. All stored heads were signed. Sizes never decrease, so a
 * binary search suffices.
 */
export const headOfSize =
  (heads: HeadStore, size: number): TE.TaskEither<KeptHeadFault, ResumableHead | undefined> =>
  async () => {
    const latest = await latestHead(heads)()
    if (E.isLeft(latest)) return latest
    let [from, to] = [1, latest.right.generation]
    while (from <= to) {
      const middle = Math.floor((from + to) / 2)
      const stored = await heads.read(middle)()
      if (E.isLeft(stored)) return stored
      const parsed = stored.right === undefined ? undefined : parseStored(stored.right)
      if (parsed === undefined) return E.left({ _tag: "DamagedHead", generation: middle })
      if (E.isLeft(parsed)) return parsed
      const { head } = parsed.right
      if (head.size === size) return E.right(head)
      if (head.size < size) from = middle + 1
      else to = middle - 1
    }
    return E.right(undefined)
  }
