/** What each condition of a text comes to on the facts, and what all of them come to together. */
import type { ConditionId, Readings } from "@shifan/core"
import type { Comparison, Requirement, StatedText, UnitFacts } from "./text.statement.js"

/** All that a text asks of a unit, by id. */
export const conditionsOf = ({ conditions }: StatedText): ReadonlyArray<ConditionId> =>
  Object.keys(conditions) as ReadonlyArray<ConditionId>

/** Conditions that an official has to judge. */
export const isFound = ({ conditions }: StatedText, id: ConditionId): boolean => conditions[id] === "found"

/** Whether officials are asked about it only because it lets others be relaxed. */
export const opensAnException = ({ exceptions }: StatedText, id: ConditionId): boolean =>
  exceptions.some(({ opensWith }) => opensWith.includes(id))

/** What lets a condition be waived; `undefined` for one that never may be. */
export const exceptionFor = (text: StatedText, id: ConditionId) =>
  text.conditions[id] === undefined
    ? undefined
    : text.exceptions.find(({ reaches }) =>
        reaches.some((point) => id === point || id.startsWith(`${point}#`) || id.startsWith(`${point}__`)),
      )

/** By figures, dates and words alone. */
export const computedIn = (
  { conditions }: StatedText,
  id: ConditionId,
  facts: UnitFacts,
  readings: Readings,
): Comparison | undefined => {
  const condition = conditions[id]
  return condition === undefined || condition === "found" ? undefined : condition(facts, readings)
}

/** Figures decide if available. Without figures, or for conditions without any, the latest finding decides. */
export const comparisonOf = (text: StatedText, id: ConditionId, facts: UnitFacts, readings: Readings): Comparison => {
  const byFigures = computedIn(text, id, facts, readings)
  return byFigures?.holds === undefined
    ? { holds: facts.findings.findLast(({ condition }) => condition === id)?.met }
    : byFigures
}

/** What a condition comes to in the second statement. */
export type Verdict = "met" | "notMet" | "notYetJudged" | "waived"

type Verdicts = ReadonlyMap<ConditionId, Verdict>

const requirementOf = (text: StatedText): Requirement => {
  const all = conditionsOf(text)
  return text.holds ?? { atLeast: all.length, of: all }
}

const verdictOn = (requirement: Requirement, verdicts: Verdicts): Exclude<Verdict, "waived"> => {
  if (typeof requirement === "string") {
    const verdict = verdicts.get(requirement) ?? "notYetJudged"
    return verdict === "waived" ? "met" : verdict
  }
  const parts = requirement.of.map((part) => verdictOn(part, verdicts))
  if (parts.filter((verdict) => verdict === "met").length >= requirement.atLeast) return "met"
  return parts.filter((verdict) => verdict !== "notMet").length >= requirement.atLeast ? "notYetJudged" : "notMet"
}

/** All at once: one that is not met is enough against, and one that is open keeps the whole open. */
export const verdictOfAll = (text: StatedText, verdicts: Verdicts): Verdict => verdictOn(requirementOf(text), verdicts)

/** What still has to be judged: the alternatives to one that holds need no judgement. */
export const openIn = (text: StatedText, verdicts: Verdicts): ReadonlyArray<ConditionId> => {
  const open = (requirement: Requirement): ReadonlyArray<ConditionId> => {
    if (typeof requirement === "string") return verdicts.get(requirement) === "notYetJudged" ? [requirement] : []
    return verdictOn(requirement, verdicts) === "met" ? [] : requirement.of.flatMap(open)
  }
  return open(requirementOf(text)).toSorted()
}
