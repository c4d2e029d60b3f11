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
import { lawFor } from "./applicable-law.js"
import { anySteps, attemptAt } from "./next-attempt.js"
import { type Attempt } from "./samples.js"
import { anyTheme } from "./themes.js"
import { individualBusiness, unit } from "./units.js"

/** An accepted command, with the state it was decided on. */
export interface AcceptedCommand {
  readonly context: Context
  readonly command: Command
  readonly before: State
  readonly batch: ReadonlyNonEmptyArray<Event>
}

/** A refused command. */
export interface RefusedCommand {
  readonly context: Context
  readonly command: Command
  readonly refusals: Refusals
  /** Number of commands accepted before it. */
  readonly after: number
}

/** The results of all commands tried on a unit. */
export interface History {
  readonly unit: Uscc
  readonly accepted: ReadonlyArray<AcceptedCommand>
  readonly refused: ReadonlyArray<RefusedCommand>
  /** Refusals of the refused commands. */
  readonly refusals: ReadonlyArray<Refusals>
}

/** All events of a history, in the order decided. */
export const eventsOf = ({ accepted }: History): ReadonlyArray<Event> => accepted.flatMap(({ batch }) => batch)

/** The unit's state after the last event of a history. */
export const stateAfter = (history: History): State => eventsOf(history).reduce(evolve, initialState(history.unit))

/** Tries commands in sequence and collects the results. */
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
 * Tries the commands in sequence. Refused commands change nothing.
 *
 * @param decide your own decider, instead of that of `@shifan/core`
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

/** Regulation, decider and maximum length of generated histories. */
export interface HistoryOptions {
  /** Your own decider. */
  readonly decide?: Decide
  /** Your own regulation, enacted on its first day with a call in each year. */
  readonly regulation?: Regulation
  /** Maximum number of commands tried (60). */
  readonly maxLength?: number
}

/** Occasionally an individual business, whose code begins with 92. */
const anyUnit = fc.oneof(
  { weight: 19, arbitrary: fc.constant(unit) },
  { weight: 1, arbitrary: fc.constant(individualBusiness) },
)

/**
 * Histories of one unit under a generated law. Each step is a plausible attempt in the unit's situation: mostly the next
 * step of the procedure, mostly correct. A test checks minimum counts of each event, refusal and reading in a thousand
 * histories, so that no law holds for lack of cases. Shrinks by removing steps.
 */
export const history = ({
  decide = ourDecide,
  regulation = qinhuangdao2020,
  maxLength = 60,
}: HistoryOptions = {}): fc.Arbitrary<History> => {
  const themed = anyTheme.chain((theme) => fc.tuple(fc.constant(theme), lawFor(theme, regulation), anySteps(maxLength)))
  return fc.tuple(anyUnit, themed).map(([uscc, [theme, applicable, steps]]) => {
    const trial = trialOf(uscc, applicable, decide)
    let on = regulation.firstDay
    for (const step of steps) {
      const attempt = attemptAt(step, { regulation, law: applicable, state: trial.state(), unit: uscc, on, theme })
      on = attempt.effectiveOn > on ? attempt.effectiveOn : on
      trial.attempt(attempt)
    }
    return trial.history()
  })
}
