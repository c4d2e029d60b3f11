import {
  type ListProjector,
  auditPublications,
  type RecordedPublication,
  replay,
  type ReplayedEvent,
  type ReplayOptions,
  sameInBoth,
} from "@shifan/audit"
import { bilingual } from "@shifan/core"
import type { Events } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { messageOf, parseJson } from "../format.js"
import { leavesOf, storedEventOf } from "../leaves.js"
import { type AuditReport, type FindingsCollector } from "./findings.js"

/**
 * Has the leaves replayed: hash chains followed, every decision taken again. Stops at the first `undefined`, without
 * closing the generator, because the leaves after it still have to be hashed.
 */
export const redecideLeaves = async (
  leaves: AsyncGenerator<ReplayedEvent | undefined>,
  options: ReplayOptions,
  findings: FindingsCollector,
): Promise<AuditReport["decided"]> => {
  let read = 0
  const events: AsyncIterable<E.Either<never, ReplayedEvent>> = {
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
    for (const fault of faults) findings.addFault(fault)
    findings.countFaults(faultCount - faults.length)
    return { streams, decisions }
  } catch (thrown) {
    findings.addFault({
      code: "Malformed",
      place: { index: Math.max(0, read - 1), stream: "", revision: -1 },
      expected: bilingual("可重放的事件", "an event that can be replayed"),
      found: sameInBoth(messageOf(thrown)),
    })
    return null
  }
}

/** Art. 11: recomputes the lists that the log says were published. */
export const checkPublications = async (
  folder: Folder,
  size: number,
  publications: ReadonlyArray<RecordedPublication>,
  rosterDigestsAt: ListProjector,
  findings: FindingsCollector,
): Promise<void> => {
  const faults = await auditPublications(() => eventsOf(folder, size), publications, rosterDigestsAt)
  for (const fault of faults) findings.addFault(fault)
}

/** Reads the leaves again; what cannot be read was reported the first time. */
async function* eventsOf(folder: Folder, size: number): Events {
  let index = 0
  for await (const leaf of leavesOf(folder, size)) {
    if (E.isLeft(leaf)) return
    yield E.right(storedEventOf(leaf.right, index++, parseJson(leaf.right)))
  }
}
