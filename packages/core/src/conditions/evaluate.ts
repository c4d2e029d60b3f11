/**
 * The one evaluator: a self-check, a county's recommendation, the bureau's decision and an auditor's replay all run it.
 * Where another reading of the text would give another result for the same facts, the assessment says so.
 */
import type { ConditionId } from "../law/provision.js"
import { conditionReadingOptions, type ConditionReadingId } from "../law/readings.js"
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

/** Judges a criterion on what is known. What nobody has found and no figure tells is `notYetJudged`, never guessed. */
export const evaluate = (criterion: Criterion, evidence: Evidence): Assessment =>
  evaluateNode(criterion, evidence, waivesNothing)

/** The evaluation, and beside it each other option of a reading it consulted that would change a condition. */
export const evaluateWithDivergences = (criterion: Criterion, evidence: Evidence): Assessment =>
  withDivergences(criterion, evidence, evaluate(criterion, evidence))

const evaluateNode = (criterion: Criterion, evidence: Evidence, mayWaive: MayWaive): Assessment => {
  switch (criterion._tag) {
    case "Group": {
      const parts = criterion.of.map((part) => evaluateNode(part, evidence, mayWaive))
      return { id: criterion.id, verdict: verdictOfGroup(criterion.n, verdictsOf(parts)), parts }
    }
    case "Except":
      return evaluateExcept(criterion, evidence)
    default:
      return evaluateCondition(criterion, evidence, mayWaive)
  }
}

const verdictsOf = (parts: ReadonlyArray<Assessment>): ReadonlyArray<Verdict> => parts.map(({ verdict }) => verdict)

/** The gate stands in the tree beside the rule, so that a refused waiver shows which finding was missing. */
const evaluateExcept = (exception: Except, evidence: Evidence): Assessment => {
  const { id, when, in: rule } = exception
  const gate = when.map((question) => evaluateCondition(question, evidence, waivesNothing))
  const main = evaluateNode(rule, evidence, waivableThrough(exception, gate))
  return { id, verdict: main.verdict, parts: [main, ...gate] }
}

const waivableThrough = (exception: Except, gate: ReadonlyArray<Assessment>): MayWaive => {
  const isOpen = verdictOfGroup(gate.length, verdictsOf(gate)) === "met"
  return (condition) => isOpen && reaches(exception, condition)
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

/** `assessment`: what `evaluate` gave. */
export const withDivergences = (criterion: Criterion, evidence: Evidence, assessment: Assessment): Assessment => {
  const consulted = new Set<ConditionReadingId>()
  const whole = partOf(criterion, assessment, waivesNothing, consulted)
  const divergences: Array<Divergence> = []
  for (const reading of [...consulted].toSorted())
    for (const option of conditionReadingOptions[reading]) {
      if (option === evidence.readings[reading]) continue
      const changes: Array<Divergence["changes"][number]> = []
      const supposed = { ...evidence, readings: { ...evidence.readings, [reading]: option } }
      const verdict = verdictSupposing(whole, reading, supposed, changes)
      if (changes.length > 0) divergences.push({ reading, option, verdict, changes })
    }
  return divergences.length === 0 ? assessment : { ...assessment, divergences }
}

/** What an assessment is made of, as far as readings decide it: all else is the verdict it came to. */
type Part = Verdict | InterpretedCondition | { readonly n: number; readonly of: ReadonlyArray<Part> }

/** A condition that consulted readings, and what it comes to on evidence with others, the findings being the same. */
interface InterpretedCondition {
  readonly id: ConditionId
  readonly verdict: Verdict
  readonly readings: ReadonlyArray<ConditionReadingId>
  readonly verdictOn: (evidence: Evidence) => Verdict
}

const partOf = (
  criterion: Criterion,
  node: Assessment | undefined,
  mayWaive: MayWaive,
  consulted: Set<ConditionReadingId>,
): Part => {
  if (node === undefined) return "notYetJudged"
  const { id, verdict, readings, parts = [] } = node
  if (criterion._tag === "Except")
    return partOf(criterion.in, parts[0], waivableThrough(criterion, parts.slice(1)), consulted)
  if (criterion._tag === "Group") {
    const of = criterion.of.map((inner, i) => partOf(inner, parts[i], mayWaive, consulted))
    return of.every((part) => typeof part === "string") ? verdict : { n: criterion.n, of }
  }
  if (readings === undefined) return verdict
  for (const reading of readings) consulted.add(reading)
  const verdictOn: InterpretedCondition["verdictOn"] = (evidence) =>
    verdictOf(id, outcomeOf(criterion, evidence), evidence, mayWaive)
  return { id, verdict, readings, verdictOn }
}

/** Adds to `changes`, in the order of the tree. That the option needs a figure which nobody has given is no other result. */
const verdictSupposing = (
  part: Part,
  reading: ConditionReadingId,
  supposed: Evidence,
  changes: Array<Divergence["changes"][number]>,
): Verdict => {
  if (typeof part === "string") return part
  if ("of" in part)
    return verdictOfGroup(
      part.n,
      part.of.map((inner) => verdictSupposing(inner, reading, supposed, changes)),
    )
  if (!part.readings.includes(reading)) return part.verdict
  const verdict = part.verdictOn(supposed)
  if (verdict !== "notYetJudged" && verdict !== part.verdict) changes.push({ id: part.id, verdict })
  return verdict
}
