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
  standingOn,
} from "@shifan/core"
import { inOffice } from "../session.js"
import type { Failure, Output } from "../result.js"
import { progress } from "../progress.js"
import { readWhole, viewOf } from "./queries.js"
import { say, type World } from "../command-context.js"
import { table } from "../table.js"

export const replayAll = (
  world: World,
  { stats = false }: { readonly stats?: boolean },
): Promise<E.Either<Failure, Output>> => {
  const view = viewOf(world.settings)
  if (E.isLeft(view)) return Promise.resolve(view)
  return inOffice(world, { readOnly: true }, async (office) => {
    const started = performance.now()
    const shown = progress(world, () => performance.now())
    const whole = await readWhole(office, view.right, shown.at)
    shown.done()
    if (E.isLeft(whole)) return whole
    const elapsed = performance.now() - started
    const { units, law, events } = whole.right
    const on: CivilDate = view.right.asOf ?? shanghaiDate(world.clock())
    const standing = standingOn(law.regime, on)
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
          ].map((head) => say(world, head)),
        ],
        ...rows.map(({ unit, phase, county, revision, lastEffectiveOn }) => [
          unit,
          say(world, phaseNames(phase)),
          county === null ? "" : divisionName(office.regulation.territory, county),
          lastEffectiveOn ?? "",
          String(revision),
        ]),
      ]),
      say(
        world,
        inForce === null
          ? bilingual(`${on}没有生效的规定`, `no rule is in force on ${on}`)
          : bilingual(`${on}适用${inForce}`, `in force on ${on}: ${inForce}`),
      ),
      ...(stats
        ? [
            say(
              world,
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
