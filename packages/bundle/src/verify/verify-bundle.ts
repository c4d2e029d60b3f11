import {
  type ListProjector,
  type LogObservation,
  publicationCollector,
  type RecordedPublication,
  sameInBoth,
} from "@shifan/audit"
import type { Envelope } from "@shifan/event-store"
import { bilingual, type Library, type Registry } from "@shifan/core"
import { rfc6962, type TreeHasher } from "@shifan/tlog"
import type { Task } from "fp-ts/lib/Task.js"
import type { Folder } from "../folder.js"
import { messageOf } from "../format.js"
import { newDiscretionObserver } from "../discretion.js"
import { newObserver } from "../observations.js"
import { newProjection, type RosterUnder } from "../projection.js"
import { newDecisionsCheck } from "./decisions.js"
import { hashedLeaves, type HashingOptions, readLeaves } from "./leaves.js"
import {
  type AuditReport,
  collectFindings,
  type Facts,
  fileFault,
  type FindingsCollector,
  type HandedOut,
  noFacts,
} from "./findings.js"
import { type Head, headFacts, readHead, refuseCheckpoint, type TrustAnchors } from "./head.js"
import { reportKept } from "./kept.js"
import { readOpenings } from "./openings.js"
import { checkPublications } from "./publications.js"
import { checkOwnPolicy, comparePublished } from "./own-policy.js"
import { checkProofs, compareInstrument, compareRoster, projectedLines, readRoster } from "./roster.js"
import { checkReadme } from "./readme.js"
import { newSignerCheck } from "./signers.js"
import { newTimeCheck } from "./times.js"
import { continuedTimestamps, readTimestamps, timestampFacts, type Timestamps } from "./timestamps.js"
import { newTree, checkUnexpectedFiles } from "./tree.js"

/**
 * How much to check. `leaves`: signatures, the tree, the kept checkpoint. `lists`: also the files derived from the leaves.
 * `decisions`: also hash chains and published lists, and every decision is repeated.
 */
export type Depth = "leaves" | "lists" | "decisions"

/** What the reader trusts and has kept, and how much to check. */
export interface VerifyOptions extends TrustAnchors {
  readonly library: Library
  /** The aggregates whose events are read and decided again; by default those of `@shifan/core`. */
  readonly registry?: Registry
  /** The projection to compare the roster with. */
  readonly rosterUnder: RosterUnder
  /** The same projection for published lists, which are recomputed at depth `decisions`. */
  readonly rosterDigestsAt: ListProjector
  readonly depth: Depth
  /** Called after each leaf; at depth `leaves` after each entry bundle. */
  readonly progress?: (leaves: number, size: number) => void
  /** Receives every event in log order, with the index and bytes of its leaf; its data may be malformed. */
  readonly each?: (envelope: Envelope, index: number, leaf: Uint8Array) => void
  readonly hasher?: TreeHasher
  /** Number of faults, and of observations of each code, to list; further ones are only counted. 100 by default. */
  readonly most?: number
}

/**
 * Verifies a bundle without trusting anything in it. Streams; memory grows with the number of streams, not of events.
 * Never throws, whatever the folder contains.
 *
 * @example
 * const report = await verifyBundle(nodeFolder("bundle"), {
 *   library: [qinhuangdao2020], rosterUnder, rosterDigestsAt, depth: "decisions", policy: readFileSync("policy"),
 * })()
 */
export const verifyBundle =
  (folder: Folder, options: VerifyOptions): Task<AuditReport> =>
  async () => {
    const findings = collectFindings(options.most ?? defaultMost)
    const facts = await verify(folder, options, findings).catch((thrown: unknown) => {
      const expected = bilingual("核对完毕", "an audit to the end")
      findings.addFault(fileFault("Unfinished", "", expected, sameInBoth(messageOf(thrown))))
      return noFacts
    })
    const all = findings.all()
    return { sound: all.faultCount === 0, ...facts, ...all }
  }

const defaultMost = 100

const verify = async (folder: Folder, options: VerifyOptions, findings: FindingsCollector): Promise<Facts> => {
  const { depth, hasher = rfc6962 } = options
  const head = await readHead(folder, options, findings)
  if (head === undefined) return noFacts
  const timestamps = depth === "leaves" ? noTimestamps : await readTimestamps(folder, head, findings)
  const sizes = new Set([...head.kept, ...timestamps.stamped].map((one) => one.head.size))
  const tree = newTree(folder, head, sizes, hasher, findings)
  const hashing = { folder, size: head.checkpoint.size, hasher, tree }
  return depth === "leaves"
    ? verifyLeaves(hashing, head, options, findings)
    : verifyContent(hashing, { head, timestamps }, options, findings)
}

