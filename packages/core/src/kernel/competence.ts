/** Common checks: competence of the bureau (art. 3), and dates that must not go back within a stream. */
import type { CivilDate } from "../law/civil-date.js"
import type { Context } from "./context.js"
import { when } from "./refusal.js"

/**
 * Objections to the effective day. It must not be after the day of recording, or a typo could block a stream for years. It
 * must not be before that of the previous act in the stream; `last` is `null` if there is none.
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
 * Objections to an act reserved for the bureau. `bureau`: division of the competent bureau; `undefined` if no regulation
 * defines it. Then nobody is competent, except any bureau to enact the first regulation (`whenUnknown: "anyBureau"`).
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
