/**
 * The one evaluator: a self-check, a county's recommendation, the bureau's decision and an auditor's replay all run it.
 * Where another reading of the text would give another result for the same facts, the assessment says so.
 */
import type { ConditionId } from "../law/provision.js"
import { conditionReadingOptions, type ConditionReadingId, type Readings } from "../law/readings.js"
import {
  levels,
  verdictOfGroup,
  type Assessment,
  type Divergence,
  type Figures,
  type Outcome,
  type Verdict,
} from "./assessment.js"
import { reaches, type Condition, type Criterion, type Except } from "./criterion.js"
import type { Evidence } from "./evidence.js"
import { outcomeOf } from "./outcome.js"

type MayWaive = (id: ConditionId) => boolean

const waivesNothing: MayWaive = () => false

/** A condition that consulted readings, and what it came to. */
interface InterpretedCondition {
  readonly condition: Condition
  readonly mayWaive: MayWaive
  readonly node: Assessment
}

/** Judges a criterion on what is known. What nobody has found and no figure tells is `notYetJudged`, never guessed. */
export const evaluate = (criterion: Criterion, evidence: Evidence): Assessment =>
  evaluateNode(criterion, evidence, waivesNothing, [])

/** The evaluation, and beside it each other option of a reading it consulted that would change a condition. */
export const evaluateWithDivergences = (criterion: Criterion, evidence: Evidence): Assessment => {
  const interpreted: Array<InterpretedCondition> = []
  const assessment = evaluateNode(criterion, evidence, waivesNothing, interpreted)
  const divergences: Array<Divergence> = []
  for (const { reading, option, readings } of alternativesTo(evidence.readings)) {
    const affected = interpreted.filter(({ node }) => node.readings?.includes(reading))
    const { changes, verdicts } = verdictsSupposing(affected, { ...evidence, readings })
    if (changes.length > 0)
      divergences.push({ reading, option, verdict: verdictWith(criterion, assessment, verdicts), changes })
  }
  return divergences.length === 0 ? assessment : { ...assessment, divergences }
}

/** `interpreted` is given the conditions that consulted readings, in the order of the tree. */
const evaluateNode = (
  criterion: Criterion,
  evidence: Evidence,
  mayWaive: MayWaive,
  interpreted: Array<InterpretedCondition>,
): Assessment => {
  switch (criterion._tag) {
    case "Group": {
      const parts = criterion.of.map((part) => evaluateNode(part, evidence, mayWaive, interpreted))
      return { id: criterion.id, verdict: verdictOfGroup(criterion.n, verdictsOf(parts)), parts }
    }
    case "Except":
      return evaluateExcept(criterion, evidence, interpreted)
    default: {
      const node = evaluateCondition(criterion, evidence, mayWaive)
      if (node.readings !== undefined) interpreted.push({ condition: criterion, mayWaive, node })
      return node
    }
  }
}

const verdictsOf = (parts: ReadonlyArray<Assessment>): ReadonlyArray<Verdict> => parts.map(({ verdict }) => verdict)

/** The gate stands in the tree beside the rule, so that a refused waiver shows which finding was missing. */
const evaluateExcept = (
  exception: Except,
  evidence: Evidence,
  interpreted: Array<InterpretedCondition>,
): Assessment => {
  const { id, when, in: rule } = exception
  const gate = when.map((question) => evaluateCondition(question, evidence, waivesNothing))
  const isOpen = verdictOfGroup(gate.length, verdictsOf(gate)) === "met"
  const main = evaluateNode(rule, evidence, (condition) => isOpen && reaches(exception, condition), interpreted)
  return { id, verdict: main.verdict, parts: [main, ...gate] }
}

const evaluateCondition = (condition: Condition, evidence: Evidence, mayWaive: MayWaive): Assessment => {
  const { id } = condition
  const outcome = outcomeOf(condition, evidence)
  const verdict = verdictOf(id, outcome, evidence, mayWaive)
  const { figures, sources, readings } = outcome
  // Written out: every assessment makes dozens of these, and rest and spread take as long as the evaluation itself.
  if (figures === undefined) return readings.length === 0 ? { id, verdict } : { id, verdict, readings }
  if (sources !== undefined) return { id, verdict, figures, sources, readings }
  return readings.length === 0 ? { id, verdict, figures } : { id, verdict, figures, readings }
}

const verdictOf = (id: ConditionId, { met, figures }: Outcome, evidence: Evidence, mayWaive: MayWaive): Verdict => {
  if (met === true) return "met"
  if (isWaived(id, figures, evidence, mayWaive)) return "waived"
  return met === undefined ? "notYetJudged" : "notMet"
}

/** What is not met, or not judged yet, can be waived. A relaxed level is still a level: the case has to reach it. */
const isWaived = (
  id: ConditionId,
  figures: Figures | undefined,
  { relaxations }: Evidence,
  mayWaive: MayWaive,
): boolean => {
  const asked = mayWaive(id) ? relaxations.find(({ condition }) => condition === id) : undefined
  if (asked === undefined) return false
  const level = levels(figures)
  return level === null || (asked.relaxedTo ?? level.statutory) <= level.actual
}

interface Alternative {
  readonly reading: ConditionReadingId
  readonly option: string
  readonly readings: Readings
}

const memo = new WeakMap<Readings, ReadonlyArray<Alternative>>()

/** Each other option of a reading. Memo per (immutable) readings: a replay asks under the same ones for ever. */
const alternativesTo = (readings: Readings): ReadonlyArray<Alternative> => {
  let alternatives = memo.get(readings)
  if (alternatives === undefined) {
    const ids = Object.keys(conditionReadingOptions) as ReadonlyArray<ConditionReadingId>
    alternatives = ids
      .toSorted()
      .flatMap((reading) =>
        conditionReadingOptions[reading]
          .filter((option) => option !== readings[reading])
          .map((option) => ({ reading, option, readings: { ...readings, [reading]: option } })),
      )
    memo.set(readings, alternatives)
  }
  return alternatives
}

/** That an option needs a figure which nobody has given is no other result of a condition, but may be one of the whole. */
const verdictsSupposing = (affected: ReadonlyArray<InterpretedCondition>, supposed: Evidence) => {
  const changes: Array<Divergence["changes"][number]> = []
  const verdicts = new Map<Assessment, Verdict>()
  for (const { condition, mayWaive, node } of affected) {
    const { id } = condition
    const verdict = verdictOf(id, outcomeOf(condition, supposed), supposed, mayWaive)
    verdicts.set(node, verdict)
    if (verdict !== "notYetJudged" && verdict !== node.verdict) changes.push({ id, verdict })
  }
  return { changes, verdicts }
}

/** Of the whole, where conditions come to other verdicts. */
const verdictWith = (
  criterion: Criterion,
  node: Assessment | undefined,
  verdicts: ReadonlyMap<Assessment, Verdict>,
): Verdict => {
  if (node === undefined) return "notYetJudged"
  if (criterion._tag === "Except") return verdictWith(criterion.in, node.parts?.[0], verdicts)
  if (criterion._tag !== "Group") return verdicts.get(node) ?? node.verdict
  return verdictOfGroup(
    criterion.n,
    criterion.of.map((inner, i) => verdictWith(inner, node.parts?.[i], verdicts)),
  )
}
