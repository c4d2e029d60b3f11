/** `due`: duties of units, counties and the bureau with their deadlines (arts. 12 to 14). Overdue duties end no title. */
import * as E from "fp-ts/lib/Either.js"
import { nameOfYear, unitNames, type OfficeState } from "@shifan/casework"
import {
  bilingual,
  hasExpired,
  plusDays,
  ruleStatusOn,
  titlesHeld,
  type CivilDate,
  type Duty,
  type State,
  type Uscc,
} from "@shifan/core"
import { dutiesOfUnit, successionDuties, yearlyCheckDuties } from "@shifan/core/registry"
import { dutyName, roleName } from "@shifan/core/messages"
import { paint, say, type CommandContext } from "../command-context.js"
import { exitWith, usage, type Failure, type FindingOptions, type Output } from "../result.js"
import { parseView, replayStore } from "../store/queries.js"
import { inSession } from "../store/session.js"
import { tableWithoutHead } from "../table.js"

export interface DueOptions extends FindingOptions {
  /** Such as `90d`. */
  readonly within: string
}

interface Owed extends Duty {
  readonly unit: Uscc | null
  readonly platformName: string | null
}

export const due = async (
  context: CommandContext,
  { within, ...options }: DueOptions,
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  const [, days] = /^(\d{1,4})d$/.exec(within) ?? []
  if (days === undefined)
    return E.left(usage(`--within应为天数，如90d：${within}`, `--within needs days, such as 90d; got ${within}`))
  const from = view.right.asOf
  const until = plusDays(from, Number(days))
  return inSession(context, { readOnly: true }, async (session) => {
    const replayed = await replayStore(session, view.right)
    if (E.isLeft(replayed)) return replayed
    const duties = dutiesOn(replayed.right, from)
      .filter(({ dueOn }) => dueOn <= until)
      .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    const overdueMark = paint(context, "red", say(context, bilingual("逾期", "overdue")))
    const allPlatforms = say(context, bilingual("全体示范平台", "all platforms"))
    const rows = duties.map(({ unit, platformName, duty, year, owedBy, dueOn, overdue }) => [
      unit ?? "",
      platformName ?? allPlatforms,
      say(context, nameOfYear(dutyName(duty, session.regulation), year)),
      say(context, roleName(owedBy, session.regulation)),
      dueOn,
      overdue ? overdueMark : "",
    ])
    const none = say(context, bilingual(`至${until}没有到期事项`, `nothing is due by ${until}`))
    return E.right({
      json: { duties },
      text: rows.length === 0 ? none : tableWithoutHead(rows, context.terminal.columns),
      exit: exitWith(duties, options),
    })
  })
}

const platformName = (state: State): string | null => unitNames(state)?.platform ?? null

/**
 * Duties for every title held on a day and every application in progress, under the rule that then applies. A duty for all
 * platforms together names no unit.
 */
const dutiesOn = ({ law, units }: OfficeState, on: CivilDate): ReadonlyArray<Owed> => {
  const status = ruleStatusOn(law.applicable, on)
  if (status._tag === "NoRule") return []
  const { rule } = status
  const states = [...units.values()]
  const isHeld = ({ phase }: State): boolean => phase._tag === "certified" && !hasExpired(phase.title, on)
  // Platforms that have since lost their title were checked too.
  const checks = states.some(isHeld) ? yearlyCheckDuties(states.flatMap(titlesHeld), rule, on) : []
  return [
    ...states.flatMap((state) =>
      dutiesOfUnit(state, rule, law.applicable, on).map((duty) => ({
        unit: state.unit,
        platformName: platformName(state),
        ...duty,
      })),
    ),
    ...successionDuties(units, on).map((duty) => {
      const state = units.get(duty.unit)
      return { ...duty, platformName: state === undefined ? null : platformName(state) }
    }),
    ...checks.map((duty) => ({ unit: null, platformName: null, ...duty })),
  ]
}
