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
import type { Attempt } from "./samples.js"
import { attemptsOn, unit } from "./unit-attempts.js"
import { anyApplicableLaw } from "./applicable-law.js"

/** A command that was carried out, with the state it was decided on. */
export interface AcceptedCommand {
  readonly context: Context
  readonly command: Command
  readonly before: State
  readonly batch: ReadonlyNonEmptyArray<Event>
}

/** What became of a unit by the commands that were tried on it. */
export interface History {
  readonly unit: Uscc
  readonly accepted: ReadonlyArray<AcceptedCommand>
  readonly refusals: ReadonlyArray<Refusals>
}

export const eventsOf = ({ accepted }: History): ReadonlyArray<Event> => accepted.flatMap(({ batch }) => batch)

export const stateAfter = (history: History): State => eventsOf(history).reduce(evolve, initialState(history.unit))

/** Tries the commands one after the other. What is refused changes nothing. */
export const historyOf = (uscc: Uscc, law: Context["law"], attempts: ReadonlyArray<Attempt>): History => {
  const accepted: Array<AcceptedCommand> = []
  const refusals: Array<Refusals> = []
  let state = initialState(uscc)
  for (const { actor, effectiveOn, command } of attempts) {
    const context: Context = { actor, effectiveOn, recordedOn: effectiveOn, law }
    const decision = decide(context)(command)(state)
    if (E.isLeft(decision)) refusals.push(decision.left)
    else {
      accepted.push({ context, command, before: state, batch: decision.right })
      state = decision.right.reduce(evolve, state)
    }
  }
  return { unit: uscc, accepted, refusals }
}

/** What could be tried on a day, and two random numbers that choose. */
interface Opportunity {
  readonly attempts: ReadonlyArray<Attempt>
  /** 0 to 99. Below 45: the next step of the lifecycle. Below 80: something that is possible in this phase. */
  readonly kind: number
  readonly choice: number
}

/** The steps that lead through the whole lifecycle. */
const mainSteps: ReadonlyArray<Command["type"]> = [
  "Apply",
  "Recommend",
  "Certify",
  "FileReview",
  "AssessReview",
  "ConcludeReview",
]

const mainStepsFrom = ({ phase }: State): ReadonlyArray<Command["type"]> => {
  if (phase._tag === "applied")
    return phase.case.supplements.requested === null ? ["Recommend", "RequestSupplement"] : ["SupplementApplication"]
  if (phase._tag === "recommended") return ["Certify", "DeclineCertification"]
  if ((phase._tag === "revoked" || phase._tag === "ended") && phase.title.plaqueAwardedOn !== null)
    return ["ReturnPlaque"]
  if (phase._tag !== "certified" || phase.title.review === null) return mainSteps
  const { assessed, filed } = phase.title.review
  if (assessed !== null) return ["OrderRectification", "ConcludeReview"]
  if (filed === null) return mainSteps
  return filed.supplements.requested === null ? ["AssessReview", "RequestSupplement"] : ["SupplementReview"]
}

/** Takes one attempt of each opportunity. */
const historyFrom = (law: Context["law"], opportunities: ReadonlyArray<Opportunity>): History => {
  const chosen: Array<Attempt> = []
  let state = initialState(unit)
  for (const { attempts, kind, choice } of opportunities) {
    const possible = attempts.filter(({ command }) => acts[command.type].from.includes(state.phase._tag))
    const next = possible.filter(({ command }) => mainStepsFrom(state).includes(command.type))
    const preferred = [kind < 45 ? next : [], kind < 80 ? possible : []].find((group) => group.length > 0) ?? attempts
    const attempt = preferred[choice % preferred.length]
    if (attempt === undefined) continue
    chosen.push(attempt)
    const decision = decide({ ...attempt, recordedOn: attempt.effectiveOn, law })(attempt.command)(state)
    if (E.isRight(decision)) state = decision.right.reduce(evolve, state)
  }
  return historyOf(unit, law, chosen)
}

/** Days between attempts: mostly some weeks, now and then most of a year, rarely backwards. */
const anyGap: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 200, max: 400 }) },
  { weight: 1, arbitrary: fc.constant(-3) },
)

/**
 * Histories of one unit under a generated law. Held by a test to reach every event and the usual refusals, so that no
 * property holds for want of cases.
 */
export const history: fc.Arbitrary<History> = fc
  .tuple(anyApplicableLaw, fc.array(anyGap, { minLength: 10, maxLength: 60 }))
  .chain(([law, gaps]) => {
    let on = civilDate("2020-11-12")
    const opportunities = gaps.map((days) => {
      on = plusDays(on, days)
      return fc.record({ attempts: attemptsOn(on), kind: fc.nat(99), choice: fc.nat(997) })
    })
    return fc.tuple(...opportunities).map((all) => historyFrom(law, all))
  })
