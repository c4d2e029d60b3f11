/** Common checks: competence of the bureau (art. 3), and dates that must not go back within a stream. */
import type { CivilDate } from "../law/civil-date.js"
import type { Gap } from "./applicable-law.js"
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

/** Without a `gap`, no text was ever in force. Then nothing says who is competent, and nobody of the right role is refused for that. */
export const noRule = (on: CivilDate, gap: Gap = { after: null, until: null }) => ({
  code: "NoRuleInForce" as const,
  on,
  gap,
})

/**
 * Objections to an act reserved for the bureau. `bureau`: division of the competent bureau; `undefined` if no text defines
 * it. Then nobody may act (`NoRuleInForce`), except any bureau to enact the first text (`whenUnknown: "anyBureau"`).
 */
export const bureauObjections = (
  context: Context,
  bureau: string | undefined,
  last: CivilDate | null,
  whenUnknown: "nobody" | "anyBureau" = "nobody",
) => {
  const { actor, effectiveOn } = context
  const right = bureau === undefined ? {} : { rightCode: bureau }
  return [
    ...when(bureau === undefined && whenUnknown === "nobody", () => noRule(effectiveOn)),
    ...when(actor.role !== "bureau" || (bureau ?? actor.code) !== actor.code, () => ({
      code: "NotCompetent" as const,
      actor,
      competent: ["bureau" as const],
      ...right,
    })),
    ...dateObjections(context, last),
  ]
}
