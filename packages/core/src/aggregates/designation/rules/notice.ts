/** A public notice of the coming decision: demanded where the regulation has one, otherwise a record. */
import { check, checks, notBefore, type Contradiction } from "../../../forms/check.js"
import { invalid } from "../../../kernel/refusal.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { bilingual } from "../../../law/bilingual.js"
import { daysBetween } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import type { Recommendation } from "../state.js"
import { when, type CaseInput, type Objection, type RuleResult } from "../rule-result.js"

/** One published anew takes the place of the one before, so that a slip in its days keeps no unit waiting for years. */
export const publishNotice = (input: CaseInput, data: CommandData["PublishNotice"]): RuleResult =>
  unlessObjected(invalid(dateIssues(input, data)), () => [{ type: "NoticePublished", data }])

/** The days of a notice are counted with its first and its last. */
const dateIssues = (
  { context: { effectiveOn }, rule }: CaseInput,
  { opensOn, closesOn }: CommandData["PublishNotice"],
): ReadonlyArray<Contradiction> => {
  const least = rule.regulation.lifecycle.publicNotice?.days ?? 1
  const days = daysBetween(opensOn, closesOn) + 1
  return checks([
    notBefore("opensOn", opensOn, effectiveOn),
    check(days >= least, "closesOn", bilingual(`至少${least}日`, `${least} days at least`), closesOn),
  ])
}

/** Against a certification before the end of a notice: of one that the regulation asks for, or that was published anyway. */
export const noticeNotOver = (
  { context: { effectiveOn }, rule }: CaseInput,
  { notice }: Recommendation,
): ReadonlyArray<Objection> => {
  const asked = rule.regulation.lifecycle.publicNotice
  const over = notice !== null && notice.closesOn < effectiveOn
  const running = notice !== null && !over
  return when((asked !== undefined && !over) || running, () => ({
    code: "NoticeNotOver",
    days: asked?.days ?? 0,
    closesOn: notice?.closesOn ?? null,
  }))
}
