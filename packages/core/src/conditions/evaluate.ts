/** The one evaluator: a self-check, a county's recommendation, the bureau's decision and an auditor's replay all run it. */
import type { ConditionId } from "../law/provision.js"
import { type ReadingId, readingDefinitions } from "../law/readings.js"
import { levels, verdictOfGroup, type Assessment, type Figures, type Verdict, type Divergence } from "./assessment.js"
import { reaches, type Criterion, type Except } from "./criterion.js"
import type { Evidence } from "./evidence.js"
import { outcomeOf, type Condition } from "./outcome.js"

type MayWaive = (id: ConditionId) => boolean

const nothing: MayWaive = () => false

export const evaluate = (criterion: Criterion, evidence: Evidence): Assessment => assess(criterion, evidence, nothing)

const assess = (criterion: Criterion, evidence: Evidence, mayWaive: MayWaive): Assessment => {
  switch (criterion._tag) {
    case "Group": {
      const parts = criterion.of.map((part) => assess(part, evidence, mayWaive))
      return { id: criterion.id, verdict: verdictOfGroup(criterion.n, verdictsOf(parts)), parts }
    }
    case "Except":
      return excepting(criterion, evidence)
    default:
      return settle(criterion, evidence, mayWaive)
  }
}

const verdictsOf = (parts: ReadonlyArray<Assessment>): ReadonlyArray<Verdict> => parts.map(({ verdict }) => verdict)

const settle = (condition: Condition, evidence: Evidence, mayWaive: MayWaive): Assessment => {
  const { id } = condition
  const { met, figures, readings } = outcomeOf(condition, evidence)
  const relaxed = met === false && mayWaive(id) && reachesRelaxation(id, figures, evidence)
  const verdict = met === undefined ? "notYetJudged" : met ? "met" : relaxed ? "waived" : "notMet"
  if (readings.length === 0) return figures === undefined ? { id, verdict } : { id, verdict, figures }
  return figures === undefined ? { id, verdict, readings } : { id, verdict, figures, readings }
}

/** A relaxed level is still a level: the case has to reach it. */
const reachesRelaxation = (id: ConditionId, figures: Figures | undefined, { relaxations }: Evidence): boolean => {
  const asked = relaxations.find(({ condition }) => condition === id)
  const measured = levels(figures)
  return asked !== undefined && (measured === null || (asked.relaxedTo ?? measured.statutory) <= measured.actual)
}

/** The gate stands in the tree beside the rule, so that a refused waiver shows which finding was missing. */
const excepting = (exception: Except, evidence: Evidence): Assessment => {
  const { id, when, in: rule } = exception
  const gate = when.map((question) => settle(question, evidence, nothing))
  const main = assess(rule, evidence, waiving(exception, gate))
  return { id, verdict: main.verdict, parts: [main, ...gate] }
}

const waiving = (exception: Except, gate: ReadonlyArray<Assessment>): MayWaive => {
  const opens = verdictOfGroup(gate.length, verdictsOf(gate)) === "met"
  return (condition) => opens && reaches(exception, condition)
}

/** A condition that hung on readings, and what it comes out as on evidence with others, the findings being the same. */
export interface Interpreted {
  readonly node: Assessment
  readonly readings: ReadonlyArray<ReadingId>
  readonly verdictOn: (evidence: Evidence) => Verdict
}

/** In the order of the tree. `assessment`: what `evaluate` gave. */
export const interpretedIn = (criterion: Criterion, assessment: Assessment): ReadonlyArray<Interpreted> => {
  const found: Array<Interpreted> = []
  const look = (one: Criterion, node: Assessment | undefined, mayWaive: MayWaive): void => {
    if (node === undefined) return
    const { readings, parts = [] } = node
    if (one._tag === "Group") one.of.forEach((part, i) => look(part, parts[i], mayWaive))
    else if (one._tag === "Except") look(one.in, parts[0], waiving(one, parts.slice(1)))
    else if (readings !== undefined)
      found.push({ node, readings, verdictOn: (evidence) => settle(one, evidence, mayWaive).verdict })
  }
  look(criterion, assessment, nothing)
  return found
}

/** Where two readings of the text give different results for the same facts, the assessment says so. */

/** The evaluation, and beside it each other option of a reading it consulted that would change a condition. */
export const evaluateWithDivergences = (criterion: Criterion, evidence: Evidence): Assessment =>
  withDivergences(criterion, evidence, evaluate(criterion, evidence))

/** `assessment`: what `evaluate` gave. */
export const withDivergences = (criterion: Criterion, evidence: Evidence, assessment: Assessment): Assessment => {
  const interpreted = interpretedIn(criterion, assessment)
  const consulted = [...new Set(interpreted.flatMap(({ readings }) => readings))].toSorted()
  const divergences = consulted.flatMap((reading) => {
    const hanging = interpreted.filter(({ readings }) => readings.includes(reading))
    return otherOptions(reading, evidence.readings[reading]).flatMap((option): ReadonlyArray<Divergence> => {
      const verdicts = verdictsOn(hanging, { ...evidence, readings: { ...evidence.readings, [reading]: option } })
      const changes = changesIn(verdicts)
      return changes.length === 0
        ? []
        : [{ reading, option, verdict: verdictIf(criterion, assessment, new Map(verdicts)), changes }]
    })
  })
  return divergences.length === 0 ? assessment : { ...assessment, divergences }
}

const otherOptions = (reading: ReadingId, chosen: string): ReadonlyArray<string> =>
  readingDefinitions[reading].options.filter((option) => option !== chosen)

type Supposed = readonly [Assessment, Verdict]

const verdictsOn = (hanging: ReadonlyArray<Interpreted>, evidence: Evidence): ReadonlyArray<Supposed> =>
  hanging.map(({ node, verdictOn }) => [node, verdictOn(evidence)])

/** A figure that only the other option asks for and nobody has given is no other result. */
const changesIn = (verdicts: ReadonlyArray<Supposed>): Divergence["changes"] =>
  verdicts.flatMap(([{ id, verdict: before }, verdict]) =>
    verdict === "notYetJudged" || verdict === before ? [] : [{ id, verdict }],
  )

/** Of the whole, were its conditions to come out so: only they can hang on a reading. */
const verdictIf = (
  criterion: Criterion,
  node: Assessment | undefined,
  verdicts: ReadonlyMap<Assessment, Verdict>,
): Verdict => {
  if (node === undefined) return "notYetJudged"
  const { parts = [], verdict } = node
  switch (criterion._tag) {
    case "Group":
      return verdictOfGroup(
        criterion.n,
        criterion.of.map((part, i) => verdictIf(part, parts[i], verdicts)),
      )
    case "Except":
      return verdictIf(criterion.in, parts[0], verdicts)
    default:
      return verdicts.get(node) ?? verdict
  }
}
