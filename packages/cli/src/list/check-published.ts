/** `audit published`: compares somebody's copy of a list, row by row, with the list replayed as of its publication. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import {
  agrees,
  columnsOf,
  compareLists,
  guardCell,
  isMadeOf,
  printedCells,
  rosterDigest,
  type ListCells,
  type ListComparison,
  type ListRow,
  type RosterEntry,
} from "@shifan/roster"
import { paint, say, type CommandContext } from "../command-context.js"
import { ownText } from "../own-text.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { inSession, type Session } from "../store/session.js"
import { readListFile, type ListFile } from "./list-file.js"
import {
  noPublication,
  readPublications,
  replayList,
  type PublicationRecord,
  type ReplayedList,
} from "./publications.js"
import { plainCells } from "./roster.js"

/** Exit 4 if a row is missing, added or changed, or if replay gives another list than was recorded. */
export const auditPublished = async (
  context: CommandContext,
  file: string,
  event: string | undefined,
): Promise<E.Either<Failure, Output>> => {
  if (event !== undefined && !/^\d+$/.test(event))
    return E.left(usage(`--event应为修订号：${event}`, `--event needs a revision, got ${event}`))
  const revision = event === undefined ? undefined : Number(event)
  const listFile = readListFile(file, context.settings)
  if (E.isLeft(listFile)) return listFile
  return inSession(context, { readOnly: true }, async (session) => {
    const publications = await readPublications(session)
    if (E.isLeft(publications)) return publications
    let compared: Comparison | undefined
    for (const publication of candidates(publications.right, listFile.right, revision)) {
      const replayed = await replayList(session, publication.asOf, publication.logSize)
      if (E.isLeft(replayed)) return replayed
      const next = compare(session, listFile.right, publication, replayed.right)
      if (compared === undefined || agrees(next.differences)) compared = next
      if (agrees(next.differences)) break
    }
    return compared === undefined
      ? E.left(noPublication(revision, publications.right))
      : E.right(comparisonOutput(context, listFile.right, compared, publications.right))
  })
}

/**
 * Publications the list may be from: the requested one, else the one whose file is identical, else all, latest first. If
 * none agrees, the first is reported.
 */
const candidates = (
  publications: ReadonlyArray<PublicationRecord>,
  { digest, form }: ListFile,
  revision: number | undefined,
): ReadonlyArray<PublicationRecord> => {
  if (revision !== undefined) return publications.filter((publication) => publication.revision === revision)
  const sameFile = publications.filter((publication) => publication.digest === digest)
  if (sameFile.length > 0) return sameFile.slice(-1)
  return form === "csv" ? publications.toReversed() : publications.slice(-1)
}

/** A unit code that a spreadsheet turned into a number. */
interface MangledCode {
  readonly at: number
  readonly published: string
  readonly uscc: string
}

interface Comparison {
  readonly publication: PublicationRecord
  readonly differences: ListComparison
  readonly mangled: ReadonlyArray<MangledCode>
  /** Whether replay gives the list whose digest was recorded. */
  readonly recorded: boolean
}

const compare = (
  { regulation: { territory } }: Session,
  listFile: ListFile,
  publication: PublicationRecord,
  { list }: ReplayedList,
): Comparison => {
  const replayedRows: ReadonlyArray<ListCells> = list.map((entry) =>
    listFile.form === "json" ? plainCells(entry) : printedCells(territory, entry, guardCell),
  )
  const { rows, mangled } = restored(listFile.rows, list)
  const figures = rosterDigest(list)
  return {
    publication,
    differences: compareLists(rows, replayedRows),
    mangled,
    recorded: figures.digest === publication.digest && figures.rows === publication.rows,
  }
}

