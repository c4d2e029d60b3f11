import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  conditions,
  type ApplicableLaw,
  type Assessment,
  type Command,
  type ConditionId,
  type Context,
  type Decision,
  type Event,
  type EventType,
  type Instrument,
  type ReadingChoices,
  type Refusal,
  type Refusals,
  type Regulation,
  type State,
  type Verdict,
} from "@shifan/core"
import { readingIds } from "@shifan/core/law"
import { assessmentOf, aggregates } from "@shifan/core/registry"

const { designation } = aggregates

/** A hypothetical law. */
export interface Hypothesis {
  /** Options in force from the first day of every instrument, overriding the bureau's interpretations. */
  readonly readings?: ReadingChoices
  /** A regulation, or another encoding of one, that replaces every enacted one. */
  readonly regulation?: Regulation
  /** Every instrument as of this version: later extensions are ignored. */
  readonly version?: number
}

/** Applies the hypothesis to the law of a decision. */
const underHypothesis = (law: ApplicableLaw, { readings = {}, regulation, version }: Hypothesis): ApplicableLaw => ({
  ...law,
  library: regulation === undefined ? law.library : [regulation],
  instruments: law.instruments.map((instrument) => {
    const interpreted = withReadings(instrument, readings)
    const enacted =
      regulation === undefined || interpreted.regulation === null
        ? interpreted
        : { ...interpreted, regulation: regulation.id }
    return version === undefined
      ? enacted
      : { ...enacted, validities: enacted.validities.filter((validity) => validity.version <= version) }
  }),
})

/** The last interpretation of a reading prevails, so the hypothetical ones are appended. */
const withReadings = (instrument: Instrument, readings: ReadingChoices): Instrument => {
  const appliesFrom = instrument.validities[0]?.from
  if (appliesFrom === undefined) return instrument
  const supposed = readingIds.flatMap((reading) => {
    const option = readings[reading]
    return option === undefined ? [] : [{ reading, option, appliesFrom }]
  })
  return { ...instrument, interpretations: [...instrument.interpretations, ...supposed] }
}

/** A condition with a different outcome. `null`: one of the two laws does not require it. */
export interface TurnedCondition {
  readonly condition: ConditionId
  readonly was: Verdict | null
  readonly wouldBe: Verdict | null
}

/** The change to a decision under a hypothetical law. */
export interface Flip {
  readonly decided: EventType
  /** Why it would have been refused. Empty: taken, but on an assessment with another verdict. */
  readonly refusals: ReadonlyArray<Refusal>
  /** Verdicts of the whole assessment; `null` if the decision does not rest on one. */
  readonly verdict: { readonly was: Verdict; readonly wouldBe: Verdict } | null
  readonly turned: ReadonlyArray<TurnedCondition>
}

/**
 * Repeats a decision under a hypothetical law. `undefined`: same decision, and an assessment with the same verdict.
 *
 * @param batch the events that recorded the decision
 * @param context in which it was taken
 * @param state of its stream before it
 */
export const flipOf = (
  batch: ReadonlyNonEmptyArray<Event>,
  context: Context,
  state: State,
  hypothesis: Hypothesis,
): Flip | undefined => {
  const decision = redecide(
    { ...context, law: underHypothesis(context.law, hypothesis) },
    designation.commandOf(batch),
    state,
  )
  const was = assessmentOf(batch[0])
  const wouldBe = E.isLeft(decision) ? refusedAssessment(decision.left) : assessmentOf(decision.right[0])
  const refusals = E.isLeft(decision) ? decision.left : []
  const verdict = was === null || wouldBe === null ? null : { was: was.verdict, wouldBe: wouldBe.verdict }
  if (refusals.length === 0 && (verdict === null || verdict.was === verdict.wouldBe)) return undefined
  return { decided: batch[0].type, refusals, verdict, turned: was && wouldBe ? turnedConditions(was, wouldBe) : [] }
}

/** Drops waivers that the hypothetical law makes unnecessary: nobody would have requested them. */
const redecide = (context: Context, command: Command, state: State): Decision => {
  const decision = designation.decide(context, command, state)
  if (E.isRight(decision)) return decision
  const needless = decision.left.flatMap((refusal) =>
    refusal.code === "WaiverNotAllowed" && refusal.because === "alreadyMet" ? [refusal.condition] : [],
  )
  return needless.length === 0 ? decision : designation.decide(context, withoutWaivers(command, needless), state)
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

const refusedAssessment = (refusals: Refusals): Assessment | null => {
  const unmet = refusals.flatMap((refusal) => (refusal.code === "ConditionsNotMet" ? [refusal.assessment] : []))
  return unmet[0] ?? null
}

const turnedConditions = (was: Assessment, wouldBe: Assessment): ReadonlyArray<TurnedCondition> => {
  const before = verdictsOf(was)
  const after = verdictsOf(wouldBe)
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((condition) => ({
      condition,
      was: before.get(condition) ?? null,
      wouldBe: after.get(condition) ?? null,
    }))
    .filter((turned) => turned.was !== turned.wouldBe)
}

const verdictsOf = (assessment: Assessment): ReadonlyMap<ConditionId, Verdict> =>
  new Map(conditions(assessment).map(({ id, verdict }) => [id, verdict]))
