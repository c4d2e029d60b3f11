/** Reviews and yearly summaries due or overdue. A flag, never a lapse. Arts. 12 and 13. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, dutiesOf, hasExpired, plusDays, shanghaiDate, ruleStatusOn } from "@shifan/core"
import { inSession } from "../session.js"
import { exitWith, usage, type Failure, type FindingFlags, type Output } from "../result.js"
import { replayStore, viewOf } from "../look/queries.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { table } from "../table.js"

export const due = (
  context: CommandContext,
  { within, ...flags }: { readonly within: string } & FindingFlags,
): Promise<E.Either<Failure, Output>> => {
  const view = viewOf(context.settings)
  if (E.isLeft(view)) return Promise.resolve(view)
  const [, days] = /^(\d{1,4})d$/.exec(within) ?? []
  if (days === undefined)
    return Promise.resolve(
      E.left(usage(`--within应为天数，如90d：${within}`, `--within wants days, as 90d; got ${within}`)),
    )
  const today = view.right.asOf ?? shanghaiDate(context.clock())
  const until = plusDays(today, Number(days))
  return inSession(context, { readOnly: true }, async (session) => {
    const whole = await replayStore(session, view.right)
    if (E.isLeft(whole)) return whole
    const standing = ruleStatusOn(whole.right.law.regime, today)
    const duties = [...whole.right.units.values()].flatMap(({ unit, phase }) =>
      phase._tag === "certified" && standing._tag !== "NoRule" && !hasExpired(phase.title, today)
        ? dutiesOf(phase.title, standing.rule, today).map((one) => ({
            unit,
            platformName: phase.title.platformName,
            ...one,
          }))
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
      say(context, names[duty]),
      dueOn,
      overdue ? paint(context, "red", say(context, bilingual("逾期", "overdue"))) : "",
    ])
    const none = bilingual(`至${until}没有到期事项`, `nothing is due by ${until}`)
    return E.right({
      json: near,
      text: rows.length === 0 ? say(context, none) : table(rows),
      exit: exitWith(near, flags),
    })
  })
}
