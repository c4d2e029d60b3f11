/** Reviews and yearly summaries due or overdue. A flag, never a lapse. Arts. 12 and 13. */
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  hasLapsed,
  plusDays,
  reviewDue,
  shanghaiDate,
  standingOn,
  yearEnd,
  yearOf,
  type CivilDate,
  type Due,
  type Rule,
  type Title,
  type Uscc,
} from "@shifan/core"
import { inOffice } from "../office.js"
import { usage, type Failure, type Output } from "../outcome.js"
import { readWhole, viewOf } from "../reading.js"
import { paint, say, type World } from "../surroundings.js"
import { table } from "../view/table.js"

interface Duty {
  readonly unit: Uscc
  readonly platformName: string
  readonly duty: "review" | "annualSummary"
  readonly dueOn: CivilDate
  readonly overdue: boolean
}

export const due = (world: World, within: string): Promise<E.Either<Failure, Output>> => {
  const view = viewOf(world.settings)
  if (E.isLeft(view)) return Promise.resolve(view)
  const [, days] = /^(\d{1,4})d$/.exec(within) ?? []
  if (days === undefined)
    return Promise.resolve(
      E.left(usage(`--within应为天数，如90d：${within}`, `--within wants days, as 90d; got ${within}`)),
    )
  const today = view.right.asOf ?? shanghaiDate(world.clock())
  const until = plusDays(today, Number(days))
  return inOffice(world, { readOnly: true }, async (office) => {
    const whole = await readWhole(office, view.right)
    if (E.isLeft(whole)) return whole
    const standing = standingOn(whole.right.law.regime, today)
    const duties = [...whole.right.units.values()].flatMap(({ unit, phase }) =>
      phase._tag === "certified" && standing._tag !== "NoRule" && !hasLapsed(phase.title, today)
        ? dutiesOf(unit, phase.title, standing.rule, today)
        : [],
    )
    const near = duties.filter(({ dueOn }) => dueOn <= until).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    const names = {
      review: bilingual("三年复核", "review"),
      annualSummary: bilingual("年度工作总结", "yearly summary"),
    }
    const rows = near.map(({ unit, platformName, duty, dueOn, overdue }) => [
      unit,
      platformName,
      say(world, names[duty]),
      dueOn,
      overdue ? paint(world, "red", say(world, bilingual("逾期", "overdue"))) : "",
    ])
    const none = bilingual(`至${until}没有到期事项`, `nothing is due by ${until}`)
    return E.right({ json: near, text: rows.length === 0 ? say(world, none) : table(rows) })
  })
}

const dutiesOf = (unit: Uscc, title: Title, rule: Rule, today: CivilDate): ReadonlyArray<Duty> => {
  const { platformName, summaries, certifiedOn } = title
  const duty = (kind: Duty["duty"], dueOn: CivilDate): Duty => ({
    unit,
    platformName,
    duty: kind,
    dueOn,
    overdue: dueOn < today,
  })
  const first = yearOf(certifiedOn)
  const years = Array.from({ length: yearOf(today) - first + 1 }, (_, i) => first + i)
  return [
    ...(title.review === null ? [duty("review", lastDayOfDue(reviewDue(title, rule)))] : []),
    ...years.filter((year) => !summaries.includes(year)).map((year) => duty("annualSummary", yearEnd(year))),
  ]
}

/** A review that runs with the call of a year is due by its end. */
const lastDayOfDue = (one: Due): CivilDate => ("from" in one ? one.from : yearEnd(one.year))
