/** Who may act for the bureau, and that the days of a stream do not go back. Art. 3. */
import type { CivilDate } from "../law/civil-date.js"
import type { Context } from "./context.js"
import { when } from "./refusal.js"

/**
 * An act takes effect on the day it is recorded or earlier: a slip of one digit would otherwise close the stream for
 * years. And within a stream none takes effect before the one before it; `last` is `null` where there is none.
 */
export const dateObjections = (
  { effectiveOn, recordedOn }: Pick<Context, "effectiveOn" | "recordedOn">,
  last: CivilDate | null,
) => [
  ...when(effectiveOn > recordedOn, () => ({
    code: "EffectiveDateAhead" as const,
    recordedOn,
    given: effectiveOn,
  })),
  ...(last !== null && effectiveOn < last
    ? [{ code: "EffectiveDateGoesBack" as const, last, given: effectiveOn }]
    : []),
]

/**
 * Against an act that only the bureau may do. `bureau`: the division whose bureau is competent, `undefined` where no
 * regulation says. Nobody is competent then, except to put the first regulation on record (`whenUnknown: "anyBureau"`).
 */
export const bureauObjections = (
  context: Context,
  bureau: string | undefined,
  last: CivilDate | null,
  whenUnknown: "nobody" | "anyBureau" = "nobody",
) => {
  const { actor } = context
  const rightCode = bureau === undefined ? whenUnknown === "anyBureau" : actor.code === bureau
  return [
    ...when(actor.role !== "bureau" || !rightCode, () => ({
      code: "NotCompetent" as const,
      actor,
      competent: ["bureau" as const],
      ...(bureau === undefined ? {} : { rightCode: bureau }),
    })),
    ...dateObjections(context, last),
  ]
}
