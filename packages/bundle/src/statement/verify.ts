import { parseStanding } from "@shifan/audit"
import { bilingual, type Bilingual, type Publication, type UnitStanding, type Uscc } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { envelopeIssues, isPublicationEvent, parseStream, readEnvelope } from "@shifan/event-store"
import { fromHex, parseTlogProof, rfc6962, sameBytes, type TreeHasher, verifyInclusion } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { formatProofFault } from "../messages.js"
import { type MissingPart, type ProofFaultCode, verifyProof } from "../proof/verify.js"
import { type MapEntry, parseStatement, type Statement } from "./format.js"

/** The statement and what to check it with. */
export interface StatementInput {
  readonly statement: Uint8Array
  /** C2SP tlog-policy, obtained from elsewhere. */
  readonly policy: Uint8Array | undefined
  /** Checkpoint files the reader kept from earlier. */
  readonly kept?: ReadonlyArray<Uint8Array> | undefined
  readonly hasher?: TreeHasher | undefined
}

/** Faults of a statement. The proof faults concern the record of the list. */
export type StatementFaultCode =
  | ProofFaultCode
  | "StatementMalformed"
  | "NoList"
  | "OtherDivision"
  | "NotInMap"
  | "NotNeighbours"

export interface StatementFault {
  readonly code: StatementFaultCode
  readonly found: Bilingual
}

/** The list that commits to the statement's map. */
export interface StatedList extends Pick<Publication, "asOf" | "logSize" | "medium" | "units"> {
  /** Index of its record in the log, from 0. */
  readonly index: number
  readonly publishedOn: string
  readonly recordedAt: string
}

/** Result of verifying a statement. It is reliable only if there is no fault and nothing is missing. */
export interface StatementReport {
  readonly faults: ReadonlyArray<StatementFault>
  /** Without a policy no signature was checked: nothing is proved, even without faults. */
  readonly missing: ReadonlyArray<Exclude<MissingPart, "leaf">>
  /** `null` if the file cannot be read. */
  readonly unit: { readonly uscc: Uscc; readonly division: string } | null
  /** Origin of the checkpoint. */
  readonly origin: string | null
  /** Number of leaves. */
  readonly size: number | null
  readonly signedBy: ReadonlyArray<string>
  readonly witnessedBy: ReadonlyArray<string>
  readonly list: StatedList | null
  /** `null`: the map has no such unit. Unreliable if there is a fault. */
  readonly standing: UnitStanding | null
}

/** No fault, and nothing missing. */
export const isStated = ({ faults, missing }: StatementReport): boolean => faults.length === 0 && missing.length === 0

/** Verifies a statement offline: the checkpoint under the policy, the list in the log, and the unit in the list's map. */
export const verifyStatement = async ({
  statement: file,
  policy,
  kept,
  hasher,
}: StatementInput): Promise<StatementReport> => {
  const parsed = parseStatement(file)
  if (E.isLeft(parsed))
    return {
      ...nothingRead,
      missing: policy === undefined ? ["policy"] : [],
      faults: [fault("StatementMalformed", lineText(parsed.left.line))],
    }
  const statement = parsed.right
  const { uscc, division } = statement
  const { faults, origin, size, signedBy, witnessedBy, ...proof } = await verifyProof({
    proof: statement.proof,
    leaf: statement.list,
    policy,
    kept,
  })
  const missing = proof.missing.filter((part) => part !== "leaf")
  const log = { missing, unit: { uscc, division }, origin, size, signedBy, witnessedBy }
  const list = listIn(statement)
  if (E.isLeft(list)) return { ...nothingRead, ...log, faults: [...faults, list.left] }
  const shown = standingShownBy(statement, list.right, hasher ?? rfc6962)
  return {
    ...log,
    list: list.right,
    standing: E.isRight(shown) ? shown.right : null,
    faults: [...faults, ...(E.isLeft(shown) ? [shown.left] : [])],
  }
}

const nothingRead: StatementReport = {
  faults: [],
  missing: [],
  unit: null,
  origin: null,
  size: null,
  signedBy: [],
  witnessedBy: [],
  list: null,
  standing: null,
}

const fault = (code: StatementFaultCode, found: Bilingual): StatementFault => ({ code, found })

const lineText = (line: number): Bilingual => bilingual(`第${line}行`, `line ${line}`)

