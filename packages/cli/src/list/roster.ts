/** Art. 11: the public list, as of any day; one entry; what changed between two days. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, divisionName, isCivilDate, type CivilDate } from "@shifan/core"
import { rosterDifference, rosterUnder, type RosterEntry, type RosterView } from "@shifan/roster"
import { today } from "../apply/act.js"
import { inSession, type Session } from "../session.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { eachEnvelope, unitCode, viewOf } from "../look/queries.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { columns, rowOf, titledRows } from "./roster-table.js"
import { csv, table } from "../table.js"

export type Format = "table" | "json" | "csv"

export const rosterList = (context: CommandContext, format: Format): Promise<E.Either<Failure, Output>> =>
  withView(context, async (session, view) => {
    const list = await rosterOf(session, view, today(context))
    if (E.isLeft(list)) return list
    const titled = titledRows((text) => say(context, text), session.regulation.territory, list.right)
    const count = bilingual(`共${list.right.length}家`, `${list.right.length} platforms`)
    return E.right({
      json: list.right,
      text:
        format === "csv"
          ? csv(titled)
          : format === "json"
            ? JSON.stringify(list.right)
            : `${table(titled)}\n${say(context, count)}`,
    })
  })

export const rosterShow = (context: CommandContext, code: string): Promise<E.Either<Failure, Output>> =>
  withView(context, async (session, view) => {
    const unit = unitCode(code)
    if (E.isLeft(unit)) return unit
    const list = await rosterOf(session, view, today(context))
    if (E.isLeft(list)) return list
    const entry = list.right.find(({ uscc }) => uscc === unit.right)
    if (entry === undefined) return E.left(notFound(`名单中没有${code}`, `${code} is not on the list`))
    const cells = rowOf(session.regulation.territory, entry)
    const text = table([["", ""], ...columns.map(({ head }, i) => [say(context, head), cells[i] ?? ""])]).trimStart()
    return E.right({ json: { ...entry }, text })
  })

export const rosterDiff = (context: CommandContext, from: string, to: string): Promise<E.Either<Failure, Output>> =>
  withView(context, async (session, view) => {
    if (!isCivilDate(from) || !isCivilDate(to))
      return E.left(usage(`应为两个日期：${from} ${to}`, `two dates are wanted, got ${from} ${to}`))
    const [before, after] = [
      await rosterOf(session, { ...view, asOf: from }, from),
      await rosterOf(session, { ...view, asOf: to }, to),
    ]
    if (E.isLeft(before)) return before
    if (E.isLeft(after)) return after
    const changes = rosterDifference(before.right, after.right)
    const line = (
      mark: string,
      colour: "green" | "red" | "yellow",
      { platformName, uscc, countyOrDistrict }: RosterEntry,
    ) =>
      paint(
        context,
        colour,
        `${mark} ${platformName}  ${uscc}  ${divisionName(session.regulation.territory, countyOrDistrict)}`,
      )
    const lines = [
      ...changes.added.map((entry) => line("+", "green", entry)),
      ...changes.removed.map((entry) => line("-", "red", entry)),
      ...changes.changed.map(({ after: entry }) => line("~", "yellow", entry)),
    ]
    const none = bilingual("没有变化", "no change")
    return E.right({ json: { from, to, ...changes }, text: lines.length === 0 ? say(context, none) : lines.join("\n") })
  })

/** `otherwise` is the day of a list for which none was named. */
export const rosterOf = async (
  session: Session,
  view: RosterView,
  otherwise: CivilDate,
): Promise<E.Either<Failure, ReadonlyArray<RosterEntry>>> => {
  const roster = rosterUnder(view)
  const read = await eachEnvelope(session, roster.apply)
  return E.isLeft(read) ? read : E.right(roster.list(view.asOf ?? otherwise))
}

const withView = (
  context: CommandContext,
  work: (session: Session, view: { readonly asOf?: CivilDate } & RosterView) => Promise<E.Either<Failure, Output>>,
): Promise<E.Either<Failure, Output>> => {
  const view = viewOf(context.settings)
  return E.isLeft(view)
    ? Promise.resolve(view)
    : inSession(context, { readOnly: true }, (session) => work(session, view.right))
}
