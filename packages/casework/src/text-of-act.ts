/** In whose words an act is told: a record may have acts under several texts, and each speaks the words of its own. */
import { findRegulation, regulationNear, type ApplicableLaw, type Regulation } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"

/** The text that an act was decided under. */
export type TextOfAct = (act: Pick<Envelope, "rule" | "effectiveOn">) => Regulation

/**
 * The text whose rule was applied; for an act that applied none, the one in force on its day, or the nearest. `otherwise`: for
 * a record without any text.
 */
export const textOfActIn =
  (law: ApplicableLaw, otherwise: Regulation): TextOfAct =>
  ({ rule, effectiveOn }) =>
    (rule === null ? undefined : findRegulation(law.library, rule.regulation, rule.encoding)) ??
    regulationNear(law, effectiveOn) ??
    otherwise

/** The text of a case: the one that its last act was decided under. */
export const textOfCase = (history: ReadonlyArray<Envelope>, textOf: TextOfAct, otherwise: Regulation): Regulation => {
  const last = history.at(-1)
  return last === undefined ? otherwise : textOf(last)
}

/** The text of a year's call: the one of the day on which its window opened. */
export const textOfCall = (law: ApplicableLaw, year: number, otherwise: Regulation): Regulation => {
  const opensOn = law.calls.find((call) => call.year === year)?.window?.opensOn
  return (opensOn === undefined ? undefined : regulationNear(law, opensOn)) ?? otherwise
}
