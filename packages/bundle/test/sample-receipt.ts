/** A receipt that the sample log issued for an application, and the parts to make other receipts. */
import { issueReceipt, type ReceiptOptions } from "@shifan/audit"
import { instantAt } from "@shifan/core"
import type { Envelope, LeafLog } from "@shifan/event-store"
import { must } from "@shifan/testkit/basics"
import { forge } from "@shifan/testkit/forger"
import { memoryHeadStore } from "@shifan/testkit/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import * as E from "fp-ts/lib/Either.js"
import { storedEventOf } from "../src/index.js"
import { demo, envelopeIn, type Leaves, logKey, origin } from "./sample-bundle.js"

const unit = "91130302MA00010187"
const isApplication = ({ type, stream }: Envelope): boolean => type === "Applied" && stream.endsWith(unit)
export const index = demo.findLastIndex((leaf) => isApplication(envelopeIn(leaf)))
export const application = envelopeIn(demo[index] ?? new Uint8Array())
export const [day, week] = [86_400_000, 7 * 86_400_000]
export const recordedAt = Date.parse(application.recordedAt)
export const due = recordedAt + week

const logOver = (leaves: Leaves): LeafLog => ({
  size: async () => E.right(leaves.length),
  read: async function* (from, to) {
    for (const [i, leaf] of leaves.slice(from, to).entries())
      yield E.right({
        index: from + i,
        event: storedEventOf(leaf, from + i, JSON.parse(new TextDecoder().decode(leaf))),
        leafHash: nodeHasher.leaf(leaf),
      })
  },
})

export const issue = (changed: Partial<ReceiptOptions> = {}) =>
  issueReceipt({
    log: logOver(demo),
    heads: memoryHeadStore(),
    keys: [logKey],
    origin,
    isWanted: isApplication,
    within: week,
    now: instantAt(recordedAt),
    hasher: nodeHasher,
    ...changed,
  })

export const receipt = await must(issue())

/** The log with a different record in place of the one with the receipt. */
export const withAnother = forge(
  demo.map((leaf, i) => storedEventOf(leaf, i, JSON.parse(new TextDecoder().decode(leaf)))),
  (envelope, i) => (i === index ? { ...envelope, commandId: "0190163d-8694-7000-8000-00000000bbbb" } : envelope),
).map(({ leaf }) => leaf)
