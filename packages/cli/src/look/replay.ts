/** `replay`: the state of every unit as of a day and an instant. */
import type { OfficeState } from "@shifan/casework"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, countyOf, phaseOn, ruleStatusOn, type CivilDate } from "@shifan/core"
import { divisionName, phaseNames } from "@shifan/core/messages"
import { say, type CommandContext } from "../command-context.js"
import { progressLine } from "../progress.js"
import type { Failure, Output } from "../result.js"
import { parseView, replayStore } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { table } from "../table.js"

export const replay = async (
  context: CommandContext,
  { stats = false }: { readonly stats?: boolean },
): Promise<E.Either<Failure, Output>> => {
  const view = parseView(context)
  if (E.isLeft(view)) return view
  return inSession(context, { readOnly: true }, async (session) => {
    const started = performance.now()
    const progress = progressLine(context)
    const replayed = await replayStore(session, view.right, progress.at)
    progress.done()
    if (E.isLeft(replayed)) return replayed
    const { events, law } = replayed.right
    const eventsPerSecond = Math.round((events * 1000) / Math.max(1, performance.now() - started))
    const on = view.right.asOf
    const units = unitRows(replayed.right, on)
    const inForce = ruleInForce(law.applicable, on)
    const aboutRule =
      inForce === null
        ? bilingual(`${on}没有生效的规定`, `no rule is in force on ${on}`)
        : bilingual(`${on}适用${inForce}`, `in force on ${on}: ${inForce}`)
    const speed = bilingual(`${events}条事件，${eventsPerSecond}条/秒`, `${events} events, ${eventsPerSecond}/s`)
    return E.right({
      json: { on, inForce, events, units, ...(stats ? { eventsPerSecond } : {}) },
      text: [
        unitsTable(context, session, units),
        say(context, aboutRule),
        ...(stats ? [say(context, speed)] : []),
      ].join("\n"),
    })
  })
}

const unitRows = ({ units }: OfficeState, on: CivilDate) =>
  [...units.values()].map((state) => ({
    unit: state.unit,
    phase: phaseOn(state, on),
    county: countyOf(state) ?? null,
    revision: state.revision,
    lastEffectiveOn: state.lastEffectiveOn,
  }))

const ruleInForce = (regime: OfficeState["law"]["applicable"], on: CivilDate): string | null => {
  const status = ruleStatusOn(regime, on)
  if (status._tag !== "InForce") return null
  const { regulation, applied } = status.rule
  return `${regulation.documentNumber} v${applied.version}`
}

const unitsTable = (context: CommandContext, { regulation }: Session, units: ReturnType<typeof unitRows>): string => {
  const heads = [
    bilingual("状态", "state"),
    bilingual("所在县区", "county"),
    bilingual("最近", "last"),
    bilingual("修订号", "revision"),
  ].map((head) => say(context, head))
  const rows = units.map(({ unit, phase, county, revision, lastEffectiveOn }) => [
    unit,
    say(context, phaseNames[phase]),
    county === null ? "" : divisionName(regulation.territory, county),
    lastEffectiveOn ?? "",
    String(revision),
  ])
  return table([["", ...heads], ...rows], context.terminal.columns)
}
