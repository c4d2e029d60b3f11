/** Runs a scenario step by step on its own clock, and prints a line for each event. */
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { instantAt, type Actor, type Bilingual, type CivilDate, type Instant } from "@shifan/core"
import { actNames, eventName, explain, roleName } from "@shifan/core/messages"
import type { Target } from "@shifan/service"
import { paint, say, type CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import type { Failure } from "../result.js"
import type { Session } from "../store/session.js"

export interface ScenarioStep {
  readonly on: CivilDate
  readonly actor: Actor
  readonly target: Target
  /** Printed next to the event: mostly the platform's name. */
  readonly about: Bilingual
}

/** Yields headings and steps. Each step returns whether it was accepted, so the scenario can react. */
export type Scenario<A> = Generator<ScenarioStep | Bilingual, A, boolean>

/** Starts each day at ten in the morning, Shanghai time, and advances a millisecond per call of `now`. */
export interface ScenarioClock {
  readonly now: () => Instant
  /** Never goes back: an earlier day has no effect. */
  readonly goTo: (day: CivilDate) => void
}

export const scenarioClock = (firstDay: CivilDate): ScenarioClock => {
  let day = firstDay
  let tick = 0
  return {
    now: () => instantAt(Date.parse(`${day}T02:00:00.000Z`) + tick++),
    goTo: (next) => {
      if (next <= day) return
      day = next
      tick = 0
    },
  }
}

/** Stops at the first step that fails for a reason other than a refusal; the scenario may intend refusals. */
export const runScenario = async <A>(
  context: CommandContext,
  session: Session,
  clock: ScenarioClock,
  scenario: Scenario<A>,
): Promise<E.Either<Failure, A>> => {
  let steps = 0
  let next = scenario.next(true)
  while (next.done !== true) {
    const { value } = next
    if ("zh" in value) {
      context.terminal.out(`\n${paint(context, "bold", say(context, value))}\n`)
      next = scenario.next(true)
    } else {
      clock.goTo(value.on)
      const accepted = await runStep(context, session, value, ++steps)
      if (E.isLeft(accepted)) return accepted
      next = scenario.next(accepted.right)
    }
  }
  return E.right(next.value)
}

/** Namespace of command ids derived from the numbers of steps. */
const stepNamespace = "1b3a5a1e-4a52-5b7d-8f0c-1f2e3d4c5b6a"

const runStep = async (
  context: CommandContext,
  { handle, regulation }: Session,
  { on, actor, target, about }: ScenarioStep,
  number: number,
): Promise<E.Either<Failure, boolean>> => {
  const { out } = context.terminal
  const commandId = v5(String(number), stepNamespace)
  const done = await handle({ commandId, actor, effectiveOn: on, target })
  const what = say(context, about)
  const who = paint(context, "dim", say(context, roleName(actor.role, regulation)))
  if (E.isRight(done)) {
    const events = done.right.events.map(({ type }) => say(context, eventName(type, regulation))).join(" + ")
    out(`  ${on}  ${paint(context, "green", "✓")} ${events}  ${what}  ${who}\n`)
    return E.right(true)
  }
  if (done.left._tag !== "Refused") return E.left(serviceFailure(done.left, regulation))
  const act = say(context, actNames[target.command.type])
  out(`  ${on}  ${paint(context, "red", "✗")} ${act}  ${what}  ${who}\n`)
  for (const refusal of done.left.refusals) {
    const { sentence } = explain(refusal, regulation)
    out(`              ${paint(context, "red", refusal.code)} ${say(context, sentence)}\n`)
  }
  return E.right(false)
}
