/** The demo's stage: a store of its own, a clock that follows the story, and a line for everything that happens. */
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import {
  actNames,
  explain,
  instantAt,
  roleNames,
  type Actor,
  type Bilingual,
  type CivilDate,
  type Instant,
} from "@shifan/core"
import type { Target } from "@shifan/service"
import { serviceFailure } from "../failures.js"
import type { Session } from "../session.js"
import type { Failure } from "../result.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { eventName } from "../look/event-view.js"

/** The namespace of the demo's command ids. */
const namespace = "1b3a5a1e-4a52-5b7d-8f0c-1f2e3d4c5b6a"

export interface ScenarioStep {
  readonly on: CivilDate
  readonly actor: Actor
  readonly target: Target
  readonly about: Bilingual
}

/** Carries out a step and tells it. `Right(false)` when it was refused, which the story may well want. */
export type Stage = (step: ScenarioStep) => Promise<E.Either<Failure, boolean>>

/** A clock that stands at ten in the morning, Shanghai time, of the day the story has reached. */
export interface ScenarioClock {
  readonly now: () => Instant
  readonly goTo: (day: CivilDate) => void
}

export const scenarioClock = (): ScenarioClock => {
  let day = "2020-11-12"
  let tick = 0
  return {
    now: () => {
      const seconds = Math.floor(tick / 1000)
      const time = `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}.${String(tick % 1000).padStart(3, "0")}`
      tick++
      return instantAt(Date.parse(`${day}T02:${time}Z`))
    },
    goTo: (next) => {
      if (next > day) [day, tick] = [next, 0]
    },
  }
}

export const stageOn = (context: CommandContext, session: Session, clock: ScenarioClock): Stage => {
  const { out } = context.terminal
  let steps = 0
  return async ({ on, actor, target, about }) => {
    steps++
    clock.goTo(on)
    const done = await session.handle({ commandId: v5(String(steps), namespace), actor, effectiveOn: on, target })
    const who = paint(context, "dim", say(context, roleNames[actor.role]))
    if (E.isRight(done)) {
      const what = done.right.events.map(({ type }) => say(context, eventName(type))).join(" + ")
      out(`  ${on}  ${paint(context, "green", "✓")} ${what}  ${say(context, about)}  ${who}\n`)
      return E.right(true)
    }
    if (done.left._tag !== "Refused") return E.left(serviceFailure(done.left, session.regulation))
    out(
      `  ${on}  ${paint(context, "red", "✗")} ${say(context, actNames[target.command.type])}  ${say(context, about)}  ${who}\n`,
    )
    for (const one of done.left.refusals)
      out(
        `              ${paint(context, "red", one.code)} ${say(context, explain(one, session.regulation).sentence)}\n`,
      )
    return E.right(false)
  }
}

export const bureau = (officer: string): Actor => ({ role: "bureau", code: "130300", officer })

export const county = (code: string): Actor => ({ role: "county", code, officer: `${code}-01` })

export const unit = (code: string): Actor => ({ role: "unit", code, officer: "unit-01" })
