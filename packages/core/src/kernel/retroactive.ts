/** Acts that make law look ahead. Those that take effect before their own day need reasons, and auditors see them. */
import { check, type Contradiction } from "../forms/check.js"
import { bilingual } from "../law/bilingual.js"
import type { CivilDate } from "../law/civil-date.js"

/** `from`: the first day on which the act changes the law. */
export const reachesBack = (
  from: CivilDate,
  effectiveOn: CivilDate,
  reasons: string | undefined,
): Contradiction | undefined =>
  check(
    from >= effectiveOn || reasons !== undefined,
    "reasons",
    bilingual(
      `溯及${from}的理由，否则不早于${effectiveOn}`,
      `reasons for reaching back to ${from}, or ${effectiveOn} or later`,
    ),
    "",
  )
