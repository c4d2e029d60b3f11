/**
 * Verifies a bundle without believing any of it: streaming, in memory that grows with the number of streams only.
 * Nothing is thrown, whatever the folder holds.
 */
import { type Projecting, publicationsSeen } from "@shifan/audit"
import { bilingual, type Library } from "@shifan/core"
import { rfc6962, type TreeHasher } from "@shifan/tlog"
import type { Task } from "fp-ts/lib/Task.js"
import type { Folder } from "../folder.js"
import { observing } from "../observations.js"
import { projection, type RosterUnder } from "../projection.js"
import { checkPublications, decideAll } from "./decisions.js"
import {
  type AuditReport,
  type Facts,
  factsOf,
  newFindings,
  type Findings,
  nothing,
  reasonOf,
  same,
} from "./findings.js"
import { type Head, readHead, type Trusted } from "./head.js"
import { hashedLeaves, type Hashing, walk } from "./leaves.js"
import { openingsCheck } from "./openings.js"
import { checkProofs, compareInstrument, compareRoster, linesOf, readRoster } from "./roster.js"
import { treeOf } from "./tree.js"
import { checkStrays } from "./unexpected-files.js"

/**
 * How far to look. `leaves`: signatures, the tree, the checkpoint that was kept. `lists`: also what is told beside the
 * leaves, against what they say. `decisions`: also chains, published lists, and every decision taken again.
 */
export type Depth = "leaves" | "lists" | "decisions"

export interface VerifyOptions extends Trusted {
  readonly library: Library
  /** The projection the roster is compared with. */
  readonly rosterUnder: RosterUnder
  /** Of the same projection: the lists that were published are computed again where decisions are taken again. */
  readonly figuresAt: Projecting
  readonly depth: Depth
  /** Called after each leaf. */
  readonly progress?: (leaves: number, size: number) => void
  readonly hasher?: TreeHasher
  /** Past so many faults, and so many observations of each code, the rest are only counted. */
  readonly most?: number
}

export const verifyBundle =
  (folder: Folder, options: VerifyOptions): Task<AuditReport> =>
  async () => {
    const gathered = newFindings(options.most ?? most)
    const facts = await verified(folder, options, gathered).catch((thrown: unknown) => {
      gathered.fault("Unfinished", "", bilingual("核对完毕", "an audit to the end"), same(reasonOf(thrown)))
      return nothing
    })
    const found = gathered.found()
    return { sound: found.faultCount === 0, ...facts, ...found }
  }

const most = 100

const verified = async (folder: Folder, options: VerifyOptions, gathered: Findings): Promise<Facts> => {
  const { library, rosterUnder, figuresAt, depth, hasher = rfc6962, progress = () => {} } = options
  const mostFaults = options.most ?? most
  const head = await readHead(folder, options, gathered)
  if (head === undefined) return nothing
  const { size } = head.checkpoint
  const tree = treeOf(folder, head, hasher, gathered)
  const hashing = { folder, size, hasher, tree }
  if (depth === "leaves") return leavesOnly(hashing, head, progress, gathered)
  const given = await readRoster(folder, gathered)
  const openings = await openingsCheck(folder, gathered)
  const told = projection(rosterUnder, given?.asOf)
  const seen = observing(library)
  const leaves = walk({ ...hashing, projection: told, observing: seen, openings, progress }, gathered)
  const published = publicationsSeen()
  const decided =
    depth === "decisions" ? await decideAll(leaves, { library, mostFaults, each: published.see }, gathered) : null
  if (depth === "lists") gathered.observe([{ code: "NotDecided" }])
  for await (const _ of leaves);
  // What the leaves do not give in full is not compared: the break in them was named already.
  const whole = tree.size() === size
  const lines = whole ? linesOf(told, gathered) : []
  if (whole) {
    await tree.complete()
    await checkPublications(folder, size, published.all(), figuresAt, gathered)
    await compareInstrument(folder, size, told, gathered)
    if (given !== undefined) {
      compareRoster(given, size, lines, gathered)
      await checkProofs(folder, head, lines, hasher, gathered)
      gathered.observe(seen.overdue(given.asOf))
    }
    openings.complete()
    await checkStrays(folder, size, new Set(lines.map(({ proof }) => proof)), gathered)
  }
  return {
    ...factsOf(head),
    leaves: tree.size(),
    decided,
    roster: whole && given !== undefined ? { asOf: given.asOf, rows: lines.length } : null,
    openings: openings.count,
  }
}

/** The log's bytes and nothing of what they say: every leaf hashed, the whole tree built, the signed root compared. */

export const leavesOnly = async (
  hashing: Hashing,
  head: Head,
  progress: (leaves: number, size: number) => void,
  findings: Findings,
): Promise<Facts> => {
  const { tree, size } = hashing
  findings.observe([{ code: "LeavesOnly" }])
  for await (const { from, leaves } of hashedLeaves(hashing, findings)) progress(from + leaves.length, size)
  if (tree.size() === size) await tree.complete()
  return { ...nothing, ...factsOf(head), leaves: tree.size() }
}
