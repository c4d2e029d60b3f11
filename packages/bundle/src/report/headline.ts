import { bilingual, type Bilingual } from "@shifan/core"
import type { AuditReport } from "../verify/findings.js"

/** `good`: sound by the reader's own policy. `limited`: no fault, but no third party vouches for it. `bad`: a fault. */
export type VerdictTone = "good" | "limited" | "bad"

/** How far the report supports trust in its bundle. */
export const verdictTone = ({ sound, observations }: Pick<AuditReport, "sound" | "observations">): VerdictTone => {
  if (!sound) return "bad"
  return observations.some(({ code }) => code === "OwnPolicy") ? "limited" : "good"
}

/** The verdict in a word, for the headline. */
export const verdictWords: { readonly [T in VerdictTone]: Bilingual } = {
  good: bilingual("成立", "It holds"),
  limited: bilingual("自相一致，但尚不足为凭", "Consistent, but vouched for only by itself"),
  bad: bilingual("不成立", "It does not hold"),
}
