/** What a command has recorded, or would: a preview says of whom, what, with which figures, from when and under what. */
import { assessmentOf, bilingual, type Bilingual } from "@shifan/core"
import { datesInChinese, eventDetail, eventName } from "@shifan/core/messages"
import { isCallEvent, isDesignationEvent, parseStream, type Envelope } from "@shifan/event-store"
import type { CommandResult } from "@shifan/service"
import { paint, say, type CommandContext } from "../command-context.js"
import type { Output } from "../result.js"
import { tally } from "./assessment-tree.js"
import { citations } from "./event-view.js"
import { nextSteps, warnings } from "./next-steps.js"

/** The events of a command, a line each, and the step that usually follows the last of them. */
export const recordedOutput = (context: CommandContext, { stream, events, repeated }: CommandResult): Output => {
  const lines = events.map(({ type, revision, provisions, effectiveOn }) => {
    const mark = paint(context, "green", "✓")
    const cited = provisions.length === 0 ? "" : `  ${citations(context, provisions)}`
    return `${mark} ${say(context, eventName(type))}  ${effectiveOn}  ${stream}@${revision}${cited}`
  })
  const repetition = bilingual("此前已办理，未重复写入", "done before; nothing was added")
  const next = nextSteps.get(events.at(-1)?.type ?? "")
  return {
    json: { stream, repeated, dryRun: false, events },
    text: [
      ...lines,
      ...(repeated ? [say(context, repetition)] : []),
      ...(next === undefined ? [] : [hintLine(context, next)]),
    ].join("\n"),
  }
}

/**
 * What a command would record, in sentences.
 *
 * @param history of the stream it is about, before it.
 */
export const previewOutput = (
  context: CommandContext,
  { stream, events, repeated }: CommandResult,
  history: ReadonlyArray<Envelope>,
): Output => {
  const subject = subjectOf(stream, [...history, ...events])
  const lines = events.map((event) => `${paint(context, "yellow", "·")} ${sentenceOf(context, subject, event)}`)
  const warning = warnings.get(events.at(-1)?.type ?? "")
  const end = repeated
    ? bilingual("此前已办理，不会重复写入", "done before; nothing will be added")
    : bilingual("预览，未写入", "a preview; nothing was written")
  return {
    json: { stream, repeated, dryRun: true, events },
    text: [...lines, say(context, end), ...(warning === undefined ? [] : [hintLine(context, warning)])].join("\n"),
  }
}

const hintLine = (context: CommandContext, text: Bilingual): string =>
  `${paint(context, "dim", "→")} ${say(context, text)}`

/** 将认定：示例有限公司（91…），证书编号QHD-2020-01，符合20项；自2020年12月29日起生效，依据第九条 */
const sentenceOf = (context: CommandContext, subject: Bilingual, event: Envelope): string => {
  const name = eventName(event.type)
  const detail = isDesignationEvent(event) ? eventDetail(event) : undefined
  const assessment = isDesignationEvent(event) ? assessmentOf(event) : null
  const parts = [
    say(context, subject),
    ...(detail === undefined ? [] : [say(context, detail)]),
    ...(assessment === null ? [] : [tally(context, assessment)]),
  ].join(say(context, bilingual("，", ", ")))
  const cited = citations(context, event.provisions)
  const basis = cited === "" ? bilingual("", "") : bilingual(`，依据${cited}`, `, under ${cited}`)
  return say(
    context,
    bilingual(
      datesInChinese(`将办理“${name.zh}”：${parts}；${event.effectiveOn}生效${basis.zh}`),
      `will record “${name.en}”: ${parts}; from ${event.effectiveOn}${basis.en}`,
    ),
  )
}

/** Whom or what an act is about: a unit by name and code, a call by its year. */
const subjectOf = (stream: string, events: ReadonlyArray<Envelope>): Bilingual => {
  const name = parseStream(stream)
  switch (name?.aggregate) {
    case "designation": {
      const unit = unitNameIn(events)
      return unit === undefined ? same(name.key) : bilingual(`${unit}（${name.key}）`, `${unit} (${name.key})`)
    }
    case "call": {
      const window = events.findLast((event) => isCallEvent(event) && event.type === "CallOpened")
      const year = bilingual(`${name.key}年度`, `the call of ${name.key}`)
      if (window === undefined || !isCallEvent(window) || window.type !== "CallOpened") return year
      const { opensOn, closesOn } = window.data
      return bilingual(`${year.zh}（${opensOn}至${closesOn}）`, `${year.en} (${opensOn} to ${closesOn})`)
    }
    case "instrument":
      return bilingual(`办法${name.key}`, name.key)
    case "roster":
      return bilingual("示范平台名单", "the list of platforms")
    default:
      return same(stream)
  }
}

const same = (text: string): Bilingual => bilingual(text, text)

/** As the unit was called last. */
const unitNameIn = (events: ReadonlyArray<Envelope>): string | undefined =>
  events.flatMap((event) => nameGivenBy(event) ?? []).at(-1)

const nameGivenBy = (event: Envelope): string | undefined => {
  if (!isDesignationEvent(event)) return undefined
  switch (event.type) {
    case "Applied":
    case "ApplicationSupplemented":
      return event.data.form.applicantUnitName
    case "TitleImported":
      return event.data.operatingUnitName
    case "ParticularsChanged":
      return event.data.after.operatingUnitName
    case "RecordCorrected":
      return event.data.field.endsWith("UnitName") && typeof event.data.to === "string" ? event.data.to : undefined
    default:
      return undefined
  }
}
