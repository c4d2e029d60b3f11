/** Time to set right what a review found: demanded before a failure where the regulation has it, otherwise as the bureau gives it. */
import { bilingual } from "../../../law/bilingual.js"
import { plusDays } from "../../../law/civil-date.js"
import type { CommandData } from "../command.js"
import type { Objection } from "../../../kernel/refusal.js"
import type { Title } from "../state.js"
import { provisionsOf, unlessObjected, when, wrongState, type Answer, type Matter } from "./rule-result.js"

/** Time to set things right, given once, between the assessment of a review and its conclusion. */
export const orderRectification = (matter: Matter, data: CommandData["OrderRectification"]): Answer => {
  const { context, rule, state } = matter
  if (state.phase._tag !== "certified") return wrongState("OrderRectification", state, ["certified"])
  const { review } = state.phase.title
  if (review?.assessed == null) return wrongState("OrderRectification", state, ["reviewAssessed"])
  const days = rule.regulation.lifecycle.rectification?.days
  const latest = days === undefined ? undefined : plusDays(context.effectiveOn, days)
  const fits = context.effectiveOn < data.until && (latest === undefined || data.until <= latest)
  const expected =
    latest === undefined
      ? bilingual(`晚于${context.effectiveOn}`, `after ${context.effectiveOn}`)
      : bilingual(`晚于${context.effectiveOn}，不晚于${latest}`, `after ${context.effectiveOn}, by ${latest}`)
  return unlessObjected(
    [
      ...when(review.rectification !== null, () => ({
        code: "AlreadyDecided",
        act: "OrderRectification",
        phase: "rectificationOrdered",
      })),
      ...when(data.reasons.length === 0, () => ({ code: "ReasonsMissing", act: "OrderRectification" })),
      ...when(!fits, () => ({
        code: "InvalidParticulars",
        issues: [{ path: "until", expected, got: data.until }],
      })),
    ],
    () => [
      {
        type: "RectificationOrdered",
        data,
        provisions: provisionsOf(data.reasons.map(({ provision }) => provision)),
        readings: ["instrument.afterExpiry"],
      },
    ],
  )
}

/** Where the regulation gives time to set things right, a review fails only after it. */
export const notRectified = ({ context, rule }: Matter, { review }: Title): ReadonlyArray<Objection> => {
  const given = review?.rectification ?? null
  const over = given !== null && (given.over || given.until < context.effectiveOn)
  const asked = rule.regulation.lifecycle.rectification !== undefined
  return when(!over && (asked || given !== null), () => ({ code: "RectificationPending", until: given?.until ?? null }))
}
