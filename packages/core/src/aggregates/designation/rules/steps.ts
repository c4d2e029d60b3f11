/** Steps before an act: mandatory if the regulation defines them, otherwise only recorded. */
import * as E from "fp-ts/lib/Either.js"
import { between, checkAmong } from "../../../forms/check.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { invalid } from "../../../kernel/refusal.js"
import type { Regulation, RequiredStep } from "../../../kernel/regulation.js"
import { bilingual } from "../../../law/bilingual.js"
import type { CivilDate } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import type { Phase, Review, Steps } from "../state.js"
import { pendingReadings, when, type CaseInput, type Objection, type RuleResult } from "../rule-result.js"
import { recordableSteps } from "../steps.js"
import { reviewNotAssessed } from "./rectification.js"

export const takeStep = (input: CaseInput, data: CommandData["TakeStep"]): RuleResult => {
  const { context, rule, state } = input
  const { actor, effectiveOn } = context
  const review = "title" in state.phase ? state.phase.title.review : null
  const stage = stageOf(state.phase, review)
  if (stage === undefined) return E.left([{ code: "NothingFiled" }])
  const own = rule.regulation.own?.steps ?? {}
  const possible = [...new Set([...recordableSteps, ...Object.keys(own)])].filter(
    (name) => own[name] === undefined || stage.acts.includes(own[name].before),
  )
  const declared = possible.includes(data.step) ? own[data.step] : undefined
  return unlessObjected(
    [
      ...(declared && declared.by !== actor.role
        ? [{ code: "NotCompetent" as const, actor, competent: [declared.by] }]
        : []),
      ...when(declared?.bySuperior === true && review?.assessed === null, () => reviewNotAssessed("TakeStep", review)),
      ...invalid([
        checkAmong("step", possible, data.step, bilingual("现阶段的步骤", "a step of this stage")),
        between("takenOn", data.takenOn, stage.since, effectiveOn),
      ]),
    ],
    () => [
      {
        type: "StepTaken",
        data,
        provisions: declared ? [declared.provision] : [],
        readings: pendingReadings(input),
      },
    ],
  )
}

interface Stage {
  /** Acts that may come next in the proceeding. */
  readonly acts: ReadonlyArray<RequiredStep["before"]>
  readonly since: CivilDate
}

/** `undefined` for a title without a filed review. */
const stageOf = (phase: Phase, review: Review | null): Stage | undefined => {
  if ("case" in phase)
    return { acts: [phase._tag === "applied" ? "Recommend" : "Certify"], since: phase.case.appliedOn }
  return review?.filed == null ? undefined : { acts: ["AssessReview", "ConcludeReview"], since: review.filed.on }
}

/** An objection to an act if steps that the regulation requires before it were not taken or not passed. */
export const stepMissing = (
  { own }: Pick<Regulation, "own">,
  act: RequiredStep["before"],
  taken: Steps = {},
): ReadonlyArray<Objection> => {
  const steps = Object.entries(own?.steps ?? {}).flatMap(([step, { before, by }]) =>
    before !== act || taken[step]
      ? []
      : [{ step, by, because: step in taken ? ("notPassed" as const) : ("missing" as const) }],
  )
  return when(steps.length > 0, () => ({ code: "StepMissing", act, steps }))
}
