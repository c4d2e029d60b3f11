/** Names of steps before an act: those a regulation declares, and those that may be recorded under any. */
import { recordableSteps, type StepOutcome } from "../aggregates/designation/steps.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { SpeakingText } from "./text-words.js"

const recordable: { readonly [S in (typeof recordableSteps)[number]]: Bilingual } = {
  expertReview: bilingual("专家评审", "review by experts"),
  siteVisit: bilingual("现场核查", "visit on the spot"),
}

const anyRecordable: Readonly<Record<string, Bilingual>> = recordable

/** Name of a step. For one that is neither declared nor recordable under any regulation, the identifier itself. */
export const stepName = (step: string, text: SpeakingText): Bilingual => {
  const { steps = {} } = text?.own ?? {}
  const declared = Object.hasOwn(steps, step) ? steps[step] : undefined
  if (declared !== undefined) return bilingual(declared.zh, declared.en)
  return (Object.hasOwn(anyRecordable, step) ? anyRecordable[step] : undefined) ?? bilingual(step, step)
}

/** Names of the outcomes of a step. */
export const stepOutcomeNames: { readonly [O in StepOutcome]: Bilingual } = {
  passed: bilingual("通过", "passed"),
  notPassed: bilingual("未通过", "not passed"),
}
