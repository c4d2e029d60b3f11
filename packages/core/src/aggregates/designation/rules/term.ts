/** The term of a title, if the regulation or a reading sets one. */
import type { CivilDate } from "../../../law/civil-date.js"
import { lastDayOfNextTerm, lastDayOfTerm, termUnder } from "../../../kernel/lifecycle.js"
import type { Title, Recommendation } from "../state.js"
import type { CaseInput } from "../rule-result.js"

/** The first term of a title granted today. */
export const firstTerm = (
  { context: { effectiveOn }, rule }: CaseInput,
  { notice }: Recommendation,
): { readonly validUntil?: CivilDate } => {
  const term = termUnder(rule.regulation.lifecycle, rule.readings)
  if (term === undefined) return {}
  const from = term.from === "notice" && notice !== null ? notice.opensOn : effectiveOn
  return { validUntil: lastDayOfTerm(term, from) }
}

/** The next term of a title confirmed by a review. It begins where the present one ends, and follows the rule in force. */
export const nextTerm = ({ rule }: CaseInput, { validUntil }: Title): { readonly validUntil?: CivilDate | null } => {
  if (validUntil === null) return {}
  const term = termUnder(rule.regulation.lifecycle, rule.readings)
  return { validUntil: term === undefined ? null : lastDayOfNextTerm(term, validUntil) }
}
