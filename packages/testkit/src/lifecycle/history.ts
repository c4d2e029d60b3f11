/** Histories of one unit: what was tried, in the order of time, and what came of it. */
import fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  acts,
  civilDate,
  decide,
  evolve,
  initialState,
  plusDays,
  type Command,
  type Context,
  type Event,
  type Refusals,
  type State,
  type Uscc,
} from "@shifan/core"
import { attemptsOn, unit, type Attempt } from "./unit-attempts.js"
import { anyApplicableLaw } from "./applicable-law.js"

/** One command that was carried out. */
export interface AcceptedCommand {
  readonly context: Context
  readonly command: Command
  readonly before: State
  readonly batch: ReadonlyNonEmptyArray<Event>
}

export interface History {
  readonly unit: Uscc
  readonly deeds: ReadonlyArray<AcceptedCommand>
  readonly refusals: ReadonlyArray<Refusals>
}

export const eventsOf = ({ deeds }: History): ReadonlyArray<Event> => deeds.flatMap(({ batch }) => batch)

export const stateAfter = (history: History): State => eventsOf(history).reduce(evolve, initialState(history.unit))

/** Tries one after the other; what is refused changes nothing. */
export const historyOf = (of: Uscc, law: Context["law"], attempts: ReadonlyArray<Attempt>): History => {
  const accepted: Array<AcceptedCommand> = []
  const refusals: Array<Refusals> = []
  let state = initialState(of)
  for (const { actor, effectiveOn, command } of attempts) {
    const context: Context = { actor, effectiveOn, law }
    const decision = decide(context)(command)(state)
    if (E.isLeft(decision)) refusals.push(decision.left)
    else {
      accepted.push({ context, command, before: state, batch: decision.right })
      state = decision.right.reduce(evolve, state)
    }
  }
  return { unit: of, deeds: accepted, refusals }
}

/** A day, what could be tried on it, and the dice that choose. */
interface Offer {
  readonly attempts: ReadonlyArray<Attempt>
  /** From 0 to 99: below 45 a step along the main way, below 80 something that the state lets one hope for. */
  readonly hope: number
  readonly choice: number
}

const mainWay: ReadonlyArray<Command["type"]> = [
  "Apply",
  "Recommend",
  "Certify",
  "FileReview",
  "AssessReview",
  "ConcludeReview",
]

const wayFrom = ({ phase }: State): ReadonlyArray<Command["type"]> =>
  phase._tag === "certified" && phase.title.review?.assessed != null
    ? ["OrderRectification", "ConcludeReview"]
    : mainWay

/** Plays the offers one after the other. */
const played = (law: Context["law"], offers: ReadonlyArray<Offer>): History => {
  const chosen: Array<Attempt> = []
  let state = initialState(unit)
  for (const { attempts, hope, choice } of offers) {
    const hopeful = attempts.filter(({ command }) => acts[command.type].from.includes(state.phase._tag))
    const onTheWay = hopeful.filter(({ command }) => wayFrom(state).includes(command.type))
    const among = [hope < 45 ? onTheWay : [], hope < 80 ? hopeful : []].find((some) => some.length > 0) ?? attempts
    const attempt = among[choice % among.length]
    if (attempt === undefined) continue
    chosen.push(attempt)
    const decision = decide({ ...attempt, law })(attempt.command)(state)
    if (E.isRight(decision)) state = decision.right.reduce(evolve, state)
  }
  return historyOf(unit, law, chosen)
}

/** Days go forward by some weeks, now and then by most of a year, and rarely back. */
const gap: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 200, max: 400 }) },
  { weight: 1, arbitrary: fc.constant(-3) },
)

/** Generated histories of one unit under a generated law. */
export const history: fc.Arbitrary<History> = fc
  .tuple(anyApplicableLaw, fc.array(gap, { minLength: 10, maxLength: 60 }))
  .chain(([law, gaps]) => {
    let on = civilDate("2020-11-12")
    const offers = gaps.map((days) => {
      on = plusDays(on, days)
      return fc.record({ attempts: attemptsOn(on), hope: fc.nat(99), choice: fc.nat(997) })
    })
    return fc.tuple(...offers).map((all) => played(law, all))
  })
