/** Compares a single timestamp with a log, without a bundle: the log must continue the stamped head, and the times must fit. */
import type { AuditFault } from "@shifan/audit"
import type { Instant } from "@shifan/core"
import { readEnvelope } from "@shifan/event-store"
import { emptyRange, extendRange, rangeRoot, rfc6962, type TreeHasher, type TreeHead } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Observation } from "../observations.js"
import type { LeafSource } from "../prove.js"
import { collectFindings } from "./findings.js"
import { newTimeCheck } from "./times.js"
import { continuedTimestamps } from "./timestamps.js"

/** The log, the stamped head, and the time. */
export interface HoldOptions<Fault> {
  readonly leaves: LeafSource<Fault>
  /** The stamped checkpoint of that log. */
  readonly head: TreeHead
  /** In milliseconds since 1970. */
  readonly time: number
  /** The reader's clock. */
  readonly now: Instant
  readonly hasher?: TreeHasher
}

/** Result of comparing a timestamp with the records' times. A record in the stamped head must not be later than the stamp. */
export interface HeldTimestamp {
  readonly faults: ReadonlyArray<AuditFault>
  readonly observations: ReadonlyArray<Observation>
}

/**
 * Compares a timestamp of a signed head (RFC 3161) with the log that the head is of. Faults say that a record before the
 * stamp claims a later time, or that the log does not continue the head. Reads the leaves of the head and the next one; a
 * failure to read them is the error.
 */
export const holdTimestamp =
  <Fault>({ leaves, head, time, now, hasher = rfc6962 }: HoldOptions<Fault>): TaskEither<Fault, HeldTimestamp> =>
  async () => {
    const findings = collectFindings(10)
    const stamped = [{ path: "", head, time }]
    const times = newTimeCheck({ checkpoint: head, kept: [] }, { now, stamped }, findings)
    let range = emptyRange
    let root = head.size === 0 ? hasher.empty : undefined
    let index = 0
    for await (const next of leaves()) {
      if (E.isLeft(next)) return next
      const envelope = readEnvelope(next.right)
      if (E.isRight(envelope)) {
        const { stream, revision } = envelope.right
        times.take({ index, stream, revision }, envelope.right)
      }
      if (index++ === head.size) break
      range = extendRange(range, hasher.leaf(next.right), hasher)
      if (range.size === head.size) root = rangeRoot(range, hasher)
    }
    // A log that is shorter than the head does not continue it either.
    const rootAt = (): Uint8Array => root ?? rangeRoot(range, hasher)
    const continued = continuedTimestamps({ stamped, paths: new Set() }, { rootAt }, findings)
    times.complete(undefined, [], continued)
    const { faults, observations } = findings.all()
    return E.right({ faults, observations: observations.filter(({ code }) => code !== "TimestampUnverified") })
  }
