/** The waivers and the written reasons in a decision, in words. */
import type { Waiver } from "../aggregates/designation/decision-parts.js"
import type { Event } from "../aggregates/designation/events.js"
import { percent } from "../forms/quantity.js"
import { describe, type Regulation } from "../kernel/regulation.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { ConditionId } from "../law/provision.js"

/** Whether an event is a decision of an authority, with or without an assessment. */
export const isDecision = ({ type }: { readonly type: string }): boolean => decisions.includes(type)

const decisions: ReadonlyArray<string> = [
  "Recommended",
  "RecommendationDeclined",
  "Certified",
  "CertificationDeclined",
  "Reviewed",
  "Revoked",
  "DecisionAnnulled",
] satisfies ReadonlyArray<Event["type"]>

/** The waivers recorded in a decision; none for other events. */
export const waiversIn = (event: Event): ReadonlyArray<Waiver> =>
  event.type === "Certified" || event.type === "Reviewed" ? event.data.waivers : []

/** Such as 放宽 从业人数（第五条第（三）项）：规定10，实际8，放宽至8，SJ-01：… */
export const waiverText = (
  { condition, statutory, actual, relaxedTo, share, officer, reasons }: Waiver,
  regulation: Regulation,
): Bilingual => {
  const name = describe(regulation, condition)
  const level = (n: number | null): string => {
    if (n === null) return "—"
    return share === undefined ? String(n) : percent(n)
  }
  const heads = share === undefined ? "" : ` (${share.part}/${share.whole})`
  return bilingual(
    `放宽 ${name.zh}：规定${level(statutory)}，实际${level(actual)}${heads}，放宽至${level(relaxedTo)}，${officer}：${reasons}`,
    `waived ${name.en}: statutory ${level(statutory)}, actual ${level(actual)}${heads}, relaxed to ${level(relaxedTo)}, ${officer}: ${reasons}`,
  )
}

/** The reasons that officials wrote, each with the condition or provision it is about. */
export const reasonsIn = (event: Event): ReadonlyArray<{ readonly about: ConditionId; readonly text: string }> => {
  switch (event.type) {
    case "RecommendationDeclined":
    case "CertificationDeclined":
    case "Reviewed":
    case "Revoked":
      return event.data.reasons.map(({ provision, text }) => ({ about: provision, text }))
    case "Recommended":
    case "ReviewAssessed":
      return event.data.findings.map(({ condition, reasons }) => ({ about: condition, text: reasons }))
    default:
      return []
  }
}
