/**
 * The only evaluator: used by the self-check, the county's recommendation, the bureau's decision and the auditor's replay.
 * The assessment notes where another reading of the text would change the result for the same facts.
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

/** A condition that consulted readings, with its assessment. */
interface InterpretedCondition {
  readonly condition: Condition
  readonly mayWaive: MayWaive
  readonly node: Assessment
}

/** Evaluates a criterion on the evidence. Without a figure or finding, a condition is `notYetJudged`; nothing is guessed. */
export const evaluate = (criterion: Criterion, evidence: Evidence): Assessment =>
  evaluateNode(criterion, evidence, waivesNothing, [])

/** Evaluates, and also lists the other options of consulted readings that would change a condition. */
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

/** `interpreted` collects the conditions that consulted readings, in tree order. */
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

/** The tree includes the findings that open the exception, so that a refused waiver shows which of them was missing. */
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
  // Written out: an assessment makes dozens of these, and rest and spread would double the time of an evaluation.
  if (figures === undefined) return readings.length === 0 ? { id, verdict } : { id, verdict, readings }
  if (sources !== undefined) return { id, verdict, figures, sources, readings }
  return readings.length === 0 ? { id, verdict, figures } : { id, verdict, figures, readings }
}

const verdictOf = (id: ConditionId, { met, figures }: Outcome, evidence: Evidence, mayWaive: MayWaive): Verdict => {
  if (met === true) return "met"
  if (isWaived(id, figures, evidence, mayWaive)) return "waived"
  return met === undefined ? "notYetJudged" : "notMet"
}

/** Whether a condition that is not met or not yet judged is waived. With a relaxed level, the case must reach that level. */
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

/** All other options of all readings. Memo by (immutable) readings, since a replay uses the same ones over and over. */
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

/** Verdicts under other readings. A condition that cannot be judged then is not listed as a change, but counts in the whole. */
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

/** The overall verdict if some conditions have other verdicts. */
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
