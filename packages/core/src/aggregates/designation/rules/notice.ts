/** A public notice of the coming decision: demanded where the regulation has one, otherwise a record. */
import { bilingual } from "../../../law/bilingual.js"
import { daysBetween } from "../../../law/civil-date.js"
import type { CommandData } from "../command.js"
import type { Contradiction, Objection } from "../../../kernel/refusal.js"
import type { Recommendation } from "../state.js"
import { unlessObjected, when, wrongState, type Answer, type Matter } from "./rule-result.js"

export const publishNotice = (matter: Matter, data: CommandData["PublishNotice"]): Answer => {
  const { state } = matter
  if (state.phase._tag !== "recommended") return wrongState("PublishNotice", state, ["recommended"])
  const issues = misdated(matter, data)
  return unlessObjected(
    [
      ...when(state.phase.recommendation.notice !== null, () => ({
        code: "AlreadyDecided",
        act: "PublishNotice",
        phase: "noticePublished",
      })),
      ...when(issues.length > 0, () => ({ code: "InvalidParticulars", issues })),
    ],
    () => [{ type: "NoticePublished", data }],
  )
}

/** The days of a notice are counted with its first and its last. */
const misdated = (
  { context: { effectiveOn }, rule }: Matter,
  { opensOn, closesOn }: CommandData["PublishNotice"],
): ReadonlyArray<Contradiction> => {
  const least = rule.regulation.lifecycle.publicNotice?.days ?? 1
  const days = daysBetween(opensOn, closesOn) + 1
  return [
    ...(opensOn < effectiveOn
      ? [
          {
            path: "opensOn",
            expected: bilingual(`不早于${effectiveOn}`, `no earlier than ${effectiveOn}`),
            got: opensOn,
          },
        ]
      : []),
    ...(days < least
      ? [{ path: "closesOn", expected: bilingual(`至少${least}日`, `${least} days at least`), got: closesOn }]
      : []),
  ]
}

/** Whether the notice a certification has to follow is over. */
export const noticeNotOver = (
  { context: { effectiveOn }, rule }: Matter,
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
