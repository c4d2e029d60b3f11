/** The term of a title, where the regulation or a reading gives it one. */
import type { CivilDate } from "../../../law/civil-date.js"
import { lastDayOfNextTerm, lastDayOfTerm, termUnder } from "../../../kernel/lifecycle.js"
import type { Title, Recommendation } from "../state.js"
import type { CaseInput } from "../rule-result.js"

/** Of a title given today. */
export const firstTerm = (
  { context: { effectiveOn }, rule }: CaseInput,
  { notice }: Recommendation,
): { readonly validUntil?: CivilDate } => {
  const term = termUnder(rule.regulation.lifecycle, rule.readings)
  if (term === undefined) return {}
  const from = term.from === "notice" && notice !== null ? notice.opensOn : effectiveOn
  return { validUntil: lastDayOfTerm(term, from) }
}

/** Of a title confirmed by a review: the next term begins where this one ends, and ends with the rule that gave it. */
export const nextTerm = ({ rule }: CaseInput, { validUntil }: Title): { readonly validUntil?: CivilDate | null } => {
  if (validUntil === null) return {}
  const term = termUnder(rule.regulation.lifecycle, rule.readings)
  return { validUntil: term === undefined ? null : lastDayOfNextTerm(term, validUntil) }
}
