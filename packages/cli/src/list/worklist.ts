/** `worklist`: what waits for whom, the most urgent first. Days are those that `due` names: see `waitingOn` of core. */
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  countyOf,
  daysBetween,
  plusDays,
  regulationNear,
  type Bilingual,
  type CivilDate,
  type Regulation,
  type State,
} from "@shifan/core"
import { dutyNames, roleName } from "@shifan/core/messages"
import { waitingOn, waitsAlready, type Waiting, type WaitingStep } from "@shifan/core/registry"
import { paint, say, type CommandContext } from "../command-context.js"
import { exitWith, usage, type Failure, type Output } from "../result.js"
import { parseView, replayStore, type Replayed } from "../store/queries.js"
import { inSession } from "../store/session.js"
import { table } from "../table.js"
import { nextCommand } from "./next-command.js"
import type { WorklistOptions } from "./worklist-filters.js"

interface Case extends Waiting {
  readonly unitName: string | null
  readonly platformName: string | null
  readonly county: string | null
  /** Negative once overdue; `null` without a day. */
  readonly daysLeft: number | null
  readonly next: Bilingual | undefined
}

const stepNames: { readonly [S in WaitingStep]: Bilingual } = {
  ...dutyNames,
  recommendation: bilingual("县区测评推荐", "the county's recommendation"),
  noticePublication: bilingual("发布公示", "the public notice"),
  notice: bilingual("公示期间", "the public notice is running"),
  certification: bilingual("评审认定", "the bureau's decision"),
  plaque: bilingual("授牌", "the award of the plaque"),
  plaqueReturn: bilingual("收回牌匾", "the return of the plaque"),
  rectification: bilingual("限期整改", "what the review found, to be set right"),
}

export const worklist = async (
  context: CommandContext,
  options: WorklistOptions,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  const until = parseWithin(options.within, view.right.asOf)
  if (E.isLeft(until)) return until
  const on = view.right.asOf
  return inSession(context, { readOnly: true }, async (session) => {
    const replayed = await replayStore(session, view.right)
    if (E.isLeft(replayed)) return replayed
    const regulation = regulationNear(replayed.right.law.applicable, on) ?? session.regulation
    const all = casesOn(replayed.right, regulation, on)
    const county = parseCounty(options.county, regulation, all)
    if (E.isLeft(county)) return county
    const cases = all
      .filter((one) => (until.right === undefined ? waitsAlready(one, on) : isDueBy(one, until.right)))
      .filter((one) => options.for === undefined || one.owedBy === options.for)
      .filter((one) => options.step === undefined || one.step === options.step)
      .filter((one) => county.right === undefined || one.county === county.right)
      .toSorted(byUrgency)
    return E.right({
      json: {
        asOf: on,
        waiting: cases.map(({ next, ...one }) => ({ ...one, next: next === undefined ? null : say(context, next) })),
      },
      text:
        cases.length === 0
          ? say(context, bilingual(`截至${on}没有待办事项`, `nothing waits as of ${on}`))
          : tableOf(context, cases, regulation),
      exit: exitWith(cases, options),
    })
  })
}

const parseWithin = (within: string | undefined, on: CivilDate): E.Either<Failure, CivilDate | undefined> => {
  if (within === undefined) return E.right(undefined)
  const [, days] = /^(\d{1,4})d$/.exec(within) ?? []
  return days === undefined
    ? E.left(usage(`--within应为天数，如30d：${within}`, `--within wants days, as 30d; got ${within}`))
    : E.right(plusDays(on, Number(days)))
}

/** One of the text's own, or one that a unit was in under an earlier text. */
const parseCounty = (
  code: string | undefined,
  { territory }: Regulation,
  cases: ReadonlyArray<Case>,
): E.Either<Failure, string | undefined> => {
  const { counties } = territory
  if (code === undefined || counties.some((one) => one.code === code) || cases.some(({ county }) => county === code))
    return E.right(code)
  const known = counties.map((one) => `${one.code} ${one.name}`)
  return E.left(
    usage(
      `没有代码为${code}的县区`,
      `there is no county ${code}`,
      bilingual(`现有：${known.join("、")}`, `there are ${known.join(", ")}`),
    ),
  )
}

const isDueBy = ({ dueOn }: Case, until: CivilDate): boolean => dueOn !== null && dueOn <= until

/** What has a day before what has none, the earlier before the later; then what has waited longer. */
const byUrgency = (a: Case, b: Case): number => {
  const key = ({ dueOn, since, unit }: Case): string =>
    [dueOn ?? "9999-99-99", since ?? "9999-99-99", unit ?? ""].join(" ")
  return key(a) < key(b) ? -1 : 1
}

const casesOn = ({ law, units }: Replayed, regulation: Regulation, on: CivilDate): ReadonlyArray<Case> =>
  waitingOn(units, law.applicable, on).map((one) => {
    const state = one.unit === null ? undefined : units.get(one.unit)
    const county = (state && countyOf(state)) ?? null
    const codes = { unit: one.unit, county, bureau: regulation.territory.bureau.code }
    return {
      ...one,
      ...namesOf(state),
      county,
      daysLeft: one.dueOn === null ? null : daysBetween(on, one.dueOn),
      next: nextCommand(one, codes[one.owedBy] ?? "", on),
    }
  })

const namesOf = (state: State | undefined): Pick<Case, "unitName" | "platformName"> => {
  const phase = state?.phase
  if (phase === undefined || phase._tag === "none") return { unitName: null, platformName: null }
  if ("title" in phase) return { unitName: phase.title.operatingUnitName, platformName: phase.title.platformName }
  const { applicantUnitName, platformName } = phase.case.form
  return { unitName: applicantUnitName, platformName }
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

const tableOf = (context: CommandContext, cases: ReadonlyArray<Case>, regulation: Regulation): string => {
  const rows = cases.map(({ unit, platformName, county, step, owedBy, since, dueOn, daysLeft, overdue, next, act }) => [
    unit ?? "",
    platformName ?? say(context, bilingual("全体示范平台", "all platforms")),
    countyName(county, regulation),
    say(context, stepNames[step]),
    say(context, roleName(owedBy, regulation)),
    since ?? "",
    dueOn ?? "",
    overdue ? paint(context, "red", overdueText(context, daysLeft)) : `${daysLeft ?? ""}`,
    next === undefined
      ? act === null
        ? say(context, bilingual("承继单位暂不能接续", "the successor cannot take it over as yet"))
        : ""
      : say(context, next),
  ])
  return table([heads.map((head) => say(context, head)), ...rows], context.terminal.columns)
}

const countyName = (code: string | null, { territory }: Regulation): string =>
  territory.counties.find((one) => one.code === code)?.name ?? code ?? ""

const overdueText = (context: CommandContext, daysLeft: number | null): string => {
  const days = -(daysLeft ?? 0)
  return say(context, bilingual(`逾期${days}日`, `overdue ${days}`))
}
