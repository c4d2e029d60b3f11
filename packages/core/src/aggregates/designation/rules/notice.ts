/** A public notice of the coming decision: mandatory if the regulation has one, otherwise only recorded. */
import { check, checks, notBefore, type Contradiction } from "../../../forms/check.js"
import { invalid } from "../../../kernel/refusal.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { bilingual } from "../../../law/bilingual.js"
import { daysBetween } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import type { Recommendation } from "../state.js"
import { pendingReadings, when, type CaseInput, type Objection, type RuleResult } from "../rule-result.js"

/** Publishes a notice. A new notice replaces the earlier one, so that a typo in its days cannot block a unit for years. */
export const publishNotice = (input: CaseInput, data: CommandData["PublishNotice"]): RuleResult =>
  unlessObjected(invalid(dateIssues(input, data)), () => [
    { type: "NoticePublished", data, readings: pendingReadings(input) },
  ])

/** The length of a notice counts both its first and its last day. */
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

/** An objection to certifying before the end of a notice, whether it is required or was published voluntarily. */
export const noticeNotOver = (
  { context: { effectiveOn }, rule }: CaseInput,
  { notice }: Recommendation,
): ReadonlyArray<Objection> => {
  const required = rule.regulation.lifecycle.publicNotice
  const over = notice !== null && notice.closesOn < effectiveOn
  return when(!over && (required !== undefined || notice !== null), () => ({
    code: "NoticeNotOver",
    days: required?.days ?? 0,
    closesOn: notice?.closesOn ?? null,
  }))
}