/** Parses the record of the list, which must come from the bureau that the statement names. */
const listIn = ({ list: leaf, division, proof: file }: Statement): E.Either<StatementFault, StatedList> => {
  const proof = parseTlogProof(file)
  const envelope = readEnvelope(leaf)
  if (E.isLeft(proof) || E.isLeft(envelope) || !isPublicationEvent(envelope.right))
    return E.left(fault("NoList", bilingual("不是公布名单的记录", "the record is of no list")))
  const { stream, effectiveOn, recordedAt } = envelope.right
  const name = parseStream(stream)
  const data = aggregates.roster.commandCodecs.stored.PublishRoster.decode(envelope.right.data)
  if (E.isLeft(data) || name?.aggregate !== "roster" || envelopeIssues(envelope.right).length > 0)
    return E.left(fault("NoList", bilingual("公布名单的记录不合格式", "the record of the list is malformed")))
  const { index } = proof.right
  const { asOf, logSize, medium, units } = data.right
  if (logSize > index || asOf > effectiveOn)
    return E.left(fault("NoList", bilingual("名单依据的是其后的记录", "the list rests on records behind it")))
  if (name.division !== division)
    return E.left(fault("OtherDivision", bilingual(`名单属于${name.division}`, `the list is of ${name.division}`)))
  return E.right({ asOf, logSize, medium, units, index, publishedOn: effectiveOn, recordedAt })
}

interface ReadEntry extends MapEntry {
  readonly standing: UnitStanding
}

/** The unit's standing; `null` if the entries show that the map has no such unit. */
const standingShownBy = (
  { uscc, division, entries }: Statement,
  list: StatedList,
  hasher: TreeHasher,
): E.Either<StatementFault, UnitStanding | null> => {
  const read: Array<ReadEntry> = []
  for (const entry of entries) {
    const standing = readEntry(entry, list, hasher)
    if (E.isLeft(standing)) return standing
    if (standing.right.division !== division) {
      const { division: other } = standing.right
      return E.left(fault("OtherDivision", bilingual(`条目属于${other}`, `the entry is of ${other}`)))
    }
    read.push({ ...entry, standing: standing.right })
  }
  const [first, second] = read
  if (first?.standing.uscc === uscc && second === undefined) return E.right(first.standing)
  return showsGap(read, uscc, list, hasher)
    ? E.right(null)
    : E.left(fault("NotNeighbours", read.length === 0 ? nothing : namesOf(read)))
}

const nothing = bilingual("没有条目", "no entry")

const namesOf = (entries: ReadonlyArray<ReadEntry>): Bilingual => {
  const names = entries.map(({ index, standing }) => `${standing.uscc} (${index})`)
  return bilingual(names.join("、"), names.join(", "))
}

const readEntry = (
  { index, leaf, proof }: MapEntry,
  { units: { count, root }, logSize }: StatedList,
  hasher: TreeHasher,
): E.Either<StatementFault, UnitStanding> => {
  const standing = parseStanding(leaf)
  if (standing === undefined || standing.last.index >= logSize)
    return E.left(fault("NotInMap", bilingual(`第${index}条不合格式`, `entry ${index} is malformed`)))
  const claim = { index, size: count, leafHash: hasher.leaf(leaf), root: rootOf(root), proof }
  const verified = verifyInclusion(claim, hasher)
  return E.isLeft(verified) ? E.left(fault("NotInMap", formatProofFault(verified.left))) : E.right(standing)
}

/** Parses `sha256:` followed by the hash in hex. */
const rootOf = (root: string): Uint8Array => fromHex(root.slice("sha256:".length))

/** Whether the unit's code falls between the entries, or beyond the single entry at an end, with no leaf in between. */
const showsGap = (
  entries: ReadonlyArray<ReadEntry>,
  uscc: string,
  { units: { count, root } }: StatedList,
  hasher: TreeHasher,
): boolean => {
  const [first, second] = entries
  if (first === undefined) return count === 0 && sameBytes(rootOf(root), hasher.empty)
  if (second !== undefined)
    return first.standing.uscc < uscc && uscc < second.standing.uscc && first.index + 1 === second.index
  return uscc < first.standing.uscc ? first.index === 0 : uscc > first.standing.uscc && first.index === count - 1
}
