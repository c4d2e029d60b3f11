/** Where two readings of the text give different results for the same facts, the assessment says so. */
import { readingDefinitions, type ReadingId } from "../law/readings.js"
import { verdictOfGroup, type Assessment, type Divergence, type Verdict } from "./assessment.js"
import type { Criterion } from "./criterion.js"
import { evaluate, interpretedIn, type Interpreted } from "./evaluate.js"
import type { Evidence } from "./evidence.js"

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
