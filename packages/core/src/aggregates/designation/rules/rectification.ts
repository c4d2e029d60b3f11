/** Time to fix what a review found: required before a failure if the regulation has it, otherwise up to the bureau. */
import { unlessObjected } from "../../../kernel/decision.js"
import * as E from "fp-ts/lib/Either.js"
import { check, type Contradiction } from "../../../forms/check.js"
import { checkReasons } from "./consistency.js"
import { invalid } from "../../../kernel/refusal.js"
import { bilingual } from "../../../law/bilingual.js"
import type { Regulation } from "../../../kernel/regulation.js"
import { plusDays, type CivilDate } from "../../../law/civil-date.js"
import type { CommandData } from "../commands.js"
import type { Review, Title } from "../state.js"
import {
  provisionsOf,
  reasonsMissing,
  when,
  type CaseInput,
  type TitleInput,
  type Objection,
  type RuleResult,
} from "../rule-result.js"

/** Orders a rectification. Possible once per review, between its assessment and its conclusion. */
export const orderRectification = (input: TitleInput, data: CommandData["OrderRectification"]): RuleResult => {
  const { context, rule, title } = input
  const { review } = title
  if (review?.assessed == null) return E.left([reviewNotAssessed("OrderRectification", review)])
  return unlessObjected(
    [
      ...when(review.rectification !== null, () => ({
        code: "AlreadyDecided",
        act: "OrderRectification",
        phase: "rectificationOrdered",
      })),
      ...reasonsMissing("OrderRectification", data.reasons),
      ...invalid([
        checkRectification("until", data.until, context.effectiveOn, rule.regulation),
        ...checkReasons(rule.regulation, data.reasons),
      ]),
    ],
    () => [
      {
        type: "RectificationOrdered",
        data,
        provisions: provisionsOf(data.reasons.map(({ provision }) => provision)),
        readings: ["instrument.applicable"],
      },
    ],
  )
}

/** Time is given from the order on, at most as many days as the regulation says. */
export const checkRectification = (
  path: string,
  until: CivilDate,
  orderedOn: CivilDate,
  regulation: Regulation | undefined,
): Contradiction | undefined => {
  const days = regulation?.lifecycle.rectification?.days
  const latest = days === undefined ? undefined : plusDays(orderedOn, days)
  const expected =
    latest === undefined
      ? bilingual(`晚于${orderedOn}`, `after ${orderedOn}`)
      : bilingual(`晚于${orderedOn}，不晚于${latest}`, `after ${orderedOn}, by ${latest}`)
  return check(orderedOn < until && (latest === undefined || until <= latest), path, expected, until)
}

/** An objection to failing a review before the end of a rectification, required by the regulation or ordered by the bureau. */
export const notRectified = ({ context, rule }: CaseInput, { review }: Title): ReadonlyArray<Objection> => {
  const order = review?.rectification ?? null
  const over = order !== null && (order.over || order.until < context.effectiveOn)
  const required = rule.regulation.lifecycle.rectification !== undefined
  return when(!over && (required || order !== null), () => ({
    code: "RectificationPending",
    until: order?.until ?? null,
  }))
}

/** Others can act on a review only after the county has assessed it or recorded that nothing was filed. */
export const reviewNotAssessed = (
  act: "OrderRectification" | "ConcludeReview" | "TakeStep",
  review: Review | null,
): Objection => ({
  code: "ReviewNotAssessed",
  act,
  filedOn: review?.filed?.on ?? null,
})
