/** Steps that a regulation requires before an authority's act, and who takes them. */
import type { CommandOf, Event } from "@shifan/core"
import type { Attempted } from "./act.statement.js"
import type { StatedText } from "./text.statement.js"

type Before = StatedText["steps"][string]["before"]

/** The latest record of each step counts. */
export const stepsMissing = (
  { steps }: StatedText,
  act: Before,
  taken: ReadonlyArray<Event>,
): ReadonlyArray<string> => {
  const isPassed = (name: string): boolean => {
    const last = taken.findLast((event) => event.type === "StepTaken" && event.data.step === name)
    return last?.type === "StepTaken" && last.data.outcome === "passed"
  }
  const missing = Object.entries(steps).filter(([name, { before }]) => before === act && !isPassed(name))
  return missing.length === 0 ? [] : ["StepMissing"]
}

/**
 * Visits and expert reviews are always allowed; steps that the regulation requires have a stage and an authority. The
 * authority above the county acts after it.
 */
export const againstStep = (
  { text: { steps }, actor, on }: Attempted,
  { step, takenOn }: CommandOf<"TakeStep">["data"],
  stage: ReadonlyArray<Before>,
  filedOn: string,
  isAssessed = true,
): ReadonlyArray<string> => {
  const asked = steps[step]
  const isPossible = asked === undefined ? ["expertReview", "siteVisit"].includes(step) : stage.includes(asked.before)
  return [
    ...(asked !== undefined && isPossible && actor.role !== (asked.by === "superior" ? "county" : asked.by)
      ? ["NotCompetent"]
      : []),
    ...(asked?.by === "superior" && isPossible && !isAssessed ? ["ReviewNotAssessed"] : []),
    ...(isPossible ? [] : ["InvalidParticulars step"]),
    ...(filedOn <= takenOn && takenOn <= on ? [] : ["InvalidParticulars takenOn"]),
  ]
}
