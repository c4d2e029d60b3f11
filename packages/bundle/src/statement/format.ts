/**
 * File format of a statement about one unit: leaves of the map of all units with their proofs, the record of the list that
 * commits to the map, and last the proof that this record is in the log (C2SP tlog-proof), unchanged.
 *
 * ```text
 * shifan/statement/v1
 * unit 91130302MA00010187 of 130300
 * entry 3 {"division":"130300",…}
 * T5w…=                the sibling hashes on its path to the root of the map, lowest first
 * list {"actor":…}           the leaf of the log that records the list
 *
 * c2sp.org/tlog-proof@v1
 * …
 * ```
 */
import { isUscc, type Uscc } from "@shifan/core"
import { fromBase64, hashLength, parseTlogProof, type Proof, sameBytes, toBase64 } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"

/** A leaf of the map, with the sibling hashes on its path to the root. */
export interface MapEntry {
  /** Index in the map, from 0; leaves are sorted by unit code. */
  readonly index: number
  readonly leaf: Uint8Array
  readonly proof: Proof
}

export interface Statement {
  readonly uscc: Uscc
  /** Division of the bureau that published the list. */
  readonly division: string
  /** The unit's own leaf. If the unit has none: its neighbours in the order of codes, as far as they exist. */
  readonly entries: ReadonlyArray<MapEntry>
  /** The leaf of the log that records the list. */
  readonly list: Uint8Array
  /** C2SP tlog-proof for that leaf. */
  readonly proof: Uint8Array
}

/** `line` counts from 1. */
export interface MalformedStatement {
  readonly _tag: "MalformedStatement"
  readonly line: number
}

/** The first line of a statement file. It identifies the format. */
export const statementHeading = "shifan/statement/v1"

/** In bytes. A statement takes about 5 kB, mostly for the record of the list. */
const longestStatement = 200_000

const encoder = new TextEncoder()
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** Leaves are canonical JSON, which contains no line feeds. */
export const printStatement = ({ uscc, division, entries, list, proof }: Statement): Uint8Array => {
  const lines = [
    statementHeading,
    `unit ${uscc} of ${division}`,
    ...entries.flatMap((entry) => [`entry ${entry.index} ${decoder.decode(entry.leaf)}`, ...entry.proof.map(toBase64)]),
    `list ${decoder.decode(list)}`,
  ]
  return encoder.encode(`${lines.join("\n")}\n\n${decoder.decode(proof)}`)
}

/** Recognises a statement by its first line. */
export const isStatement = (start: Uint8Array): boolean => {
  const heading = encoder.encode(`${statementHeading}\n`)
  return sameBytes(start.subarray(0, heading.length), heading)
}

const unitLine = /^unit ([0-9A-Z]{18}) of (\d{6})$/
const entryLine = /^entry (0|[1-9]\d{0,14}) (\{.*\})$/
const listLine = /^list (\{.*\})$/

export const parseStatement = (file: Uint8Array): E.Either<MalformedStatement, Statement> => {
  const text = file.length > longestStatement ? undefined : textOf(file)
  const end = text?.indexOf("\n\n") ?? -1
  if (text === undefined || end < 0) return malformed(1)
  const lines = text.slice(0, end).split("\n")
  const [, uscc = "", division = ""] = unitLine.exec(lines[1] ?? "") ?? []
  if (lines[0] !== statementHeading) return malformed(1)
  if (!isUscc(uscc)) return malformed(2)
  const entries: Array<{ readonly index: number; readonly leaf: Uint8Array; readonly proof: Array<Uint8Array> }> = []
  for (const [i, line] of lines.slice(2, -1).entries()) {
    const [, index, leaf] = entryLine.exec(line) ?? []
    const hash = leaf === undefined ? fromBase64(line) : undefined
    const last = entries.at(-1)
    if (leaf !== undefined) entries.push({ index: Number(index), leaf: encoder.encode(leaf), proof: [] })
    else if (hash?.length === hashLength && last !== undefined) last.proof.push(hash)
    else return malformed(i + 3)
  }
  const [, list] = listLine.exec(lines.at(-1) ?? "") ?? []
  const proof = encoder.encode(text.slice(end + 2))
  const parsed = parseTlogProof(proof)
  if (list === undefined) return malformed(lines.length)
  // Extra data is unsigned, so a statement has none: it contains only what is proved.
  if (entries.length > 2 || E.isLeft(parsed) || parsed.right.extra !== undefined) return malformed(lines.length + 2)
  return E.right({ uscc, division, entries, list: encoder.encode(list), proof })
}

const textOf = (file: Uint8Array): string | undefined => {
  try {
    return decoder.decode(file)
  } catch {
    return undefined
  }
}

const malformed = (line: number): E.Either<MalformedStatement, never> => E.left({ _tag: "MalformedStatement", line })
