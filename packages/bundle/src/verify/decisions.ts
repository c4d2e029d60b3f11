/** The leaves of a bundle handed to replay, which follows the chains and takes every decision again. */
import {
  type Projecting,
  type PublicationAt,
  publicationAudit,
  replay,
  type Replayed,
  type ReplayOptions,
} from "@shifan/audit"
import { bilingual } from "@shifan/core"
import type { Events } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { parseJson } from "../format.js"
import { leavesOf, storedAs } from "../leaves.js"
import { type AuditReport, type Findings, reasonOf, same } from "./findings.js"

/** The walk is not closed when replay breaks off: the rest of the leaves still has to be hashed. */
export const decideAll = async (
  leaves: AsyncGenerator<Replayed | undefined>,
  options: ReplayOptions,
  { logFault, more }: Findings,
): Promise<AuditReport["decided"]> => {
  let read = 0
  const events: AsyncIterable<E.Either<never, Replayed>> = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const { value } = await leaves.next()
        if (value === undefined) return { done: true, value }
        read++
        return { done: false, value: E.right(value) }
      },
    }),
  }
  try {
    const { faults, faultCount, streams, decisions } = await replay(events, options)
    for (const fault of faults) logFault(fault)
    more(faultCount - faults.length)
    return { streams, decisions }
  } catch (thrown) {
    logFault({
      code: "Malformed",
      place: { index: Math.max(0, read - 1), stream: "", revision: -1 },
      expected: bilingual("可重放的事件", "an event that can be replayed"),
      found: same(reasonOf(thrown)),
    })
    return null
  }
}

/** The lists that the log says were published, computed again from the leaves of the bundle. Art. 11. */

export const checkPublications = async (
  folder: Folder,
  size: number,
  publications: ReadonlyArray<PublicationAt>,
  figuresAt: Projecting,
  { logFault }: Findings,
): Promise<void> => {
  const faults = await publicationAudit(() => eventsOf(folder, size), publications, figuresAt)
  for (const fault of faults) logFault(fault)
}

/** A second reading: the first has found the leaves whole. */
async function* eventsOf(folder: Folder, size: number): Events {
  let index = 0
  for await (const leaf of leavesOf(folder, size)) {
    if (E.isLeft(leaf)) return
    yield E.right(storedAs(leaf.right, index++, parseJson(leaf.right)))
  }
}
