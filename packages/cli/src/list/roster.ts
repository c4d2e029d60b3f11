/** Art. 11: the public list, as of any day; one entry; what changed between two days. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, divisionName, isCivilDate, type CivilDate } from "@shifan/core"
import { difference, rosterUnder, type Entry, type View } from "@shifan/roster"
import { today } from "../apply/act.js"
import { inOffice, type Office } from "../session.js"
import { notFound, usage, type Failure, type Output } from "../result.js"
import { eachEnvelope, unitCode, viewOf } from "../look/queries.js"
import { paint, say, type World } from "../command-context.js"
import { columns, rowOf, titledRows } from "./roster-table.js"
import { csv, table } from "../table.js"

export type Format = "table" | "json" | "csv"

export const rosterList = (world: World, format: Format): Promise<E.Either<Failure, Output>> =>
  withView(world, async (office, view) => {
    const list = await rosterOf(office, view, today(world))
    if (E.isLeft(list)) return list
    const titled = titledRows((text) => say(world, text), office.regulation.territory, list.right)
    const count = bilingual(`共${list.right.length}家`, `${list.right.length} platforms`)
    return E.right({
      json: list.right,
      text:
        format === "csv"
          ? csv(titled)
          : format === "json"
            ? JSON.stringify(list.right)
            : `${table(titled)}\n${say(world, count)}`,
    })
  })

export const rosterShow = (world: World, code: string): Promise<E.Either<Failure, Output>> =>
  withView(world, async (office, view) => {
    const unit = unitCode(code)
    if (E.isLeft(unit)) return unit
    const list = await rosterOf(office, view, today(world))
    if (E.isLeft(list)) return list
    const entry = list.right.find(({ uscc }) => uscc === unit.right)
    if (entry === undefined) return E.left(notFound(`名单中没有${code}`, `${code} is not on the list`))
    const cells = rowOf(office.regulation.territory, entry)
    const text = table([["", ""], ...columns.map(({ head }, i) => [say(world, head), cells[i] ?? ""])]).trimStart()
    return E.right({ json: { ...entry }, text })
  })

export const rosterDiff = (world: World, from: string, to: string): Promise<E.Either<Failure, Output>> =>
  withView(world, async (office, view) => {
    if (!isCivilDate(from) || !isCivilDate(to))
      return E.left(usage(`应为两个日期：${from} ${to}`, `two dates are wanted, got ${from} ${to}`))
    const [before, after] = [
      await rosterOf(office, { ...view, asOf: from }, from),
      await rosterOf(office, { ...view, asOf: to }, to),
    ]
    if (E.isLeft(before)) return before
    if (E.isLeft(after)) return after
    const changes = difference(before.right, after.right)
    const line = (mark: string, colour: "green" | "red" | "yellow", { platformName, uscc, countyOrDistrict }: Entry) =>
      paint(
        world,
        colour,
        `${mark} ${platformName}  ${uscc}  ${divisionName(office.regulation.territory, countyOrDistrict)}`,
      )
    const lines = [
      ...changes.added.map((entry) => line("+", "green", entry)),
      ...changes.removed.map((entry) => line("-", "red", entry)),
      ...changes.changed.map(({ after: entry }) => line("~", "yellow", entry)),
    ]
    const none = bilingual("没有变化", "no change")
    return E.right({ json: { from, to, ...changes }, text: lines.length === 0 ? say(world, none) : lines.join("\n") })
  })

/** `otherwise` is the day of a list for which none was named. */
export const rosterOf = async (
  office: Office,
  view: View,
  otherwise: CivilDate,
): Promise<E.Either<Failure, ReadonlyArray<Entry>>> => {
  const roster = rosterUnder(view)
  const read = await eachEnvelope(office, roster.apply)
  return E.isLeft(read) ? read : E.right(roster.list(view.asOf ?? otherwise))
}

const withView = (
  world: World,
  work: (office: Office, view: { readonly asOf?: CivilDate } & View) => Promise<E.Either<Failure, Output>>,
): Promise<E.Either<Failure, Output>> => {
  const view = viewOf(world.settings)
  return E.isLeft(view)
    ? Promise.resolve(view)
    : inOffice(world, { readOnly: true }, (office) => work(office, view.right))
}
