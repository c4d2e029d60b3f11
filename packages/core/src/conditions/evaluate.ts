/**
 * The one evaluator: a self-check, a county's recommendation, the bureau's decision and an auditor's replay all run it.
 * Where another reading of the text would give another result for the same facts, the assessment says so.
 */
import type { ConditionId } from "../law/provision.js"
import { conditionReadingOptions, type ConditionReadingId } from "../law/readings.js"
import { levels, verdictOfGroup, type Assessment, type Divergence, type Figures, type Verdict } from "./assessment.js"
import { reaches, type Condition, type Criterion, type Except } from "./criterion.js"
import type { Evidence } from "./evidence.js"
import { outcomeOf } from "./outcome.js"

type MayWaive = (id: ConditionId) => boolean

const waivesNothing: MayWaive = () => false

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
  const { met, figures, sources, readings } = outcomeOf(condition, evidence)
  const verdict = verdictOf(met, met !== true && isWaived(id, figures, evidence, mayWaive))
  // Written out: every assessment makes dozens of these, and rest and spread take as long as the evaluation itself.
  if (figures === undefined) return readings.length === 0 ? { id, verdict } : { id, verdict, readings }
  if (sources !== undefined) return { id, verdict, figures, sources, readings }
  return readings.length === 0 ? { id, verdict, figures } : { id, verdict, figures, readings }
}

const verdictOf = (met: boolean | undefined, isWaived: boolean): Verdict => {
  if (isWaived) return "waived"
  if (met === undefined) return "notYetJudged"
  return met ? "met" : "notMet"
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
  const interpreted = interpretedConditions(criterion, assessment)
  const consulted = [...new Set(interpreted.flatMap(({ node }) => node.readings ?? []))].toSorted()
  const divergences = consulted.flatMap((reading) => {
    const dependent = interpreted.filter(({ node }) => node.readings?.includes(reading))
    return otherOptions(reading, evidence.readings[reading]).flatMap((option): ReadonlyArray<Divergence> => {
      const supposed = { ...evidence, readings: { ...evidence.readings, [reading]: option } }
      const verdicts = dependent.map(({ node, verdictOn }) => [node, verdictOn(supposed)] as const)
      const changes = changesIn(verdicts)
      return changes.length === 0
        ? []
        : [{ reading, option, verdict: verdictGiven(new Map(verdicts), criterion, assessment), changes }]
    })
  })
  return divergences.length === 0 ? assessment : { ...assessment, divergences }
}

const otherOptions = (reading: ConditionReadingId, chosen: string): ReadonlyArray<string> =>
  conditionReadingOptions[reading].filter((option) => option !== chosen)

/** A condition that consulted readings, and what it comes to on evidence with others, the findings being the same. */
interface InterpretedCondition {
  readonly node: Assessment
  readonly verdictOn: (evidence: Evidence) => Verdict
}

/** In the order of the tree. */
const interpretedConditions = (criterion: Criterion, root: Assessment): ReadonlyArray<InterpretedCondition> => {
  const all: Array<InterpretedCondition> = []
  const visit = (part: Criterion, node: Assessment | undefined, mayWaive: MayWaive): void => {
    const parts = node?.parts ?? []
    if (part._tag === "Group") part.of.forEach((inner, i) => visit(inner, parts[i], mayWaive))
    else if (part._tag === "Except") visit(part.in, parts[0], waivableThrough(part, parts.slice(1)))
    else if (node?.readings !== undefined)
      all.push({ node, verdictOn: (evidence) => evaluateCondition(part, evidence, mayWaive).verdict })
  }
  visit(criterion, root, waivesNothing)
  return all
}

/** That the other option needs a figure which nobody has given is no other result. */
const changesIn = (verdicts: ReadonlyArray<readonly [Assessment, Verdict]>): Divergence["changes"] =>
  verdicts.flatMap(([{ id, verdict: before }, verdict]) =>
    verdict === "notYetJudged" || verdict === before ? [] : [{ id, verdict }],
  )

/** The verdict of the whole if some conditions came out otherwise. */
const verdictGiven = (
  verdicts: ReadonlyMap<Assessment, Verdict>,
  criterion: Criterion,
  node: Assessment | undefined,
): Verdict => {
  if (node === undefined) return "notYetJudged"
  const { parts = [], verdict } = node
  switch (criterion._tag) {
    case "Group":
      return verdictOfGroup(
        criterion.n,
        criterion.of.map((part, i) => verdictGiven(verdicts, part, parts[i])),
      )
    case "Except":
      return verdictGiven(verdicts, criterion.in, parts[0])
    default:
      return verdicts.get(node) ?? verdict
  }
}
