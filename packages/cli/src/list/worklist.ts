/** `worklist`: pending steps by responsible party, most urgent first. */
import {
  countyName,
  selectEntries,
  owedByName,
  stepNameOfYear,
  worklistOn,
  type WorklistEntry,
  type WorklistFilter,
} from "@shifan/casework"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, regulationNear, type Bilingual, type CivilDate, type Regulation } from "@shifan/core"
import { divisionsIn } from "@shifan/core/messages"
import { paint, say, type CommandContext } from "../command-context.js"
import { exitWith, usage, type Failure, type Output } from "../result.js"
import { parseView, replayStore } from "../store/queries.js"
import { inSession } from "../store/session.js"
import { table } from "../table.js"
import { nextCommand } from "./next-command.js"
import type { WorklistOptions } from "../worklist-filters.js"

interface Row extends WorklistEntry {
  readonly next: Bilingual | undefined
}

export const worklist = async (
  context: CommandContext,
  options: WorklistOptions,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  const withinDays = parseWithin(options.within)
  if (E.isLeft(withinDays)) return withinDays
  const on = view.right.asOf
  return inSession(context, { readOnly: true }, async (session) => {
    const replayed = await replayStore(session, view.right)
    if (E.isLeft(replayed)) return replayed
    const regulation = regulationNear(replayed.right.law.applicable, on) ?? session.regulation
    const all = worklistOn(replayed.right, on)
    const county = parseCounty(options.county, regulation, all)
    if (E.isLeft(county)) return county
    const filter = filterOf(options, county.right, withinDays.right)
    const rows = selectEntries(all, on, filter).map((one): Row => ({ ...one, next: nextOf(one, regulation, on) }))
    return E.right({
      json: {
        asOf: on,
        waiting: rows.map(({ next, ...one }) => ({ ...one, next: next === undefined ? null : say(context, next) })),
      },
      text:
        rows.length === 0
          ? say(context, bilingual(`截至${on}没有待办事项`, `nothing is waiting as of ${on}`))
          : tableOf(context, rows, regulation),
      exit: exitWith(rows, options),
    })
  })
}

const nextOf = (entry: WorklistEntry, { territory }: Regulation, on: CivilDate): Bilingual | undefined => {
  const codes = { unit: entry.unit, county: entry.owedByDivision, bureau: territory.bureau.code }
  return nextCommand(entry, codes[entry.owedBy] ?? "", on)
}

const filterOf = (
  { for: role, step }: WorklistOptions,
  county: string | undefined,
  withinDays: number | undefined,
): WorklistFilter => ({
  ...(role === undefined ? {} : { for: role }),
  ...(step === undefined ? {} : { step }),
  ...(county === undefined ? {} : { county }),
  ...(withinDays === undefined ? {} : { withinDays }),
})

const parseWithin = (within: string | undefined): E.Either<Failure, number | undefined> => {
  if (within === undefined) return E.right(undefined)
  const [, days] = /^(\d{1,4})d$/.exec(within) ?? []
  return days === undefined
    ? E.left(usage(`--within应为天数，如30d：${within}`, `--within needs days, such as 30d; got ${within}`))
    : E.right(Number(days))
}

/** Accepts the regulation's own counties, and counties that units had under an earlier regulation. */
const parseCounty = (
  code: string | undefined,
  { territory }: Regulation,
  entries: ReadonlyArray<WorklistEntry>,
): E.Either<Failure, string | undefined> => {
  const { counties } = territory
  if (
    code === undefined ||
    divisionsIn(territory).some((one) => one.code === code) ||
    entries.some(({ county }) => county === code)
  )
    return E.right(code)
  const known = counties.map((one) => `${one.code} ${one.name}`)
  return E.left(
    usage(
      `没有代码为${code}的县区`,
      `there is no county ${code}`,
      bilingual(`现有：${known.join("、")}`, `known: ${known.join(", ")}`),
    ),
  )
}

const heads = [
  bilingual("单位代码", "unit"),
  bilingual("平台名称", "platform"),
  bilingual("县区", "county"),
  bilingual("办理环节", "step"),
  bilingual("办理人", "acts next"),
  bilingual("起始日", "since"),
  bilingual("期限", "due"),
  bilingual("剩余天数", "days left"),
  bilingual("下一步命令", "next command"),
] as const

const tableOf = (context: CommandContext, entries: ReadonlyArray<Row>, regulation: Regulation): string => {
  const rows = entries.map((entry) => {
    const { unit, platformName, county, since, dueOn, daysLeft, overdue, next, act } = entry
    return [
      unit ?? "",
      platformName ?? say(context, bilingual("全体示范平台", "all platforms")),
      countyName(county, regulation),
      say(context, stepNameOfYear(entry, regulation)),
      say(context, owedByName(entry, regulation)),
      since ?? "",
      dueOn ?? "",
      overdue ? paint(context, "red", overdueText(context, daysLeft)) : `${daysLeft ?? ""}`,
      next === undefined
        ? act === null
          ? say(context, bilingual("承继单位暂不能接续", "the successor cannot take it over yet"))
          : ""
        : { command: say(context, next) },
    ]
  })
  return table([heads.map((head) => say(context, head)), ...rows], context.terminal.columns)
}

const overdueText = (context: CommandContext, daysLeft: number | null): string => {
  const days = -(daysLeft ?? 0)
  return say(context, bilingual(`逾期${days}日`, `overdue ${days}`))
}
