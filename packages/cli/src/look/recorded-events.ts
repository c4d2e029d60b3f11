/** Shows what a command recorded. A preview says whom it concerns, what, with which figures, from when, under which rule. */
import { actSentence, nextStep, subjectOf, warnings } from "@shifan/casework"
import { bilingual, type Bilingual } from "@shifan/core"
import { eventName } from "@shifan/core/messages"
import type { Envelope } from "@shifan/event-store"
import type { CommandResult } from "@shifan/service"
import { paint, say, type CommandContext } from "../command-context.js"
import { ownText } from "../own-text.js"
import type { Output } from "../result.js"
import { citations } from "./event-view.js"

/** The events of a command, one per line, and the step that usually follows the last. */
export const recordedOutput = (context: CommandContext, { stream, events, repeated }: CommandResult): Output => {
  const lines = events.map(({ type, revision, provisions, effectiveOn }) => {
    const mark = paint(context, "green", "✓")
    const cited = provisions.length === 0 ? "" : `  ${citations(context, provisions)}`
    return `${mark} ${say(context, eventName(type, ownText))}  ${effectiveOn}  ${stream}@${revision}${cited}`
  })
  const repetition = bilingual("此前已办理，未重复写入", "already done; nothing added")
  const next = nextStep(events.at(-1)?.type ?? "", ownText)
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
 * Describes in sentences what a command would record.
 *
 * @param history of the command's stream, before it
 */
export const previewOutput = (
  context: CommandContext,
  { stream, events, repeated }: CommandResult,
  history: ReadonlyArray<Envelope>,
): Output => {
  const subject = subjectOf(stream, [...history, ...events], ownText)
  const lines = events.map(
    (event) => `${paint(context, "yellow", "·")} ${say(context, actSentence(subject, event, ownText))}`,
  )
  const warning = warnings.get(events.at(-1)?.type ?? "")
  const end = repeated
    ? bilingual("此前已办理，不会重复写入", "already done; nothing will be added")
    : bilingual("预览，未写入", "preview; nothing written")
  return {
    json: { stream, repeated, dryRun: true, events },
    text: [...lines, say(context, end), ...(warning === undefined ? [] : [hintLine(context, warning)])].join("\n"),
  }
}

const hintLine = (context: CommandContext, text: Bilingual): string =>
  `${paint(context, "dim", "→")} ${say(context, text)}`
