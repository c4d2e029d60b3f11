/** Lists missing steps, as defined by a regulation of its own, that block an act somebody waits for. */
import type { ApplicableLaw } from "../../kernel/applicable-law.js"
import { actsAfterSteps, type RequiredStep } from "../../kernel/regulation.js"
import type { CivilDate } from "../../law/civil-date.js"
import { ruleFor } from "./preconditions.js"
import { stepMissing } from "./rules/steps.js"
import type { State, Steps } from "./state.js"
import type { Uscc } from "../../forms/uscc.js"

/** An act that somebody is waiting for. */
interface ActAwaited {
  readonly step: string
  readonly act: string | null
  /** First day on which it can be done. */
  readonly opensOn: CivilDate | null
}

interface OfUnit {
  readonly unit: Uscc
  /** The unit in whose stream the act is recorded. */
  readonly recordedOf: Uscc
}

type Itself<A> = A & OfUnit & { readonly ownStep: null }

type OwnStep<A> = Omit<A, "step" | "act" | "owedBy"> &
  OfUnit & {
    readonly step: "ownStep"
    readonly ownStep: string
    readonly owedBy: RequiredStep["by"]
    readonly act: "TakeStep"
  }

/**
 * While steps are missing, lists them in place of the act and with its days, since the act would be refused. During a public
 * notice, steps can already be taken, so they are listed in addition to it.
 */
export const withOwnSteps = <A extends ActAwaited>(
  waiting: A,
  state: State,
  day: { readonly law: ApplicableLaw; readonly effectiveOn: CivilDate },
): ReadonlyArray<Itself<A> | OwnStep<A>> => {
  const itself: Itself<A> = { unit: state.unit, recordedOf: state.unit, ...waiting, ownStep: null }
  const act = actsAfterSteps.find((one) => one === waiting.act)
  const proceeding = act && proceedingOf(state, act)
  const rule = act && ruleFor(day, act, state)
  if (act === undefined || proceeding === undefined || rule?._tag !== "Right") return [itself]
  const objections = stepMissing(rule.right.regulation, act, proceeding.steps)
  const missing = objections.flatMap((one) => (one.code === "StepMissing" ? one.steps : []))
  if (missing.length === 0) return [itself]
  const isRunning = waiting.step === "notice"
  return [
    ...(isRunning ? [itself] : []),
    ...missing.map(({ step, by }) => ({
      ...itself,
      step: "ownStep" as const,
      ownStep: step,
      owedBy: by === "county" ? ("county" as const) : ("bureau" as const),
      act: "TakeStep" as const,
      opensOn: isRunning ? null : waiting.opensOn,
    })),
  ]
}

/** The proceeding that the act would conclude; `undefined` for a review without a filing, which needs no steps. */
const proceedingOf = ({ phase }: State, act: RequiredStep["before"]): { readonly steps?: Steps } | undefined => {
  switch (phase._tag) {
    case "applied":
      return act === "Recommend" ? phase.case : undefined
    case "recommended":
      return act === "Certify" ? phase.recommendation : undefined
    case "certified":
      return phase.title.review?.filed == null ? undefined : phase.title.review
    default:
      return undefined
  }
}
