/** `roster list`, `show` and `diff`: the public list of art. 11 as of any day, and its columns. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, isCivilDate, type CivilDate } from "@shifan/core"
import { divisionName } from "@shifan/core/messages"
import {
  changedFields,
  cellsOf,
  columnsOf,
  csv,
  rosterDifference,
  rosterRows,
  rosterUnder,
  type ListCells,
  type RosterEntry,
  type RosterView,
} from "@shifan/roster"
import { paint, say, type CommandContext, type Style } from "../command-context.js"
import { jsonLine } from "../json-object.js"
import { noSuchName } from "../known-names.js"
import { usage, type Failure, type Output } from "../result.js"
import { eachEnvelope, parseUscc, parseView } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { table, tableWithoutHead } from "../table.js"

/** The fields of an entry as in the published JSON, with `null` as an empty text. */
export const plainCells = (entry: RosterEntry): ListCells =>
  new Map(Object.entries(entry).map(([field, text]) => [field, text ?? ""]))

export type Format = "table" | "json" | "csv"

export const rosterList = (context: CommandContext, format: Format): Promise<E.Either<Failure, Output>> =>
  withRoster(context, ({ regulation }, list) => {
    const rows = rosterRows(context.settings.language, regulation, list)
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
    const rows = columnsOf(regulation).map(({ head }, i) => [say(context, head), cells[i] ?? ""])
    return E.right({ json: { ...entry }, text: tableWithoutHead(rows, context.terminal.columns) })
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
    return E.left(usage(`应为两个日期：${from} ${to}`, `two dates are needed, got ${from} ${to}`))
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
        ...changedFields(session.regulation, earlier, entry).map((text) => `    ${say(context, text)}`),
      ]),
    ]
    const none = say(context, bilingual("没有变化", "no change"))
    return E.right({ json: { from, to, ...changes }, text: lines.length === 0 ? none : lines.join("\n") })
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

/** `on`: the day on which titles with a term must not have expired. */
const readRoster = async (
  { store }: Session,
  view: RosterView,
  on: CivilDate,
): Promise<E.Either<Failure, ReadonlyArray<RosterEntry>>> => {
  const roster = rosterUnder(view)
  const read = await eachEnvelope(store, roster.apply)
  return E.isLeft(read) ? read : E.right(roster.list(on))
}
