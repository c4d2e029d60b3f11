/** `audit published`: a list that somebody has, compared row by row with the list replayed at its publication. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { agrees, compareLists, rosterDigest, type ListCells, type ListComparison, type ListRow } from "@shifan/roster"
import { paint, say, type CommandContext } from "../command-context.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { inSession, type Session } from "../store/session.js"
import { guardFormula } from "../table.js"
import { readListFile, type ListFile } from "./list-file.js"
import {
  noPublication,
  readPublications,
  replayList,
  type PublicationRecord,
  type ReplayedList,
} from "./publications.js"
import { columns, plainCells, printedCells } from "./roster.js"

/** Exit 4 where a row is missing, added or changed, and where replay gives another list than was recorded. */
export const auditPublished = async (
  context: CommandContext,
  file: string,
  event: string | undefined,
): Promise<E.Either<Failure, Output>> => {
  if (event !== undefined && !/^\d+$/.test(event))
    return E.left(usage(`--event应为修订号：${event}`, `--event wants a revision, got ${event}`))
  const revision = event === undefined ? undefined : Number(event)
  const listFile = readListFile(file, context.settings)
  if (E.isLeft(listFile)) return listFile
  return inSession(context, { readOnly: true }, async (session) => {
    const publications = await readPublications(session)
    if (E.isLeft(publications)) return publications
    const publication = publicationOf(publications.right, listFile.right, revision)
    if (publication === undefined) return E.left(noPublication(revision))
    const replayed = await replayList(session, publication.asOf, publication.logSize)
    if (E.isLeft(replayed)) return replayed
    return E.right(comparison(context, session, listFile.right, publication, replayed.right))
  })
}

/** The one asked for, else the one whose file this is byte for byte, else the last. */
const publicationOf = (
  publications: ReadonlyArray<PublicationRecord>,
  { digest }: ListFile,
  revision: number | undefined,
): PublicationRecord | undefined =>
  revision === undefined
    ? (publications.findLast((publication) => publication.digest === digest) ?? publications.at(-1))
    : publications.find((publication) => publication.revision === revision)

const comparison = (
  context: CommandContext,
  { regulation: { territory } }: Session,
  listFile: ListFile,
  publication: PublicationRecord,
  { list }: ReplayedList,
): Output => {
  const replayedRows: ReadonlyArray<ListCells> = list.map((entry) =>
    listFile.form === "json" ? plainCells(entry) : printedCells(territory, entry, guardFormula),
  )
  const differences = compareLists(listFile.rows, replayedRows)
  const figures = rosterDigest(list)
  const recorded = figures.digest === publication.digest && figures.rows === publication.rows
  const holds = agrees(differences) && recorded
  const sameBytes = listFile.digest === publication.digest
  const { revision, asOf, logSize, medium, effectiveOn } = publication
  const heading = bilingual(
    `第${revision}号公布记录：${effectiveOn}公布于${medium}，名单截至${asOf}，依据日志前${logSize}条`,
    `publication ${revision}: ${effectiveOn}, ${medium}; the list as of ${asOf}, from the first ${logSize} leaves`,
  )
  const notRecorded = bilingual("重放所得名单与记录的摘要不同", "the list replayed is not the one recorded")
  return {
    json: { holds, revision, asOf, logSize, recorded, sameBytes, ...discrepanciesJson(differences) },
    text: [
      say(context, heading),
      ...(recorded ? [] : [crossed(context, notRecorded)]),
      ...discrepancyLines(context, differences),
      holds
        ? paint(context, "green", `✓ ${say(context, agreement(listFile, sameBytes))}`)
        : crossed(context, totals(differences)),
    ].join("\n"),
    exit: holds ? exits.done : exits.verificationFailed,
  }
}

const crossed = (context: CommandContext, text: Bilingual): string => paint(context, "red", `✗ ${say(context, text)}`)

const agreement = ({ rows, form }: ListFile, sameBytes: boolean): Bilingual =>
  form === "json" && sameBytes
    ? bilingual(`${rows.length}家一致，文件逐字节相符`, `${rows.length} rows hold, and the file byte for byte`)
    : bilingual(`${rows.length}家一致`, `${rows.length} rows hold`)

const totals = ({ missing, extra, differing }: ListComparison): Bilingual =>
  bilingual(
    `缺${missing.length}家，多${extra.length}家，${differing.length}处不同`,
    `${missing.length} missing, ${extra.length} too many, ${differing.length} fields differ`,
  )

const discrepancyLines = (
  context: CommandContext,
  { missing, extra, differing, reordered }: ListComparison,
): ReadonlyArray<string> => [
  ...missing.map((row) => `${paint(context, "red", "-")} ${say(context, bilingual("缺", "missing"))}  ${rowName(row)}`),
  ...extra.map((row) => {
    const text = say(context, bilingual(`多出（第${row.at}行）`, `too many (row ${row.at})`))
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
  ...(reordered ? [say(context, bilingual("次序与公布时不同", "the rows stand in another order than published"))] : []),
]

const headOf = (field: string): Bilingual =>
  columns.find((column) => column.field === field)?.head ?? bilingual(quoted(field), quoted(field))

const rowName = ({ cells }: ListRow): string =>
  [cells.get("uscc") ?? "", cells.get("platformName") ?? ""].map(quoted).join("  ")

/** Quoted and escaped: a text from a file nobody vouches for must not pass for a line of this report. */
const quoted = (text: string): string =>
  JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)

const discrepanciesJson = ({ missing, extra, differing, reordered }: ListComparison) => ({
  missing: missing.map(rowJson),
  extra: extra.map(rowJson),
  differing,
  reordered,
})

const rowJson = ({ at, cells }: ListRow) => ({ at, row: Object.fromEntries(cells) })
