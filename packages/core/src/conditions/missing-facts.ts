/** Finds the facts missing for each condition, so that a form can show them while it is filled in. */
import type { Condition, Criterion, Level } from "./criterion.js"
import { withParts } from "./criterion.js"
import type { Evidence } from "./evidence.js"
import { figuresConsulted } from "./measurement.js"
import { periodStart } from "./outcome.js"

/**
 * Names of the figures, dates and words that each condition needs under the readings of the evidence but that are missing,
 * by condition id. Leaves out conditions with all their facts, and findings.
 */
export const missingFacts = (criterion: Criterion, evidence: Evidence): ReadonlyMap<string, ReadonlyArray<string>> =>
  new Map(
    withParts(criterion).flatMap((part) => {
      if (part._tag === "Group" || part._tag === "Except") return []
      const missing = missingIn(part, evidence)
      return missing.length === 0 ? [] : [[part.id, missing] as const]
    }),
  )

const missingIn = (condition: Condition, evidence: Evidence): ReadonlyArray<string> => {
  const { figures, measured = {}, words, readings } = evidence
  switch (condition._tag) {
    case "Finding":
      return []
    case "OneOfWords":
      return words[condition.word] === undefined ? [condition.word] : []
    case "Elapsed": {
      // Any of the dates is enough. Name the last, which every case must have.
      const dates = condition.since[readings["period.operatingFrom"]].slice(-1)
      return [
        ...(periodStart(condition, evidence) === undefined ? dates : []),
        ...levelWords(condition.years, evidence),
      ]
    }
    default: {
      const needed = figuresConsulted(condition, evidence)
      const missing = needed.filter((name) => figures[name] === undefined && measured[name] === undefined)
      return [...missing, ...levelWords(levelAsked(condition), evidence)]
    }
  }
}

const levelAsked = (condition: Exclude<Condition, { _tag: "Finding" | "OneOfWords" | "Elapsed" }>): Level => {
  if (condition._tag === "Growth") return 0
  return condition._tag === "AtLeast" ? condition.required : condition.percent
}

/** Missing words on which a level depends. */
const levelWords = (level: Level, evidence: Evidence): ReadonlyArray<string> => {
  if (typeof level === "number") return []
  const word = evidence.words[level.word]
  if (word === undefined) return [level.word]
  const row = Object.hasOwn(level.levels, word) ? level.levels[word] : level.otherwise
  return row === undefined ? [] : levelWords(row, evidence)
}
