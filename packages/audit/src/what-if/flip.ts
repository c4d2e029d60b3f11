/** One decision taken again under a supposed law, in the state history had reached: what would have come of it. */
import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  assessmentOf,
  commandOf,
  conditions,
  decide,
  type Assessment,
  type Command,
  type ConditionId,
  type Context,
  type Decision,
  type Event,
  type EventType,
  type Refusal,
  type Refusals,
  type State,
  type Verdict,
} from "@shifan/core"
import { supposing, type Hypothesis } from "./hypothesis.js"

/** A condition that comes out otherwise; `null` where one of the two laws does not ask for it. */
export interface Turned {
  readonly condition: ConditionId
  readonly was: Verdict | null
  readonly wouldBe: Verdict | null
}

/** `refusals`: why it would not have been taken; none where it would, on an assessment of another verdict. */
export interface Flip {
  readonly decided: EventType
  readonly refusals: ReadonlyArray<Refusal>
  /** Of the assessment as a whole, where the decision rests on one. */
  readonly verdict: { readonly was: Verdict; readonly wouldBe: Verdict } | null
  readonly turned: ReadonlyArray<Turned>
}

/** `undefined`: the decision stands, on an assessment that comes out the same. */
export const flipOf = (
  batch: ReadonlyNonEmptyArray<Event>,
  context: Context,
  state: State,
  hypothesis: Hypothesis,
): Flip | undefined => {
  const again = decidedAgain({ ...context, law: supposing(context.law, hypothesis) }, commandOf(batch), state)
  const was = assessmentIn(batch)
  const wouldBe = E.isLeft(again) ? assessmentRefused(again.left) : assessmentIn(again.right)
  const refusals = E.isLeft(again) ? again.left : []
  const verdict = was === null || wouldBe === null ? null : { was: was.verdict, wouldBe: wouldBe.verdict }
  if (refusals.length === 0 && (verdict === null || verdict.was === verdict.wouldBe)) return undefined
  return { decided: batch[0].type, refusals, verdict, turned: was && wouldBe ? turnedBetween(was, wouldBe) : [] }
}

/** Who asked to waive what now is met would not have asked. */
const decidedAgain = (context: Context, command: Command, state: State): Decision => {
  const again = decide(context)(command)(state)
  const needless = E.isLeft(again)
    ? again.left.flatMap((one) =>
        one.code === "WaiverNotAllowed" && one.because === "alreadyMet" ? [one.condition] : [],
      )
    : []
  return needless.length === 0 ? again : decide(context)(withoutWaivers(command, needless))(state)
}

const withoutWaivers = (command: Command, needless: ReadonlyArray<ConditionId>): Command => {
  const isNeeded = ({ condition }: { readonly condition: ConditionId }): boolean => !needless.includes(condition)
  switch (command.type) {
    case "Recommend":
      return { ...command, data: { ...command.data, waiversProposed: command.data.waiversProposed.filter(isNeeded) } }
    case "Certify":
      return { ...command, data: { ...command.data, waivers: command.data.waivers.filter(isNeeded) } }
    case "ConcludeReview":
      return { ...command, data: { ...command.data, waivers: command.data.waivers.filter(isNeeded) } }
    default:
      return command
  }
}

const assessmentIn = ([first]: ReadonlyNonEmptyArray<Event>): Assessment | null => assessmentOf(first)

const assessmentRefused = (refusals: Refusals): Assessment | null => {
  const unmet = refusals.flatMap((one) => (one.code === "ConditionsNotMet" ? [one.assessment] : []))
  return unmet[0] ?? null
}

const turnedBetween = (was: Assessment, wouldBe: Assessment): ReadonlyArray<Turned> => {
  const [before, after] = [verdicts(was), verdicts(wouldBe)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((condition) => {
    const one = { condition, was: before.get(condition) ?? null, wouldBe: after.get(condition) ?? null }
    return one.was === one.wouldBe ? [] : [one]
  })
}

const verdicts = (assessment: Assessment): ReadonlyMap<ConditionId, Verdict> =>
  new Map(conditions(assessment).map(({ id, verdict }) => [id, verdict]))
