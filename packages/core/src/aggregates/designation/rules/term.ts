/** The term of a title, if the regulation or a reading sets one. */
import type { CivilDate } from "../../../law/civil-date.js"
import { lastDayOfNextTerm, lastDayOfTerm, termUnder } from "../../../kernel/lifecycle.js"
import { findRegulation, type Library, type Regulation } from "../../../kernel/regulation.js"
import type { ReadingChoices } from "../../../law/readings.js"
import type { ConfirmedUntil } from "../correctable-fields.js"
import type { Title, Recommendation } from "../state.js"
import type { CaseInput, Objection } from "../rule-result.js"

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

/**
 * An objection to a title whose term ends before it is granted, such as one that counts from a notice of the year before and
 * lasts one calendar year. A new notice begins another term.
 */
export const termIsOver = (input: CaseInput, recommendation: Recommendation): ReadonlyArray<Objection> => {
  const { validUntil } = firstTerm(input, recommendation)
  const from = recommendation.notice?.opensOn
  return validUntil !== undefined && from !== undefined && validUntil < input.context.effectiveOn
    ? [{ code: "TermIsOver", from, validUntil }]
    : []
}

interface Terms {
  readonly regulation: Pick<Regulation, "lifecycle"> | undefined
  readonly readings: ReadingChoices
}

/** The next term of a title confirmed by a review. It begins where the present one ends, and follows the rule in force. */
export const nextTerm = (
  { regulation, readings }: Terms,
  { validUntil }: Pick<Title, "validUntil">,
): { readonly validUntil?: CivilDate | null } => {
  if (validUntil === null) return {}
  const term = termUnder(regulation?.lifecycle ?? {}, readings)
  return { validUntil: term === undefined ? null : lastDayOfNextTerm(term, validUntil) }
}

/** What each confirmation of a title would have set, from the first on, had the title first ended on this day. */
export const confirmedUntil = (
  library: Library,
  { confirmation }: Pick<Title, "confirmation">,
  first: Pick<Title, "validUntil">,
): ReadonlyArray<ConfirmedUntil> => {
  if (confirmation === null) return []
  const { revision, rule, readings, before } = confirmation
  const earlier = confirmedUntil(library, before, first)
  const { validUntil } = earlier.at(-1) ?? first
  const regulation = findRegulation(library, rule?.regulation ?? "", rule?.encoding)
  return [...earlier, { revision, validUntil, ...nextTerm({ regulation, readings }, { validUntil }) }]
}
