/** The result of each condition of a regulation for given facts, and the overall result. */
import type { ConditionId, Readings } from "@shifan/core"
import type { Comparison, Requirement, StatedText, UnitFacts } from "./text.statement.js"

/** Ids of all conditions of a regulation. */
export const conditionsOf = ({ conditions }: StatedText): ReadonlyArray<ConditionId> =>
  Object.keys(conditions) as ReadonlyArray<ConditionId>

/** Conditions that an official has to judge. */
export const isFound = ({ conditions }: StatedText, id: ConditionId): boolean => conditions[id] === "found"

/** Whether officials judge it only because it allows others to be relaxed. */
export const opensAnException = ({ exceptions }: StatedText, id: ConditionId): boolean =>
  exceptions.some(({ opensWith }) => opensWith.includes(id))

/** The exception that allows a condition to be waived; `undefined` if none does. */
export const exceptionFor = (text: StatedText, id: ConditionId) =>
  text.conditions[id] === undefined
    ? undefined
    : text.exceptions.find(({ reaches }) =>
        reaches.some((point) => id === point || id.startsWith(`${point}#`) || id.startsWith(`${point}__`)),
      )

/** Result from figures, dates and words alone. */
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

/** The result of a condition, in the second statement. */
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

/** Overall result: one unmet condition decides against, and an open one keeps the whole open. */
export const verdictOfAll = (text: StatedText, verdicts: Verdicts): Verdict => verdictOn(requirementOf(text), verdicts)

/** Conditions still to be judged; alternatives to a met condition are not. */
export const openIn = (text: StatedText, verdicts: Verdicts): ReadonlyArray<ConditionId> => {
  const open = (requirement: Requirement): ReadonlyArray<ConditionId> => {
    if (typeof requirement === "string") return verdicts.get(requirement) === "notYetJudged" ? [requirement] : []
    return verdictOn(requirement, verdicts) === "met" ? [] : requirement.of.flatMap(open)
  }
  return open(requirementOf(text)).toSorted()
}
