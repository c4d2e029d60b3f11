/** Arts. 11 and 16: a list that somebody has, held against the log at the publication it is of, row by row. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { agrees, compareLists, rosterDigest, type ListCells, type ListComparison, type ListRow } from "@shifan/roster"
import { inSession, type Session } from "../session.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { replayList, noPublication, publicationsOf, type ReplayedList, type PublicationRecord } from "./publications.js"
import { readListFile, type ListFile } from "./list-file.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { columns, plainCells, printedCells } from "./roster-table.js"
import { guarded } from "../table.js"

export interface PublishedFlags {
  readonly event?: string
}

/** Exit 4 where a row is missing, too many, or another; and where the log itself gives another list than was recorded. */
export const auditPublished = async (
  context: CommandContext,
  file: string,
  { event }: PublishedFlags,
): Promise<E.Either<Failure, Output>> => {
  if (event !== undefined && !/^\d+$/.test(event))
    return E.left(usage(`--event应为修订号：${event}`, `--event wants a revision, got ${event}`))
  const given = readListFile(file)
  if (E.isLeft(given)) return given
  return inSession(context, { readOnly: true }, async (session) => {
    const all = await publicationsOf(session)
    if (E.isLeft(all)) return all
    const revision = event === undefined ? undefined : Number(event)
    const one = wanted(all.right, given.right, revision)
    if (one === undefined) return E.left(noPublication(revision))
    const replayed = await replayList(session, one.asOf, one.logSize)
    return E.map((list: ReplayedList) => verdict(context, session, given.right, one, list))(replayed)
  })
}

/** The one asked for; else the one whose file this is, byte for byte; else the last. */
const wanted = (
  all: ReadonlyArray<PublicationRecord>,
  { digest }: ListFile,
  asked: number | undefined,
): PublicationRecord | undefined =>
  asked === undefined
    ? (all.findLast((one) => one.digest === digest) ?? all.at(-1))
    : all.find(({ revision }) => revision === asked)

const verdict = (
  context: CommandContext,
  { regulation: { territory } }: Session,
  given: ListFile,
  publication: PublicationRecord,
  { list }: ReplayedList,
): Output => {
  const lawful: ReadonlyArray<ListCells> = list.map((entry) =>
    given.form === "json" ? plainCells(entry) : printedCells(territory, entry, guarded),
  )
  const found = compareLists(given.rows, lawful)
  const figures = rosterDigest(list)
  const recorded = figures.digest === publication.digest && figures.rows === publication.rows
  const holds = agrees(found) && recorded
  const { revision, asOf, logSize, medium, effectiveOn } = publication
  return {
    json: { holds, revision, asOf, logSize, recorded, sameBytes: given.digest === publication.digest, ...shown(found) },
    text: [
      say(
        context,
        bilingual(
          `第${revision}号公布记录：${effectiveOn}公布于${medium}，名单截至${asOf}，依据日志前${logSize}条`,
          `publication ${revision}: ${effectiveOn}, ${medium}; the list as of ${asOf}, from the first ${logSize} leaves`,
        ),
      ),
      ...(recorded
        ? []
        : [red(context, bilingual("重放所得名单与记录的摘要不同", "the list replayed is not the one recorded"))]),
      ...lines(context, found),
      holds ? paint(context, "green", `✓ ${say(context, agreement(given, publication))}`) : red(context, total(found)),
    ].join("\n"),
    exit: holds ? exits.done : exits.verificationFailed,
  }
}

const red = (context: CommandContext, text: Bilingual): string => paint(context, "red", `✗ ${say(context, text)}`)

const agreement = ({ rows, form, digest }: ListFile, publication: PublicationRecord): Bilingual =>
  form === "json" && digest === publication.digest
    ? bilingual(`${rows.length}家一致，文件逐字节相符`, `${rows.length} rows hold, and the file byte for byte`)
    : bilingual(`${rows.length}家一致`, `${rows.length} rows hold`)

const total = ({ missing, extra, differing }: ListComparison): Bilingual =>
  bilingual(
    `缺${missing.length}家，多${extra.length}家，${differing.length}处不同`,
    `${missing.length} missing, ${extra.length} too many, ${differing.length} fields differ`,
  )

const lines = (
  context: CommandContext,
  { missing, extra, differing, reordered }: ListComparison,
): ReadonlyArray<string> => [
  ...missing.map((row) => `${paint(context, "red", "-")} ${say(context, bilingual("缺", "missing"))}  ${named(row)}`),
  ...extra.map(
    (row) =>
      `${paint(context, "red", "+")} ${say(context, bilingual(`多出（第${row.at}行）`, `too many (row ${row.at})`))}  ${named(row)}`,
  ),
  ...differing.map(
    ({ uscc, at, field, published, replayed }) =>
      `${paint(context, "red", "~")} ${uscc}  ${say(context, bilingual(`第${at}行`, `row ${at}`))}  ${say(context, headOf(field))}: ${say(context, instead(said(published), said(replayed)))}`,
  ),
  ...(reordered ? [say(context, bilingual("次序与公布时不同", "the rows stand in another order than published"))] : []),
]

const instead = (published: string, replayed: string): Bilingual =>
  bilingual(`文件为${published}，重放为${replayed}`, `the file has ${published}, replay ${replayed}`)

const headOf = (field: string): Bilingual =>
  columns.find((column) => column.field === field)?.head ?? bilingual(said(field), said(field))

/** Texts from a file nobody vouches for are quoted, so that none can pass for a line of this report. */
const said = (text: string): string =>
  JSON.stringify(text).replaceAll(/[\p{Cc}\p{Cf}]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`)

const named = ({ cells }: ListRow): string =>
  [cells.get("uscc") ?? "", cells.get("platformName") ?? ""].map(said).join("  ")

const shown = ({ missing, extra, differing, reordered }: ListComparison) => ({
  missing: missing.map(plain),
  extra: extra.map(plain),
  differing,
  reordered,
})

const plain = ({ at, cells }: ListRow) => ({ at, row: Object.fromEntries(cells) })
