/** The roster against what the leaves give. */
import { bilingual, type CivilDate, isCivilDate } from "@shifan/core"
import { parseTlogProof, printTlogProof, sameBytes, type TreeHasher, verifyInclusion } from "@shifan/tlog"
import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { canonicalBytes, limits, names, parseJson } from "../format.js"
import { formatFolderFault, formatProofFault } from "../messages.js"
import { type Projection, rosterFile, rosterLine, type RosterLine, type TitleLeaf } from "../projection.js"
import { aFile, type Findings, reasonOf, same } from "./findings.js"
import type { Head } from "./head.js"

/** A roster as it lies in the bundle; nothing of it is believed but the day it is said to be of. */
export interface GivenRoster {
  readonly file: Uint8Array
  readonly asOf: CivilDate
  readonly value: object
}

export const readRoster = async (folder: Folder, findings: Findings): Promise<GivenRoster | undefined> => {
  const file = await folder.read(names.roster, limits.list)()
  if (E.isLeft(file)) {
    findings.fault("FileRefused", names.roster, aFile, formatFolderFault(file.left))
    return undefined
  }
  const value = parseJson(file.right)
  const asOf: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "asOf") : undefined
  if (typeof value !== "object" || value === null || typeof asOf !== "string" || !isCivilDate(asOf)) {
    const expected = bilingual("含asOf日期的JSON", "JSON with a date in asOf")
    findings.fault("RosterMalformed", names.roster, expected, bilingual("其他内容", "something else"))
    return undefined
  }
  return { file: file.right, asOf, value }
}

/** Byte by byte; where that fails, row by row, to say which. */
export const compareRoster = (
  given: GivenRoster,
  size: number,
  expected: ReadonlyArray<RosterLine>,
  findings: Findings,
): void => {
  if (sameBytes(given.file, rosterFile(given.asOf, size, expected))) return
  const before = findings.found().faultCount
  const told = givenLines(given.value)
  const wanted = new Map(expected.map((line) => [line.row.uscc, line]))
  for (const line of expected) {
    const [one, other] = [canonical(rosterLine(line)), canonical(told.get(line.row.uscc))]
    if (one !== other)
      findings.fault("RosterDiffers", names.roster, same(one), other === "" ? nowhere(line.row.uscc) : same(other))
  }
  for (const [uscc, line] of told)
    if (!wanted.has(uscc)) findings.fault("RosterDiffers", names.roster, nowhere(uscc), same(canonical(line)))
  if (findings.found().faultCount === before)
    findings.fault(
      "RosterDiffers",
      names.roster,
      bilingual("规范的字节", "the canonical bytes"),
      bilingual("其他字节", "other bytes"),
    )
}

const nowhere = (uscc: string) => bilingual(`没有${uscc}`, `no ${uscc}`)

const givenLines = (value: object): ReadonlyMap<string, unknown> => {
  const rows: unknown = Reflect.get(value, "rows")
  return new Map((Array.isArray(rows) ? rows : []).map((line: unknown) => [usccIn(line), line]))
}

const usccIn = (line: unknown): string => {
  const row: unknown = typeof line === "object" && line !== null ? Reflect.get(line, "row") : undefined
  const uscc: unknown = typeof row === "object" && row !== null ? Reflect.get(row, "uscc") : undefined
  return typeof uscc === "string" ? uscc : ""
}

/** Text nested too deep to be walked is no row of ours. */
const canonical = (value: unknown): string => {
  try {
    return (canonicalize(value) ?? "").slice(0, 2000)
  } catch {
    return "…"
  }
}

/** Rows that the projection can make, and JSON can hold: events of another shape than their type's may give none. */
export const linesOf = ({ lines }: Projection, { fault }: Findings): ReadonlyArray<RosterLine> => {
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

/** The proofs of the roster's rows. */

/** Each row's proof: of the leaf that gave the title, in the tree of this bundle's own checkpoint. */
export const checkProofs = async (
  folder: Folder,
  head: Head,
  lines: ReadonlyArray<RosterLine>,
  hasher: TreeHasher,
  findings: Findings,
): Promise<void> => {
  for (const { title, proof } of lines)
    if (title !== undefined) await checkProof(folder, proof, title, { head, hasher, findings })
}

const checkProof = async (
  folder: Folder,
  path: string,
  { index, hash: leafHash }: TitleLeaf,
  { head, hasher, findings }: { readonly head: Head; readonly hasher: TreeHasher; readonly findings: Findings },
): Promise<void> => {
  const expected = bilingual(`第${index}号叶的证明`, `a proof of leaf ${index}`)
  const file = await folder.read(path, limits.note)()
  if (E.isLeft(file)) return findings.fault("FileRefused", path, aFile, formatFolderFault(file.left))
  const parsed = parseTlogProof(file.right)
  if (E.isLeft(parsed)) return findings.fault("ProofFails", path, expected, formatProofFault(parsed.left))
  const { size, root } = head.checkpoint
  const { proof } = parsed.right
  if (!sameBytes(file.right, printTlogProof({ extra: undefined, index, proof, checkpoint: head.file })))
    return findings.fault(
      "ProofFails",
      path,
      expected,
      bilingual("另一叶或另一检查点的证明", "one of another leaf, of another checkpoint, or with extra data"),
    )
  const verified = verifyInclusion({ index, size, leafHash, root, proof }, hasher)
  if (E.isLeft(verified)) findings.fault("ProofFails", path, expected, formatProofFault(verified.left))
}

/** The instrument's history against what the leaves give. */

export const compareInstrument = async (
  folder: Folder,
  size: number,
  projection: Projection,
  findings: Findings,
): Promise<void> => {
  const expected = projection.instrument(size)
  const given = await folder.read(names.instrument, expected.length)()
  if (E.isLeft(given)) findings.fault("FileRefused", names.instrument, aFile, formatFolderFault(given.left))
  else if (!sameBytes(expected, given.right))
    findings.fault(
      "InstrumentDiffers",
      names.instrument,
      bilingual(`${expected.length}字节`, `${expected.length} bytes`),
      bilingual(`${given.right.length}字节`, `${given.right.length} bytes`),
    )
}