/** Restores codes that a spreadsheet turned into numbers, if name and number leave only one possibility. */
const restored = (
  rows: ReadonlyArray<ListRow>,
  list: ReadonlyArray<RosterEntry>,
): { readonly rows: ReadonlyArray<ListRow>; readonly mangled: ReadonlyArray<MangledCode> } => {
  const mangled: Array<MangledCode> = []
  const restoredRows = rows.map((row): ListRow => {
    const published = row.cells.get("uscc") ?? ""
    const made = list.filter(({ uscc }) => isMadeOf(published.replace(/^'/, ""), uscc))
    const named = made.filter(({ operatingUnitName }) => operatingUnitName === row.cells.get("operatingUnitName"))
    const [entry, other] = made.length === 1 ? made : named
    if (entry === undefined || other !== undefined) return row
    mangled.push({ at: row.at, published, uscc: entry.uscc })
    return { ...row, cells: new Map(row.cells).set("uscc", guardCell(entry.uscc)) }
  })
  return { rows: restoredRows, mangled }
}

const comparisonOutput = (
  context: CommandContext,
  listFile: ListFile,
  compared: Comparison,
  publications: ReadonlyArray<PublicationRecord>,
): Output => {
  const { publication, differences, mangled, recorded } = compared
  const holds = agrees(differences) && recorded && mangled.length === 0
  const sameBytes = listFile.digest === publication.digest
  const { revision, asOf, logSize, medium, effectiveOn } = publication
  const heading = bilingual(
    `第${revision}号公布记录：${effectiveOn}公布于${medium}，名单截至${asOf}，依据日志前${logSize}条`,
    `publication ${revision}: ${effectiveOn}, ${medium}; the list as of ${asOf}, from the first ${logSize} leaves`,
  )
  const later = publications.filter((other) => other.revision > revision)
  const notRecorded = bilingual("重放所得名单与记录的摘要不同", "the replayed list differs from the recorded one")
  return {
    json: {
      holds,
      revision,
      asOf,
      logSize,
      recorded,
      sameBytes,
      mangled,
      notCompared: listFile.remarks,
      ...discrepanciesJson(differences),
    },
    text: [
      say(context, heading),
      ...(recorded ? [] : [failureText(context, notRecorded)]),
      ...mangled.map((code) => mangledLine(context, code)),
      ...discrepancyLines(context, differences),
      holds
        ? paint(context, "green", `✓ ${say(context, agreement(listFile, sameBytes))}`)
        : failureText(context, totals(differences, mangled)),
      ...later.slice(-1).map((last) => paint(context, "yellow", `! ${say(context, notTheLast(later.length, last))}`)),
      ...listFile.remarks.map((head) => paint(context, "yellow", `! ${say(context, notOfTheList(head))}`)),
    ].join("\n"),
    exit: holds ? exits.done : exits.verificationFailed,
  }
}

const failureText = (context: CommandContext, text: Bilingual): string =>
  paint(context, "red", `✗ ${say(context, text)}`)

const notOfTheList = (head: string): Bilingual =>
  bilingual(
    `${quoted(head)}一栏不属于公布的名单，其中的内容未予核对`,
    `the column ${quoted(head)} is not part of the list and was not compared`,
  )

/** A unit that has lost its title since is still on an old list, which is right as of its day. */
const notTheLast = (count: number, { asOf }: PublicationRecord): Bilingual =>
  bilingual(
    `其后又公布过${count}份名单，最近一份截至${asOf}`,
    `${count} ${count === 1 ? "list was" : "lists were"} published after it, the last as of ${asOf}`,
  )

const agreement = ({ rows, form }: ListFile, sameBytes: boolean): Bilingual =>
  form === "json" && sameBytes
    ? bilingual(`${rows.length}家一致，文件逐字节相符`, `${rows.length} rows match, and so does the file byte for byte`)
    : bilingual(`${rows.length}家一致`, `${rows.length} rows match`)

const mangledLine = (context: CommandContext, { at, published, uscc }: MangledCode): string => {
  const line = bilingual(
    `第${at}行  电子表格将代码改成了数${quoted(published)}`,
    `row ${at}  a spreadsheet turned the code into the number ${quoted(published)}`,
  )
  return `${paint(context, "red", "~")} ${uscc}  ${say(context, line)}`
}

const totals = ({ missing, extra, differing }: ListComparison, mangled: ReadonlyArray<MangledCode>): Bilingual => {
  const codes =
    mangled.length === 0
      ? bilingual("", "")
      : bilingual(`，${mangled.length}个代码被改成数`, `, ${mangled.length} codes turned into numbers`)
  return bilingual(
    `缺${missing.length}家，多${extra.length}家，${differing.length}处不同${codes.zh}`,
    `${missing.length} missing, ${extra.length} extra, ${differing.length} fields differ${codes.en}`,
  )
}

const discrepancyLines = (
  context: CommandContext,
  { missing, extra, differing, reordered }: ListComparison,
): ReadonlyArray<string> => [
  ...missing.map((row) => `${paint(context, "red", "-")} ${say(context, bilingual("缺", "missing"))}  ${rowName(row)}`),
  ...extra.map((row) => {
    const text = say(context, bilingual(`多出（第${row.at}行）`, `extra (row ${row.at})`))
    return `${paint(context, "red", "+")} ${text}  ${rowName(row)}`
  }),
  ...differing.map(({ uscc, at, field, published, replayed }) => {
    const where = `${uscc}  ${say(context, bilingual(`第${at}行`, `row ${at}`))}  ${say(context, headOf(field))}`
    const what = bilingual(
      `文件为${quoted(published)}，重放为${quoted(replayed)}`,
      `the file has ${quoted(published)}, replay ${quoted(replayed)}`,
    )
    return `${paint(context, "red", "~")} ${where}: ${say(context, what)}`
  }),
  ...(reordered
    ? [say(context, bilingual("次序与公布时不同", "the rows are in a different order from the published list"))]
    : []),
]

const headOf = (field: string): Bilingual =>
  columnsOf(ownText).find((column) => column.field === field)?.head ?? bilingual(quoted(field), quoted(field))

const rowName = ({ cells }: ListRow): string =>
  [cells.get("uscc") ?? "", cells.get("platformName") ?? ""].map(quoted).join("  ")

/** Quoted and escaped: an untrusted text must not look like a line of this report. */
const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)

const discrepanciesJson = ({ missing, extra, differing, reordered }: ListComparison) => ({
  missing: missing.map(rowJson),
  extra: extra.map(rowJson),
  differing,
  reordered,
})

const rowJson = ({ at, cells }: ListRow) => ({ at, row: Object.fromEntries(cells) })
