import * as E from "fp-ts/lib/Either.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import {
  assessmentOf,
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
import { aggregates } from "@shifan/core/registry"

const { designation } = aggregates

/** The law as it might have been. */
export interface Hypothesis {
  /** Options in force from the first day of every instrument, whatever the bureau interpreted. */
  readonly readings?: ReadingChoices
  /** A text, or another encoding of it, in place of whatever was enacted. */
  readonly regulation?: Regulation
  /** Every instrument as it stood in this version: what extended it later did not happen. */
  readonly version?: number
}

/** The law that a decision would have met, in place of the one it met. */
const supposing = (law: ApplicableLaw, { readings = {}, regulation, version }: Hypothesis): ApplicableLaw => ({
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

/** Of several interpretations of a reading the last prevails, so the supposed ones are appended. */
const withReadings = (instrument: Instrument, readings: ReadingChoices): Instrument => {
  const appliesFrom = instrument.validities[0]?.from
  if (appliesFrom === undefined) return instrument
  const supposed = readingIds.flatMap((reading) => {
    const option = readings[reading]
    return option === undefined ? [] : [{ reading, option, appliesFrom }]
  })
  return { ...instrument, interpretations: [...instrument.interpretations, ...supposed] }
}

/** A condition that comes out otherwise. `null`: one of the two laws does not ask for it. */
export interface TurnedCondition {
  readonly condition: ConditionId
  readonly was: Verdict | null
  readonly wouldBe: Verdict | null
}

/** What becomes of a decision under a supposed law. */
export interface Flip {
  readonly decided: EventType
  /** Why it would have been refused. Empty: it would have been taken, on an assessment with another verdict. */
  readonly refusals: ReadonlyArray<Refusal>
  /** Of the assessment as a whole; `null` if the decision does not rest on one. */
  readonly verdict: { readonly was: Verdict; readonly wouldBe: Verdict } | null
  readonly turned: ReadonlyArray<TurnedCondition>
}

/**
 * Takes one decision again under a supposed law. `undefined`: it stands, on an assessment with the same verdict.
 *
 * @param batch the events it was recorded as
 * @param context as it was taken
 * @param state of its stream before it
 */
export const flipOf = (
  batch: ReadonlyNonEmptyArray<Event>,
  context: Context,
  state: State,
  hypothesis: Hypothesis,
): Flip | undefined => {
  const decision = redecide(
    { ...context, law: supposing(context.law, hypothesis) },
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

/** Leaves out waivers that the supposed law makes needless: nobody would have asked for them. */
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
