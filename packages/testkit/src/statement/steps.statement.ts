/** What a text has done before an act of an authority, and who does it. */
import type { CommandOf, Event } from "@shifan/core"
import type { Attempted } from "./act.statement.js"
import type { StatedText } from "./text.statement.js"

type Before = StatedText["steps"][string]["before"]

/** The last word on each step counts. */
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

/** A visit or a review by experts may be on record under any text; one that the text asks for has its stage and its authority. */
export const againstStep = (
  { text: { steps }, actor, on }: Attempted,
  { step, takenOn }: CommandOf<"TakeStep">["data"],
  stage: ReadonlyArray<Before>,
  filedOn: string,
): ReadonlyArray<string> => {
  const asked = steps[step]
  const isPossible = asked === undefined ? ["expertReview", "siteVisit"].includes(step) : stage.includes(asked.before)
  return [
    ...(asked !== undefined && isPossible && asked.by !== actor.role ? ["NotCompetent"] : []),
    ...(isPossible ? [] : ["InvalidParticulars step"]),
    ...(filedOn <= takenOn && takenOn <= on ? [] : ["InvalidParticulars takenOn"]),
  ]
}
