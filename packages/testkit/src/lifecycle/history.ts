import fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  decide as ourDecide,
  evolve,
  initialState,
  type ApplicableLaw,
  type Command,
  type Context,
  type Decide,
  type Event,
  type Refusals,
  type Regulation,
  type State,
  type Uscc,
} from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { anyApplicableLaw, anyLawOf } from "./applicable-law.js"
import { anySteps, attemptAt } from "./next-attempt.js"
import { type Attempt } from "./samples.js"
import { individualBusiness, unit } from "./units.js"

/** A command that was carried out, with the state it was decided on. */
export interface AcceptedCommand {
  readonly context: Context
  readonly command: Command
  readonly before: State
  readonly batch: ReadonlyNonEmptyArray<Event>
}

/** A command that was refused. */
export interface RefusedCommand {
  readonly context: Context
  readonly command: Command
  readonly refusals: Refusals
  /** How many commands had been carried out before it. */
  readonly after: number
}

/** What became of a unit by the commands that were tried on it. */
export interface History {
  readonly unit: Uscc
  readonly accepted: ReadonlyArray<AcceptedCommand>
  readonly refused: ReadonlyArray<RefusedCommand>
  /** Of those that were refused. */
  readonly refusals: ReadonlyArray<Refusals>
}

/** All events of a history, in the order they were decided. */
export const eventsOf = ({ accepted }: History): ReadonlyArray<Event> => accepted.flatMap(({ batch }) => batch)

/** The unit's state behind the last event of a history. */
export const stateAfter = (history: History): State => eventsOf(history).reduce(evolve, initialState(history.unit))

/** Tries commands one after the other, and keeps what became of them. */
const trialOf = (uscc: Uscc, law: ApplicableLaw, decide: Decide) => {
  const accepted: Array<AcceptedCommand> = []
  const refused: Array<RefusedCommand> = []
  let state = initialState(uscc)
  return {
    state: (): State => state,
    attempt: ({ actor, effectiveOn, recordedOn = effectiveOn, command }: Attempt): void => {
      const context: Context = { actor, effectiveOn, recordedOn, law }
      const decision = decide(context)(command)(state)
      if (E.isLeft(decision)) refused.push({ context, command, refusals: decision.left, after: accepted.length })
      else {
        accepted.push({ context, command, before: state, batch: decision.right })
        state = decision.right.reduce(evolve, state)
      }
    },
    history: (): History => ({ unit: uscc, accepted, refused, refusals: refused.map(({ refusals }) => refusals) }),
  }
}

/**
 * Tries the commands one after the other. What is refused changes nothing.
 *
 * @param decide a decider of your own in place of that of `@shifan/core`.
 */
export const historyOf = (
  uscc: Uscc,
  law: Context["law"],
  attempts: ReadonlyArray<Attempt>,
  decide: Decide = ourDecide,
): History => {
  const trial = trialOf(uscc, law, decide)
  for (const attempt of attempts) trial.attempt(attempt)
  return trial.history()
}

/** Whose rules a generated history is lived under, and how long it may be. */
export interface HistoryOptions {
  /** A decider of your own. */
  readonly decide?: Decide
  /** A text of your own, enacted on its first day with a call in each year. */
  readonly regulation?: Regulation
  /** How many commands are tried at most (60). */
  readonly maxLength?: number
}

/** Now and then an individual business, whose code begins with 92. */
const anyUnit = fc.oneof(
  { weight: 19, arbitrary: fc.constant(unit) },
  { weight: 1, arbitrary: fc.constant(individualBusiness) },
)

/**
 * Histories of one unit under a generated law. Each step is what somebody could try where the unit stands: mostly the next
 * thing on its way, mostly as it ought to be. A test holds the least numbers of each event, refusal and reading that a
 * thousand of them meet, so that no law holds for want of cases. Shrinks by leaving out steps.
 */
export const history = ({
  decide = ourDecide,
  regulation = qinhuangdao2020,
  maxLength = 60,
}: HistoryOptions = {}): fc.Arbitrary<History> => {
  const law = regulation === qinhuangdao2020 ? anyApplicableLaw : anyLawOf(regulation)
  return fc.tuple(anyUnit, law, anySteps(maxLength)).map(([uscc, applicable, steps]) => {
    const trial = trialOf(uscc, applicable, decide)
    let on = regulation.firstDay
    for (const step of steps) {
      const attempt = attemptAt(step, { regulation, law: applicable, state: trial.state(), unit: uscc, on })
      on = attempt.effectiveOn > on ? attempt.effectiveOn : on
      trial.attempt(attempt)
    }
    return trial.history()
  })
}
