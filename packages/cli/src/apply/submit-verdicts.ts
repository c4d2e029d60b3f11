/** Messages of `submit`: the result of each line, and the totals. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import type { Request } from "@shifan/service"
import { say, type CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import type { JsonObject } from "../json-object.js"
import { exits, failure, type Failure, type Output } from "../result.js"
import type { Session } from "../store/session.js"

export type Answer = Awaited<ReturnType<Session["handle"]>>

export interface Counts {
  readonly done: number
  readonly repeated: number
  /** The refused commands that were conflicts. */
  readonly refused: number
  readonly conflicts: number
}

/** Reports why it stopped, what is done, and that repeating the command continues from there. */
export const stopped = (cause: Failure, counts: Counts, left: ReadonlyArray<number>, dryRun: boolean): Failure => {
  const { done, repeated, refused } = counts
  const written = dryRun ? previewMark : bilingual("", "")
  const { details = [], figures } = cause
  return {
    ...cause,
    details: [
      ...details,
      bilingual(
        `已停止${written.zh}：办理${done}，此前已办${repeated}，不予办理${refused}，尚有${left.length}行未办，首行为第${left[0]}行`,
        `stopped${written.en}: ${done} done, ${repeated} done before, ${refused} refused; ${left.length} lines not carried out, starting at line ${left[0]}`,
      ),
    ],
    figures: { done, repeated, refused, left, cause: figures ?? null },
    hint:
      cause.hint ??
      bilingual(
        "排除后再次运行即办理其余各行，已办的不重复",
        "then run it again: it carries out the rest, and nothing twice",
      ),
  }
}

const previewMark = bilingual("（预览，未写入）", " (preview, nothing written)")

/** Commands in progress at Ctrl-C were completed; `left` holds the numbers of the remaining lines. */
export const interruption = (
  { done, repeated, refused }: Counts,
  left: ReadonlyArray<number>,
  dryRun: boolean,
): Failure => {
  const first = left[0]
  const written = dryRun ? previewMark : bilingual("", "")
  return {
    ...failure(
      exits.interrupted,
      "Interrupted",
      `已中断${written.zh}：办理${done}，此前已办${repeated}，不予办理${refused}，尚有${left.length}行未办，首行为第${first}行`,
      `interrupted${written.en}: ${done} done, ${repeated} done before, ${refused} refused; ${left.length} lines not carried out, starting at line ${first}`,
      { done, repeated, refused, left },
    ),
    hint: bilingual("再次运行即办理其余各行，已办的不重复", "run it again: it carries out the rest, and nothing twice"),
  }
}

export const submitOutput = (
  context: CommandContext,
  lines: number,
  { done, repeated, refused, conflicts }: Counts,
  dryRun: boolean,
): Output => {
  const summary = dryRun
    ? bilingual(
        `预览，未写入：可办理${done}，此前已办${repeated}，不予办理${refused}`,
        `preview, nothing written: ${done} to be done, ${repeated} done before, ${refused} refused`,
      )
    : bilingual(
        `办理${done}，此前已办${repeated}，不予办理${refused}`,
        `${done} done, ${repeated} done before, ${refused} refused`,
      )
  context.terminal.err(`${say(context, summary)}\n`)
  return {
    json: { lines, done, repeated, refused, dryRun },
    text: "",
    exit: refused === 0 ? exits.done : refused === conflicts ? exits.conflict : exits.refused,
  }
}

export const verdictOf = (
  context: CommandContext,
  { regulation }: Pick<Session, "regulation">,
  line: number,
  { commandId, target }: Request,
  answer: Answer,
): JsonObject => {
  const head = { line, commandId }
  if (E.isRight(answer)) {
    const { stream, events, repeated } = answer.right
    return {
      ...head,
      verdict: repeated ? "repeated" : "done",
      stream,
      events: events.map(({ type, revision }) => ({ type, revision })),
    }
  }
  const { code, provisions = [], message } = serviceFailure(answer.left, regulation, target.command.type)
  return { ...head, verdict: "refused", code, provisions, message: say(context, message) }
}
