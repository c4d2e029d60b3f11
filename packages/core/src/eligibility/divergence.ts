/** Where two readings of the text give different results for the same facts, the assessment says so. */
import { readingDefinitions, type ReadingId } from "../regulation/readings.js"
import { conditions, readingsOf, type Assessment, type Divergence } from "./assessment.js"
import type { Criterion } from "./criterion.js"
import { evaluate } from "./evaluate.js"
import type { Evidence } from "./evidence.js"

/** The evaluation, and beside it each other option of a reading it consulted that would change a condition. */
export const evaluateWithDivergences = (criterion: Criterion, evidence: Evidence): Assessment => {
  const assessment = evaluate(criterion, evidence)
  const divergences = readingsOf(assessment).flatMap((reading) =>
    divergencesOf(criterion, evidence, assessment, reading),
  )
  return divergences.length === 0 ? assessment : { ...assessment, divergences }
}

const divergencesOf = (
  criterion: Criterion,
  evidence: Evidence,
  assessment: Assessment,
  reading: ReadingId,
): ReadonlyArray<Divergence> =>
  otherOptions(reading, evidence.readings[reading]).flatMap((option) => {
    const other = evaluate(criterion, { ...evidence, readings: { ...evidence.readings, [reading]: option } })
    const changes = changedConditions(assessment, other)
    return changes.length === 0 ? [] : [{ reading, option, verdict: other.verdict, changes }]
  })

const otherOptions = (reading: ReadingId, chosen: string): ReadonlyArray<string> =>
  readingDefinitions[reading].options.filter((option) => option !== chosen)

/** A figure that only the other option asks for and nobody has given is no other result. */
const changedConditions = (one: Assessment, other: Assessment): Divergence["changes"] => {
  const before = new Map(conditions(one).map(({ id, verdict }) => [id, verdict]))
  return conditions(other).flatMap(({ id, verdict }) =>
    verdict === "notYetJudged" || before.get(id) === verdict ? [] : [{ id, verdict }],
  )
}
