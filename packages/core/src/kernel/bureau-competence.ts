/** What stands against any act that only the bureau may do, in a stream whose days do not go back. Art. 3. */
import type { CivilDate } from "../law/civil-date.js"
import type { Context } from "./context.js"
import type { Objection } from "./refusal.js"

/** `bureau`: the division whose bureau is competent, `undefined` where no regulation says; `last`: of the stream's last act. */
export const againstTheBureau = (
  { actor, effectiveOn }: Context,
  bureau: string | undefined,
  last: CivilDate | null,
): ReadonlyArray<Objection> => [
  ...(actor.role === "bureau" && actor.code === bureau
    ? []
    : [
        {
          code: "NotCompetent" as const,
          actor,
          competent: ["bureau" as const],
          ...(bureau === undefined ? {} : { rightCode: bureau }),
        },
      ]),
  ...(last !== null && effectiveOn < last
    ? [{ code: "EffectiveDateGoesBack" as const, last, given: effectiveOn }]
    : []),
]
