/** `roster list`, `show` and `diff`: the public list of art. 11 as of any day, and its columns. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, isCivilDate, type Bilingual, type CivilDate, type Territory } from "@shifan/core"
import { divisionName } from "@shifan/core/messages"
import { rosterDifference, rosterUnder, type ListCells, type RosterEntry, type RosterView } from "@shifan/roster"
import { paint, say, type CommandContext, type Style } from "../command-context.js"
import { jsonLine } from "../json-object.js"
import { noSuchName } from "../known-names.js"
import { usage, type Failure, type Output } from "../result.js"
import { eachEnvelope, parseUscc, parseView } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { table } from "../table.js"
import { csv } from "./spreadsheet.js"

interface Column {
  readonly field: keyof RosterEntry
  readonly head: Bilingual
}

export const columns: ReadonlyArray<Column> = [
  { field: "operatingUnitName", head: bilingual("单位名称", "unit") },
  { field: "platformName", head: bilingual("平台名称", "platform") },
  { field: "uscc", head: bilingual("统一社会信用代码", "code") },
  { field: "countyOrDistrict", head: bilingual("所在县区", "county") },
  { field: "certificateNumber", head: bilingual("证书编号", "certificate") },
  { field: "certifiedOn", head: bilingual("认定日期", "certified") },
  { field: "lastConfirmedOn", head: bilingual("最近确认", "confirmed") },
  { field: "plaqueAwardedOn", head: bilingual("授牌日期", "plaque") },
  { field: "validUntil", head: bilingual("有效期至", "valid until") },
]

/** The name of a county; empty where there is nothing. */
const cellOf = (territory: Territory, entry: RosterEntry, field: keyof RosterEntry): string =>
  field === "countyOrDistrict" ? divisionName(territory, entry.countyOrDistrict) : (entry[field] ?? "")

export const cellsOf = (territory: Territory, entry: RosterEntry): ReadonlyArray<string> =>
  columns.map(({ field }) => cellOf(territory, entry, field))

/** The heads, and a row for each entry. */
export const rosterRows = (
  context: Pick<CommandContext, "settings">,
  territory: Territory,
  list: ReadonlyArray<RosterEntry>,
): ReadonlyArray<ReadonlyArray<string>> => {
  const rows = [columns.map(({ head }) => say(context, head)), ...list.map((entry) => cellsOf(territory, entry))]
  // Under a regulation without terms no title has an end: the last column goes where it is empty.
  const lastIsEmpty = rows.slice(1).every((cells) => cells.at(-1) === "")
  return lastIsEmpty ? rows.map((cells) => cells.slice(0, -1)) : rows
}

/** The cells of an entry by field, as they are printed. */
export const printedCells = (territory: Territory, entry: RosterEntry, print: (text: string) => string): ListCells =>
  new Map(columns.map(({ field }) => [field, print(cellOf(territory, entry, field))]))

/** The fields of an entry as in the published JSON; empty where that has `null`. */
export const plainCells = (entry: RosterEntry): ListCells =>
  new Map(Object.entries(entry).map(([field, text]) => [field, text ?? ""]))

export type Format = "table" | "json" | "csv"

export const rosterList = (context: CommandContext, format: Format): Promise<E.Either<Failure, Output>> =>
  withRoster(context, ({ regulation }, list) => {
    const rows = rosterRows(context, regulation.territory, list)
    const count = say(context, bilingual(`共${list.length}家`, `${list.length} platforms`))
    const json = { entries: list }
    const texts: { readonly [F in Format]: () => string } = {
      csv: () => csv(rows),
      json: () => jsonLine(json),
      table: () => `${table(rows, context.terminal.columns)}\n\n${count}`,
    }
    return E.right({ json, text: texts[format]() })
  })

export const rosterShow = (context: CommandContext, code: string): Promise<E.Either<Failure, Output>> => {
  const unit = parseUscc(code)
  if (E.isLeft(unit)) return Promise.resolve(unit)
  return withRoster(context, ({ regulation }, list) => {
    const entry = list.find(({ uscc }) => uscc === unit.right)
    if (entry === undefined) return E.left(notOnList(code, list))
    const cells = cellsOf(regulation.territory, entry)
    const rows = columns.map(({ head }, i) => [say(context, head), cells[i] ?? ""])
    return E.right({ json: { ...entry }, text: table([["", ""], ...rows]).trimStart() })
  })
}

const notOnList = (code: string, list: ReadonlyArray<RosterEntry>): Failure =>
  noSuchName(
    `名单中没有${code}`,
    `${code} is not on the list`,
    code,
    list.map(({ uscc }) => uscc),
  )

export const rosterDiff = async (
  context: CommandContext,
  from: string,
  to: string,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  if (!isCivilDate(from) || !isCivilDate(to))
    return E.left(usage(`应为两个日期：${from} ${to}`, `two dates are wanted, got ${from} ${to}`))
  return inSession(context, { readOnly: true }, async (session) => {
    const before = await readRoster(session, { ...view.right, asOf: from }, from)
    if (E.isLeft(before)) return before
    const after = await readRoster(session, { ...view.right, asOf: to }, to)
    if (E.isLeft(after)) return after
    const changes = rosterDifference(before.right, after.right)
    const { territory } = session.regulation
    const line = (mark: string, style: Style, { platformName, uscc, countyOrDistrict }: RosterEntry): string => {
      const county = divisionName(territory, countyOrDistrict)
      return paint(context, style, `${mark} ${platformName}  ${uscc}  ${county}`)
    }
    const lines = [
      ...changes.added.map((entry) => line("+", "green", entry)),
      ...changes.removed.map((entry) => line("-", "red", entry)),
      ...changes.changed.flatMap(({ before: earlier, after: entry }) => [
        line("~", "yellow", entry),
        ...changedFields(territory, earlier, entry).map((text) => `    ${say(context, text)}`),
      ]),
    ]
    const none = say(context, bilingual("没有变化", "no change"))
    return E.right({ json: { from, to, ...changes }, text: lines.length === 0 ? none : lines.join("\n") })
  })
}

/** 证书编号：QHD-2020-01 → QHD-2020-10, a line for each field that is another. */
const changedFields = (territory: Territory, before: RosterEntry, after: RosterEntry): ReadonlyArray<Bilingual> => {
  const empty = bilingual("（无）", "(none)")
  const shown = (text: string): Bilingual => (text === "" ? empty : bilingual(text, text))
  return columns.flatMap(({ field, head }) => {
    const [was, is] = [before, after].map((entry) => cellOf(territory, entry, field))
    if (was === undefined || is === undefined || was === is) return []
    const [from, to] = [shown(was), shown(is)]
    return [bilingual(`${head.zh}：${from.zh} → ${to.zh}`, `${head.en}: ${from.en} → ${to.en}`)]
  })
}

const withRoster = (
  context: CommandContext,
  work: (session: Session, list: ReadonlyArray<RosterEntry>) => E.Either<Failure, Output>,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return Promise.resolve(view)
  return inSession(context, { readOnly: true }, async (session) => {
    const list = await readRoster(session, view.right, view.right.asOf)
    return E.isLeft(list) ? list : work(session, list.right)
  })
}

/** `on` is the day on which a title with a term must not have expired. */
const readRoster = async (
  { store }: Session,
  view: RosterView,
  on: CivilDate,
): Promise<E.Either<Failure, ReadonlyArray<RosterEntry>>> => {
  const roster = rosterUnder(view)
  const read = await eachEnvelope(store, roster.apply)
  return E.isLeft(read) ? read : E.right(roster.list(on))
}
