/** The state of everything at a point of law and of knowledge. */
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  type CivilDate,
  countyOf,
  divisionName,
  phaseNames,
  phaseOn,
  shanghaiDate,
  ruleStatusOn,
} from "@shifan/core"
import { inSession } from "../session.js"
import type { Failure, Output } from "../result.js"
import { progress } from "../progress.js"
import { replayStore, viewOf } from "./queries.js"
import { say, type CommandContext } from "../command-context.js"
import { table } from "../table.js"

export const replayAll = (
  context: CommandContext,
  { stats = false }: { readonly stats?: boolean },
): Promise<E.Either<Failure, Output>> => {
  const view = viewOf(context.settings)
  if (E.isLeft(view)) return Promise.resolve(view)
  return inSession(context, { readOnly: true }, async (session) => {
    const started = performance.now()
    const shown = progress(context, () => performance.now())
    const whole = await replayStore(session, view.right, shown.at)
    shown.done()
    if (E.isLeft(whole)) return whole
    const elapsed = performance.now() - started
    const { units, law, events } = whole.right
    const on: CivilDate = view.right.asOf ?? shanghaiDate(context.clock())
    const standing = ruleStatusOn(law.regime, on)
    const rows = [...units.values()].map((state) => ({
      unit: state.unit,
      phase: phaseOn(state, on),
      county: countyOf(state) ?? null,
      revision: state.revision,
      lastEffectiveOn: state.lastEffectiveOn,
    }))
    const inForce =
      standing._tag === "InForce"
        ? `${standing.rule.regulation.documentNumber} v${standing.rule.applied.version}`
        : null
    const text = [
      table([
        [
          "",
          ...[
            bilingual("状态", "state"),
            bilingual("所在县区", "county"),
            bilingual("最近", "last"),
            bilingual("修订号", "revision"),
          ].map((head) => say(context, head)),
        ],
        ...rows.map(({ unit, phase, county, revision, lastEffectiveOn }) => [
          unit,
          say(context, phaseNames[phase]),
          county === null ? "" : divisionName(session.regulation.territory, county),
          lastEffectiveOn ?? "",
          String(revision),
        ]),
      ]),
      say(
        context,
        inForce === null
          ? bilingual(`${on}没有生效的规定`, `no rule is in force on ${on}`)
          : bilingual(`${on}适用${inForce}`, `in force on ${on}: ${inForce}`),
      ),
      ...(stats
        ? [
            say(
              context,
              bilingual(
                `${events}条事件，${rate(events, elapsed)}条/秒`,
                `${events} events, ${rate(events, elapsed)}/s`,
              ),
            ),
          ]
        : []),
    ].join("\n")
    return E.right({
      json: { on, inForce, events, units: rows, ...(stats ? { eventsPerSecond: rate(events, elapsed) } : {}) },
      text,
    })
  })
}

const rate = (events: number, milliseconds: number): number => Math.round((events * 1000) / Math.max(1, milliseconds))
