import * as E from "fp-ts/lib/Either.js"
import {
  type AuditReport,
  blobFolder,
  checkReceipt,
  type HeldAgainst,
  type ProofReport,
  type ReceiptReport,
  type StatementReport,
  verifyBundle,
  verifyProof,
  verifyStatement,
} from "@shifan/bundle"
import { type Evidence, type InputFault, type OpenedBundle, openZip, type Subject } from "@shifan/bundle/input"
import { instantAt } from "@shifan/core"
import { rosterDigestsAt, type RosterEntry, rosterUnder } from "@shifan/roster"
import { ownText } from "./own-text.js"
import { type KnownUnit, unitCollector } from "./units.js"

/** A job for the page's worker. Plain data, so that it can be posted. */
export interface Job {
  readonly subject: Subject
  /** A policy that the reader has from elsewhere. */
  readonly policy: Blob | undefined
  /** A checkpoint that the reader kept from earlier. */
  readonly kept: Blob | undefined
}

/** The worker's answer. */
export type Outcome =
  | { readonly _tag: "Refused"; readonly fault: InputFault }
  | Audited
  | { readonly _tag: "Proved"; readonly report: ProofReport }
  | { readonly _tag: "Stated"; readonly report: StatementReport }
  | { readonly _tag: "Promised"; readonly report: ReceiptReport }

export interface Audited {
  readonly _tag: "Audited"
  readonly report: AuditReport
  /** Number of files outside the bundle's folder, which are not read. */
  readonly outside: number
  /** Whether the reader chose a policy. The page cannot know where they got it. */
  readonly ownPolicy: boolean
  /** The list computed from the log for the day of the bundle's list. */
  readonly rows: ReadonlyArray<RosterEntry>
  readonly units: ReadonlyArray<KnownUnit>
}

/** Leaves read, and total leaves. */
export type Progress = (leaves: number, size: number) => void

/** Runs in a worker, or on the page itself if the browser provides none. */
export const runJob = async ({ subject, policy, kept }: Job, progress: Progress): Promise<Outcome> => {
  const had = {
    policy: policy && (await readStart(policy)),
    kept: kept === undefined ? [] : [await readStart(kept)],
  }
  if (subject._tag === "Proof") {
    const proof = await readStart(subject.proof)
    const leaf = subject.leaf && (await readStart(subject.leaf))
    return { _tag: "Proved", report: await verifyProof({ proof, leaf, ...had }) }
  }
  if (subject._tag === "Statement") {
    const statement = await readStart(subject.statement)
    return { _tag: "Stated", report: await verifyStatement({ statement, ...had }) }
  }
  if (subject._tag === "Receipt") {
    const against = await readEvidence(subject.against, kept)
    if (E.isLeft(against)) return { _tag: "Refused", fault: against.left }
    const receipt = await readStart(subject.receipt)
    const now = instantAt(Date.now())
    const report = await checkReceipt({ receipt, policy: had.policy, against: against.right, now })
    return { _tag: "Promised", report }
  }
  const opened = await open(subject)
  if (E.isLeft(opened)) return { _tag: "Refused", fault: opened.left }
  const { folder, outside } = opened.right
  const units = unitCollector()
  let rows: ReadonlyArray<RosterEntry> = []
  const report = await verifyBundle(folder, {
    library: [ownText],
    rosterUnder: (view) => {
      const roster = rosterUnder(view)
      return { apply: roster.apply, list: () => (rows = roster.list()) }
    },
    each: units.take,
    rosterDigestsAt,
    depth: "decisions",
    now: instantAt(Date.now()),
    ...(had.policy === undefined ? {} : { policy: had.policy }),
    kept: had.kept,
    progress: throttled(progress),
  })()
  return { _tag: "Audited", report, outside, ownPolicy: policy !== undefined, rows, units: units.all() }
}

/** Opens the input as a folder, or returns why not. */
export const open = async (
  subject: Extract<Subject, { readonly _tag: "Zip" | "Bundle" }>,
): Promise<E.Either<InputFault, OpenedBundle>> =>
  subject._tag === "Zip"
    ? openZip(subject.archive)()
    : E.right({ folder: blobFolder(subject.files), outside: subject.outside })

/** If nothing came with the receipt, uses the checkpoint that the reader kept. */
const readEvidence = async (
  evidence: Evidence | undefined,
  kept: Blob | undefined,
): Promise<E.Either<InputFault, HeldAgainst | undefined>> => {
  if (evidence === undefined) return E.right(kept && { _tag: "Checkpoint", checkpoint: await readStart(kept) })
  switch (evidence._tag) {
    case "Checkpoint":
      return E.right({ _tag: "Checkpoint", checkpoint: await readStart(evidence.checkpoint) })
    case "Proof":
      return E.right({ _tag: "Proof", proof: await readStart(evidence.proof) })
    default: {
      const opened = await open(evidence)
      return E.isLeft(opened) ? opened : E.right({ _tag: "Bundle", folder: opened.right.folder })
    }
  }
}

/** One byte more than the limit of notes, policies, proofs and leaves, so that a longer file is refused as too long. */
const longestRead = 1_000_001

const readStart = async (file: Blob): Promise<Uint8Array> =>
  new Uint8Array(await file.slice(0, longestRead).arrayBuffer())

/** About 200 messages per log: posting one for every leaf would cost more than verifying it. */
const throttled =
  (progress: Progress): Progress =>
  (leaves, size) => {
    if (leaves % Math.ceil(size / 200) === 0 || leaves === size) progress(leaves, size)
  }
