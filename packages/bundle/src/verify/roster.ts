import { sameInBoth } from "@shifan/audit"
import { bilingual, type Bilingual, type CivilDate, isCivilDate } from "@shifan/core"
import {
  acceptCheckpoint,
  parseNote,
  parseTlogProof,
  printTlogProof,
  sameBytes,
  type TreeHasher,
  verifyInclusion,
} from "@shifan/tlog"
import canonicalize from "canonicalize"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileLimits, fileNames, parseJson } from "../format.js"
import { isWithinBounds } from "../json-bounds.js"
import { formatProofFault } from "../messages.js"
import { type Projection, rosterFile, type RosterLine, rosterLine, type TitleLeaf } from "../projection.js"
import { fileFault, fileRefused, type FindingsCollector, somethingElse } from "./findings.js"
import type { Head } from "./head.js"

/** `roster.json` of a bundle. Only its day is used; everything else is compared with the result from the leaves. */
export interface RosterFile {
  readonly bytes: Uint8Array
  readonly asOf: CivilDate
}

export const readRoster = async (folder: Folder, findings: FindingsCollector): Promise<RosterFile | undefined> => {
  const path = fileNames.roster
  const file = await folder.read(path, fileLimits.list)()
  if (E.isLeft(file)) {
    findings.addFault(fileRefused(path, file.left))
    return undefined
  }
  const asOf = dayIn(file.right)
  if (asOf === undefined) {
    findings.addFault(fileFault("RosterMalformed", path, aRoster, somethingElse))
    return undefined
  }
  return { bytes: file.right, asOf }
}

const aRoster = bilingual("含asOf日期的JSON", "JSON with a date in asOf")

/** Does not parse the whole file, whose cost the file could dictate. If the day is wrong, so is the list. */
const dayIn = (bytes: Uint8Array): CivilDate | undefined => {
  const start = new TextDecoder().decode(bytes.subarray(0, 2000))
  const [, day = ""] = /"asOf"\s*:\s*"([^"]*)"/.exec(start) ?? []
  return isCivilDate(day) ? day : undefined
}

/** The lines of the projection; none if events that do not match their type broke it. */
export const projectedLines = (projection: Projection, findings: FindingsCollector): ReadonlyArray<RosterLine> => {
  const lines = projection.lines()
  if (E.isRight(lines)) return lines.right
  const expected = bilingual("可由日志得出的名单", "a roster that the log gives")
  findings.addFault(fileFault("RosterMalformed", fileNames.roster, expected, sameInBoth(lines.left)))
  return []
}

/** Maximum number of rows without a leaf that are listed; further ones are only counted. */
const mostStrangers = 1000

/** Maximum length at which a differing file is parsed to name the differing rows; derived from the expected length. */
const mostBytes = (expected: Uint8Array): number => 2 * expected.length + 100_000

/** Compares the bytes. If they differ, compares the rows to name the differing ones. */
export const compareRoster = (
  roster: RosterFile,
  size: number,
  expected: ReadonlyArray<RosterLine>,
  findings: FindingsCollector,
): void => {
  const expectedBytes = rosterFile(roster.asOf, size, expected)
  if (sameBytes(roster.bytes, expectedBytes)) return
  if (roster.bytes.length > mostBytes(expectedBytes)) {
    const [most, found] = [expectedBytes.length, roster.bytes.length]
    return findings.addFault(
      fileFault(
        "RosterDiffers",
        fileNames.roster,
        bilingual(`${most}字节`, `${most} bytes`),
        bilingual(`${found}字节`, `${found} bytes`),
      ),
    )
  }
  const json = isWithinBounds(roster.bytes, rosterBounds) ? parseJson(roster.bytes) : undefined
  if (typeof json !== "object" || json === null)
    return findings.addFault(fileFault("RosterMalformed", fileNames.roster, aRoster, somethingElse))
  const faultsBefore = findings.faultCount()
  const foundByUscc = linesByUscc(json)
  for (const line of expected) {
    const { uscc } = line.row
    const expectedText = canonicalText(rosterLine(line))
    const foundText = canonicalText(foundByUscc.get(uscc))
    if (expectedText === foundText) continue
    const found = foundText === "" ? noUnit(uscc) : sameInBoth(foundText)
    findings.addFault(fileFault("RosterDiffers", fileNames.roster, sameInBoth(expectedText), found))
  }
  const expectedUsccs = new Set(expected.map(({ row }) => row.uscc))
  const strangers = [...foundByUscc].filter(([uscc]) => !expectedUsccs.has(uscc))
  findings.countFaults(Math.max(0, strangers.length - mostStrangers))
  for (const [uscc, line] of strangers.slice(0, mostStrangers))
    findings.addFault(fileFault("RosterDiffers", fileNames.roster, noUnit(uscc), sameInBoth(canonicalText(line))))
  // Same rows in other bytes: spaces, a repeated row, another size, an extra field.
  if (findings.faultCount() === faultsBefore)
    findings.addFault(
      fileFault(
        "RosterDiffers",
        fileNames.roster,
        bilingual("规范的字节", "the canonical bytes"),
        bilingual("其他字节", "other bytes"),
      ),
    )
}