const noTimestamps: Timestamps = { stamped: [], paths: new Set() }

/** Checks the log's bytes and signatures, but none of its content. */
const verifyLeaves = async (
  hashing: HashingOptions,
  head: Head,
  { progress = () => {} }: VerifyOptions,
  findings: FindingsCollector,
): Promise<Facts> => {
  const { tree, size } = hashing
  findings.observe([{ code: "LeavesOnly" }])
  for await (const { from, leaves } of hashedLeaves(hashing, findings)) progress(from + leaves.length, size)
  if (tree.size() === size) await tree.complete()
  for (const kept of head.kept) reportKept(kept, tree.rootAt(kept.head.size), head.accepted !== undefined, findings)
  // Without reading the leaves no hand-over of keys can be found.
  if (head.pending !== undefined) refuseCheckpoint(head.pending, findings)
  return { ...headFacts(head), leaves: tree.size() }
}

const verifyContent = async (
  hashing: HashingOptions,
  { head, timestamps }: { readonly head: Head; readonly timestamps: Timestamps },
  {
    library,
    registry,
    rosterUnder,
    rosterDigestsAt,
    depth,
    now,
    each = () => {},
    progress = () => {},
    most = defaultMost,
  }: VerifyOptions,
  findings: FindingsCollector,
): Promise<Facts> => {
  const { folder, size, hasher, tree } = hashing
  const roster = await readRoster(folder, findings)
  const openings = await readOpenings(folder, size, findings)
  const projection = newProjection(rosterUnder, roster?.asOf)
  const observer = newObserver(library)
  const times = newTimeCheck(head, { now, stamped: timestamps.stamped }, findings)
  const signers = newSignerCheck(head, findings)
  const discretion = newDiscretionObserver()
  const publications = publicationCollector()
  const asked = registry === undefined ? {} : { registry }
  const replayOptions = {
    library,
    ...asked,
    mostFaults: most,
    each: publications.take,
    observe: (one: LogObservation) => findings.observe([one]),
  }
  const decisions = depth === "decisions" ? newDecisionsCheck(replayOptions, findings) : undefined
  const readers = { projection, observer, discretion, openings, times, signers, decisions, each, progress }
  const entriesRoots = await readLeaves({ ...hashing, registry, ...readers }, findings)
  const decided = decisions?.end() ?? null
  if (depth === "lists") findings.observe([{ code: "NotDecided" }])
  const isWhole = tree.size() === size
  const lines = isWhole ? projectedLines(projection, findings) : []
  if (isWhole) await tree.complete()
  const vouched = await signers.complete(tree.continues)
  const { kept, accepted } = vouched
  for (const one of kept) reportKept(one, tree.rootAt(one.head.size), accepted !== undefined, findings)
  const stamped = continuedTimestamps(timestamps, tree, findings)
  const facts = {
    ...headFacts(vouched),
    leaves: tree.size(),
    decided,
    newestOn: discretion.newestOn(),
    openings: openings.count,
    timestamps: timestampFacts(stamped),
    handedOut: handedOutIn(publications.all()),
  }
  // Leaves are missing, which was reported: anything that depends on all of them cannot be compared.
  if (!isWhole) return facts
  times.complete(accepted, kept.filter(tree.continues), stamped)
  findings.observe(discretion.end(roster?.asOf, now))
  await checkPublications(hashing, entriesRoots, publications.all(), rosterDigestsAt, observer.units(), findings)
  checkOwnPolicy(head, signers.keys(), findings)
  comparePublished(head, publications.all(), findings)
  await compareInstrument(folder, size, projection, findings)
  if (roster !== undefined) {
    compareRoster(roster, size, lines, findings)
    await checkProofs(folder, vouched, lines, hasher, findings)
    findings.observe(observer.overdueOn(roster.asOf))
    const { audience } = openings
    if (audience !== undefined) await checkReadme(folder, head, { asOf: roster.asOf, audience }, findings)
  }
  openings.complete()
  const referred = new Set([...lines.map(({ proof }) => proof), ...timestamps.paths])
  await checkUnexpectedFiles(folder, size, referred, findings)
  return { ...facts, roster: roster === undefined ? null : { asOf: roster.asOf, rows: lines.length } }
}

const handedOutIn = (publications: ReadonlyArray<RecordedPublication>): HandedOut | null => {
  const last = publications.findLast(({ verifier, policy }) => (verifier ?? policy) !== undefined)
  return last === undefined ? null : { asOf: last.asOf, verifier: last.verifier ?? null, policy: last.policy ?? null }
}
