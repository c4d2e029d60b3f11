/** What a step before an act is called: as the regulation declares it, or one that may be recorded under any. */
import { recordableSteps, type StepOutcome } from "../aggregates/designation/steps.js"
import type { Regulation } from "../kernel/regulation.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"

const recordable: { readonly [S in (typeof recordableSteps)[number]]: Bilingual } = {
  expertReview: bilingual("专家评审", "review by experts"),
  siteVisit: bilingual("现场核查", "visit on the spot"),
}

const anyRecordable: Readonly<Record<string, Bilingual>> = recordable

/** Of a step that the regulation does not declare, or where none is given, the name it is recorded by. */
export const stepName = (step: string, { own = {} }: Pick<Regulation, "own"> = {}): Bilingual => {
  const { steps = {} } = own
  const declared = Object.hasOwn(steps, step) ? steps[step] : undefined
  if (declared !== undefined) return bilingual(declared.zh, declared.en)
  return (Object.hasOwn(anyRecordable, step) ? anyRecordable[step] : undefined) ?? bilingual(step, step)
}

/** How a step of a regulation's own came out, in both languages. */
export const stepOutcomeNames: { readonly [O in StepOutcome]: Bilingual } = {
  passed: bilingual("通过", "passed"),
  notPassed: bilingual("未通过", "not passed"),
}