/** A list is never this deep, and has fewer values per byte. */
const rosterBounds = { depth: 16, bytesPerValue: 12 }

const noUnit = (uscc: string): Bilingual => bilingual(`没有${uscc}`, `no ${uscc}`)

const linesByUscc = (json: object): ReadonlyMap<string, unknown> => {
  const rows = fieldOf(json, "rows")
  return new Map((Array.isArray(rows) ? rows : []).map((line: unknown) => [usccIn(line), line]))
}

const usccIn = (line: unknown): string => {
  const uscc = fieldOf(fieldOf(line, "row"), "uscc")
  return typeof uscc === "string" ? uscc : ""
}

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined

/** Truncated for the report. JSON nested too deeply to traverse cannot be one of our rows. */
const canonicalText = (value: unknown): string => {
  try {
    return (canonicalize(value) ?? "").slice(0, 2000)
  } catch {
    return "…"
  }
}

/** Each row's proof must be for the leaf that grants its title, in the tree of the bundle's own checkpoint. */
export const checkProofs = async (
  folder: Folder,
  head: Head,
  lines: ReadonlyArray<RosterLine>,
  hasher: TreeHasher,
  findings: FindingsCollector,
): Promise<void> => {
  for (const { title, proof } of lines)
    if (title !== undefined) await checkProof(folder, proof, title, { head, hasher, findings })
}

/** A hash per tree level, and the checkpoint, to which witnesses may have added lines. */
const mostProofBytes = ({ file }: Head): number => Math.min(fileLimits.note, file.length + 100_000)

const checkProof = async (
  folder: Folder,
  path: string,
  { index, hash: leafHash }: TitleLeaf,
  {
    head,
    hasher,
    findings,
  }: { readonly head: Head; readonly hasher: TreeHasher; readonly findings: FindingsCollector },
): Promise<void> => {
  const fails = (found: Bilingual): void =>
    findings.addFault(
      fileFault("ProofFails", path, bilingual(`第${index}号叶的证明`, `a proof of leaf ${index}`), found),
    )
  const file = await folder.read(path, mostProofBytes(head))()
  if (E.isLeft(file)) return findings.addFault(fileRefused(path, file.left))
  const parsed = parseTlogProof(file.right)
  if (E.isLeft(parsed)) return fails(formatProofFault(parsed.left))
  const { proof, checkpoint } = parsed.right
  const isCanonical = sameBytes(file.right, printTlogProof({ extra: undefined, index, proof, checkpoint }))
  if (!isCanonical || !(await isSameCheckpoint(checkpoint, head)))
    return fails(
      bilingual("另一叶或另一检查点的证明", "one of another leaf, of another checkpoint, or with extra data"),
    )
  const { size, root } = head.checkpoint
  const verified = verifyInclusion({ index, size, leafHash, root, proof }, hasher)
  if (E.isLeft(verified)) fails(formatProofFault(verified.left))
}

/**
 * Signatures may be added: witnesses append lines in any order, and with keys the reader does not know. The text must be
 * the same, and the policy must accept both.
 */
const isSameCheckpoint = async (checkpoint: Uint8Array, { file, policy, accepted }: Head): Promise<boolean> => {
  if (sameBytes(checkpoint, file)) return true
  if (textOf(checkpoint) !== textOf(file)) return false
  return policy === undefined || accepted === undefined || E.isRight(await acceptCheckpoint(policy, checkpoint)())
}

const textOf = (note: Uint8Array): string | undefined => {
  const parsed = parseNote(note)
  return E.isRight(parsed) ? parsed.right.text : undefined
}

/** Compares `instrument.json` with the result from the leaves. */
export const compareInstrument = async (
  folder: Folder,
  size: number,
  projection: Projection,
  findings: FindingsCollector,
): Promise<void> => {
  const path = fileNames.instrument
  const expected = projection.instrument(size)
  const file = await folder.read(path, expected.length)()
  if (E.isLeft(file)) return findings.addFault(fileRefused(path, file.left))
  if (sameBytes(expected, file.right)) return
  findings.addFault(
    fileFault(
      "InstrumentDiffers",
      path,
      bilingual(`${expected.length}字节`, `${expected.length} bytes`),
      bilingual(`${file.right.length}字节`, `${file.right.length} bytes`),
    ),
  )
}
