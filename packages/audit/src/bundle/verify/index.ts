/**
 * Verifies a bundle without believing any of it: streaming, in memory that grows with the number of streams only.
 * Nothing is thrown, whatever the folder holds.
 */
import type { Task } from "fp-ts/lib/Task.js"
import { bilingual, type CivilDate, type Library } from "@shifan/core"
import type { Events, StoredEvent } from "@shifan/event-store"
import type { Either } from "fp-ts/lib/Either.js"
import { replay } from "../../replay.js"
import { rfc6962, type TreeHasher } from "../../tlog/index.js"
import { canonicalBytes, entriesPath, names } from "../contents.js"
import type { Folder } from "../folder.js"
import { observing } from "../observing.js"
import { projection, rosterLine, type Projection, type RosterLine, type RosterUnder } from "../projection.js"
import { findings, same, type Findings, type Found } from "./findings.js"
import { readHead, type Head, type Trusted } from "./head.js"
import { walk } from "./leaves.js"
import { openingsCheck } from "./openings.js"
import { checkProofs, compareInstrument, compareRoster, readRoster } from "./roster.js"
import { checkStrays } from "./strays.js"
import { treeOf } from "./tree.js"

export interface VerifyOptions extends Trusted {
  readonly library: Library
  /** The projection the roster is compared with. */
  readonly rosterUnder: RosterUnder
  /** Whether chains are followed and every decision is taken again; without, only the log's bytes are checked. */
  readonly decide: boolean
  /** Called after each leaf. */
  readonly progress?: (leaves: number, size: number) => void
  readonly hasher?: TreeHasher
  /** Past so many faults, and so many observations of each code, the rest are only counted. */
  readonly most?: number
}

export interface AuditReport extends Found {
  /** No fault. What was observed may be worth a look all the same. */
  readonly sound: boolean
  readonly origin: string | null
  /** In leaves, as the checkpoint says. */
  readonly size: number | null
  readonly root: Uint8Array | null
  /** Key names; empty where the policy does not accept the checkpoint. */
  readonly signedBy: ReadonlyArray<string>
  /** Names of the policy; `time` in seconds since 1970-01-01T00:00:00Z. */
  readonly witnessedBy: ReadonlyArray<{ readonly name: string; readonly time: number }>
  /** Size of the kept checkpoint that this log was compared with. */
  readonly keptSize: number | null
  /** Leaves read. */
  readonly leaves: number
  readonly decided: { readonly streams: number; readonly decisions: number } | null
  readonly roster: { readonly asOf: CivilDate; readonly rows: number } | null
  readonly openings: number
}

const nothing: Omit<AuditReport, keyof Found | "sound"> = {
  origin: null,
  size: null,
  root: null,
  signedBy: [],
  witnessedBy: [],
  keptSize: null,
  leaves: 0,
  decided: null,
  roster: null,
  openings: 0,
}

export const verifyBundle =
  (folder: Folder, options: VerifyOptions): Task<AuditReport> =>
  async () => {
    const gathered = findings(options.most ?? most)
    const facts = await verified(folder, options, gathered).catch((thrown: unknown) => {
      gathered.fault("Unfinished", "", bilingual("核对完毕", "an audit to the end"), same(reasonOf(thrown)))
      return nothing
    })
    const found = gathered.found()
    return { sound: found.faultCount === 0, ...facts, ...found }
  }

const most = 100

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

const verified = async (folder: Folder, options: VerifyOptions, gathered: Findings) => {
  const { library, rosterUnder, hasher = rfc6962, progress = () => {} } = options
  const head = await readHead(folder, options, gathered)
  if (head === undefined) return nothing
  const { size } = head.checkpoint
  const given = await readRoster(folder, gathered)
  const openings = await openingsCheck(folder, gathered)
  const tree = treeOf(folder, head, hasher, gathered)
  const told = projection(rosterUnder, given?.asOf)
  const seen = observing(library)
  const leaves = walk({ folder, size, hasher, tree, projection: told, observing: seen, openings, progress }, gathered)
  const decided = options.decide ? await decideAll(leaves, size, library, options.most ?? most, gathered) : null
  if (!options.decide) gathered.observe([{ code: "NotDecided" }])
  for await (const _ of leaves);
  // What the leaves do not give in full is not compared: the break in them was named already.
  const whole = tree.size() === size
  const lines = whole ? linesOf(told, gathered) : []
  if (whole) {
    await tree.complete()
    await compareInstrument(folder, size, told, gathered)
    if (given !== undefined) {
      compareRoster(given, size, lines, gathered)
      await checkProofs(folder, head, lines, hasher, gathered)
      gathered.observe(seen.overdue(given.asOf))
    }
    await checkStrays(folder, size, new Set(lines.map(({ proof }) => proof)), gathered)
  }
  const opened = openings.complete()
  return {
    ...factsOf(head),
    leaves: tree.size(),
    decided,
    roster: whole && given !== undefined ? { asOf: given.asOf, rows: lines.length } : null,
    openings: opened,
  }
}

/** Rows that the projection can make, and JSON can hold: events of another shape than their type's may give none. */
const linesOf = ({ lines }: Projection, { fault }: Findings): ReadonlyArray<RosterLine> => {
  try {
    const all = lines()
    canonicalBytes(all.map(rosterLine))
    return all
  } catch (thrown) {
    fault(
      "RosterMalformed",
      names.roster,
      bilingual("可由日志得出的名单", "a roster that the log gives"),
      same(reasonOf(thrown)),
    )
    return []
  }
}

const factsOf = ({ checkpoint, accepted, kept }: Head) => ({
  origin: checkpoint.origin,
  size: checkpoint.size,
  root: checkpoint.root,
  signedBy: accepted?.logs.map(({ key }) => key.name) ?? [],
  witnessedBy: accepted?.cosignatures.map(({ witness, time }) => ({ name: witness.name, time })) ?? [],
  keptSize: kept?.size ?? null,
})

/** Replay reads on past its own end only through us: what it throws or leaves is walked to the end all the same. */
const decideAll = async (
  leaves: AsyncGenerator<Either<never, StoredEvent>>,
  size: number,
  library: Library,
  mostFaults: number,
  { fault, more }: Findings,
): Promise<AuditReport["decided"]> => {
  let read = 0
  const events: Events = {
    [Symbol.asyncIterator]: () => ({
      next: async () => {
        const next = await leaves.next()
        if (next.done !== true) read++
        return next
      },
    }),
  }
  try {
    const { faults, faultCount, streams, decisions } = await replay(events, { library, mostFaults })
    for (const { code, index, stream, revision, expected, found } of faults)
      fault(code, entriesPath(index, size), same(expected), same(found), { index, stream, revision })
    more(faultCount - faults.length)
    return { streams, decisions }
  } catch (thrown) {
    const at = { index: Math.max(0, read - 1), stream: "", revision: -1 }
    fault(
      "Malformed",
      entriesPath(at.index, size),
      bilingual("可重放的事件", "an event that can be replayed"),
      same(reasonOf(thrown)),
      at,
    )
    return null
  }
}
