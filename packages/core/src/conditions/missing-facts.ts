/** What a condition still lacks to be computed, for a form that tells whoever fills it in. */
import type { Condition, Criterion, Level } from "./criterion.js"
import { withParts } from "./criterion.js"
import type { Evidence } from "./evidence.js"
import { figuresConsulted } from "./measurement.js"
import { periodStart } from "./outcome.js"

/**
 * The names of the figures, dates and words that each condition asks for under the readings of the evidence and the evidence lacks, by the
 * condition's id. Conditions that lack none are left out, and so are those that no figure answers.
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
      // Any of the dates would do; the last is the one that every case has to have.
      const dates = condition.since[readings["period.operatingFrom"]].slice(-1)
      return [
        ...(periodStart(condition, evidence) === undefined ? dates : []),
        ...levelWords(condition.years, evidence),
      ]
    }
    default: {
      const asked = figuresConsulted(condition, evidence)
      const missing = asked.filter((name) => figures[name] === undefined && measured[name] === undefined)
      return [...missing, ...levelWords(levelAsked(condition), evidence)]
    }
  }
}

const levelAsked = (condition: Exclude<Condition, { _tag: "Finding" | "OneOfWords" | "Elapsed" }>): Level => {
  if (condition._tag === "Growth") return 0
  return condition._tag === "AtLeast" ? condition.required : condition.percent
}

/** The words by which the text sets its number. */
const levelWords = (level: Level, evidence: Evidence): ReadonlyArray<string> => {
  if (typeof level === "number") return []
  const word = evidence.words[level.word]
  if (word === undefined) return [level.word]
  const row = Object.hasOwn(level.levels, word) ? level.levels[word] : level.otherwise
  return row === undefined ? [] : levelWords(row, evidence)
}
