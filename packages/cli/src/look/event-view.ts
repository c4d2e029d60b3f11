/** How events are shown: a line of a timeline, and what a command has just recorded. */
import { bilingual, isInstant, shanghaiDate, type Bilingual } from "@shifan/core"
import { cite, eventDetail, eventName, roleNames } from "@shifan/core/messages"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"
import type { CommandResult } from "@shifan/service"
import { paint, say, type CommandContext, type Style } from "../command-context.js"
import type { Output } from "../result.js"

/** Revision, day, what happened, who, under which provisions, and the day of recording where that was later. */
export const eventLine = (context: CommandContext, envelope: Envelope): string => {
  const { revision, effectiveOn, type, actor, provisions, recordedAt } = envelope
  const detail = isDesignationEvent(envelope) ? eventDetail(envelope) : undefined
  const what = paint(context, styleOf(type), say(context, eventName(type)))
  const which = detail === undefined ? "" : say(context, bilingual(`：${detail.zh}`, `: ${detail.en}`))
  const who = paint(context, "dim", `${say(context, roleNames[actor.role])} ${actor.officer}`)
  const cited = citations(context, provisions)
  const recordedOn = isInstant(recordedAt) ? shanghaiDate(recordedAt) : effectiveOn
  const recordedLater = bilingual(`（${recordedOn}登记）`, `(recorded ${recordedOn})`)
  const when = recordedOn > effectiveOn ? ` ${paint(context, "dim", say(context, recordedLater))}` : ""
  return `${String(revision).padStart(3)}  ${effectiveOn}  ${what}${which}  ${who}${cited}${when}`
}

const citations = (context: CommandContext, provisions: Envelope["provisions"]): string =>
  provisions.length === 0
    ? ""
    : `  ${provisions.map((id) => say(context, cite(id))).join(say(context, bilingual("、", ", ")))}`

const styles: ReadonlyMap<string, Style> = new Map([
  ["Certified", "green"],
  ["Recommended", "green"],
  ["TitleImported", "green"],
  ["Revoked", "red"],
  ["CertificationDeclined", "red"],
  ["RecommendationDeclined", "red"],
])

const styleOf = (type: string): Style => styles.get(type) ?? "cyan"

/** The events of a command, a line each, and the step that usually follows the last of them. */
export const eventsOutput = (
  context: CommandContext,
  { stream, events, repeated }: CommandResult,
  dryRun: boolean,
): Output => {
  const lines = events.map(({ type, revision, provisions, effectiveOn }) => {
    const mark = paint(context, "green", dryRun ? "·" : "✓")
    const cited = citations(context, provisions)
    return `${mark} ${say(context, eventName(type))}  ${effectiveOn}  ${stream}@${revision}${cited}`
  })
  if (repeated) lines.push(say(context, bilingual("此前已办理，未重复写入", "done before; nothing was added")))
  else if (dryRun) lines.push(say(context, bilingual("预览，未写入", "a preview; nothing was written")))
  const next = nextSteps.get(events.at(-1)?.type ?? "")
  if (next !== undefined) lines.push(`${paint(context, "dim", "→")} ${say(context, next)}`)
  return { json: { stream, repeated, dryRun, events }, text: lines.join("\n") }
}

const mayApplyAgain = bilingual("可在以后年度再次申报", "the unit may apply again in a later call")

const nextSteps: ReadonlyMap<string, Bilingual> = new Map([
  [
    "Applied",
    bilingual("下一步：县区测评并推荐（recommend）或不予推荐（decline）", "next: the county recommends or declines"),
  ],
  [
    "Recommended",
    bilingual("下一步：市局评审认定（certify）或不予认定（decline）", "next: the bureau certifies or declines"),
  ],
  [
    "SupplementRequested",
    bilingual(
      "下一步：单位补正（supplement，复核为review supplement）",
      "next: the unit hands it in (supplement, of a review review supplement)",
    ),
  ],
  [
    "ApplicationSupplemented",
    bilingual(
      "下一步：县区测评并推荐（recommend）或不予推荐（decline），以补正后的材料为准",
      "next: the county recommends or declines, on what was handed in anew",
    ),
  ],
  [
    "ReviewSupplemented",
    bilingual(
      "下一步：县区复核测评（review assess），以补正后的材料为准",
      "next: the county assesses (review assess) what was handed in anew",
    ),
  ],
  ["RecommendationDeclined", mayApplyAgain],
  [
    "NoticePublished",
    bilingual(
      "下一步：公示期满后认定（certify）或不予认定（decline）",
      "next: once the notice is over, the bureau certifies or declines",
    ),
  ],
  [
    "Certified",
    bilingual(
      "下一步：授牌（award-plaque）；每年报送工作总结，三年复核",
      "next: the plaque; a summary every year, a review every three",
    ),
  ],
  ["CertificationDeclined", mayApplyAgain],
  ["ReviewFiled", bilingual("下一步：县区复核测评（review assess）", "next: the county assesses (review assess)")],
  [
    "RectificationOrdered",
    bilingual(
      "下一步：单位整改后重新提交（review file），或期满后作出结论（review conclude）",
      "next: the unit sets things right and files again (review file), or the bureau concludes once the time is over (review conclude)",
    ),
  ],
  [
    "ReviewAssessed",
    bilingual("下一步：市局作出复核结论（review conclude）", "next: the bureau concludes (review conclude)"),
  ],
  [
    "Reviewed",
    bilingual("下一步：每年报送工作总结，三年后再次复核", "next: a summary every year, and another review in three"),
  ],
  ["SpotChecked", bilingual("发现弄虚作假的，下一步：撤销称号（revoke）", "if falsification was found, next: revoke")],
  [
    "PersonalDataErased",
    bilingual(
      "密钥已销毁；此前另存的个人信息库副本仍可开启，须一并销毁",
      "the key is gone; a copy of the vault that was made before still opens, and has to be destroyed as well",
    ),
  ],
])
