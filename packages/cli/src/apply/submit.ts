/** `submit`: many commands from a JSONL file, one a line, each with its verdict. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { actNames } from "@shifan/core/messages"
import { aggregates } from "@shifan/core/registry"
import { streamOfTarget, type Request, type ServiceError, type Target } from "@shifan/service"
import { say, type CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import { inputName, limits, readInput } from "../input/read-file.js"
import { textLines } from "../input/text-lines.js"
import { jsonLine, type JsonObject } from "../json-object.js"
import { progressLine } from "../progress.js"
import { exits, failure, type Failure, type Output } from "../result.js"
import { rehearse } from "../store/rehearsal.js"
import { inSession, type Session } from "../store/session.js"
import { confirm } from "../confirm.js"
import { readCommands, type CommandFile, type Line } from "./command-lines.js"
import { keyedQueue } from "./keyed-queue.js"

/** Streams written to at the same time: enough for the store to commit their events in groups. */
const maxStreams = 64

/** Commands that wait for others of their stream, each with its data. */
const maxWaiting = 1024

export interface SubmitOptions {
  readonly dryRun?: boolean
}

/** Reads every line first, and writes nothing where one is malformed. */
export const submit = async (
  context: CommandContext,
  file: string,
  { dryRun = false }: SubmitOptions,
): Promise<E.Either<Failure, Output>> => {
  const bytes = await readInput(context.terminal, file, limits.batch)
  if (E.isLeft(bytes)) return bytes
  const name = inputName(file)
  const lines = await textLines(name, bytes.right, { encoding: context.settings.encoding })
  if (E.isLeft(lines)) return lines
  const read = await readCommands(say(context, name), lines.right)
  if (E.isLeft(read)) return read
  const commands = read.right
  if (!dryRun) {
    const agreed = await confirm(context, planOf(context, name, commands))
    if (E.isLeft(agreed)) return agreed
  }
  return inSession(context, {}, async (session) => {
    if (!dryRun) return submitLines(context, session, commands, dryRun)
    const rehearsal = await rehearse(context, session)
    return E.isLeft(rehearsal) ? rehearsal : submitLines(context, rehearsal.right, commands, dryRun)
  })
}

/** How many commands of each kind, and by how many actors. */
const planOf = (context: CommandContext, name: Bilingual, { numbers, counts }: CommandFile): string => {
  const head = bilingual(
    `将办理${name.zh}中的${numbers.length}条命令，逐条裁决：`,
    `${numbers.length} commands of ${name.en} to carry out, each decided in its turn:`,
  )
  const rows = [...counts].map(([type, count]) => `  ${count}  ${say(context, actNames[type])}`)
  return [say(context, head), ...rows].join("\n")
}

type Answer = Awaited<ReturnType<Session["handle"]>>

/** Goes on after a command that is refused; stops at a failure of store or vault. */
const submitLines = async (
  context: CommandContext,
  session: Session,
  { numbers, commands }: CommandFile,
  dryRun: boolean,
): Promise<E.Either<Failure, Output>> => {
  const progress = progressLine(context)
  const counts = { done: 0, repeated: 0, refused: 0, conflicts: 0 }
  const left = new Set(numbers)
  let fatal: ServiceError | undefined
  let interrupted = false
  const listening = context.terminal.onInterrupt(() => {
    interrupted = true
  })

  const submitLine = async ({ number, request }: Line): Promise<void> => {
    if (fatal !== undefined || interrupted) return
    const answer = await session.handle(request)
    // Store or vault have failed, which is no verdict on the command: it is left for the next time.
    if (E.isLeft(answer) && !isRefusal(answer.left)) {
      fatal ??= answer.left
      return
    }
    left.delete(number)
    progress.at(numbers.length - left.size, numbers.length)
    if (E.isRight(answer)) counts[answer.right.repeated ? "repeated" : "done"]++
    else {
      counts.refused++
      if (isConflict(answer.left)) counts.conflicts++
    }
    if (!context.settings.quiet)
      context.terminal.out(
        jsonLine({ ...verdictOf(context, session, number, request, answer), ...(dryRun ? { dryRun } : {}) }),
      )
  }

  const queue = keyedQueue(maxStreams, maxWaiting)
  for await (const line of commands()) {
    if (fatal !== undefined || interrupted) break
    const { target } = line.request
    const task = (): Promise<void> => submitLine(line)
    // Every designation is decided under the law, so the order of what changes the law and the rest has to be kept; and so
    // has that of a decision that reads the streams of other units.
    if (target.aggregate === "designation" && !readsOthers(target))
      await queue.add(streamOfTarget(session.division, target), task)
    else await queue.addExclusive(task)
  }
  await queue.drain()
  progress.done()
  listening.stop()
  if (fatal !== undefined) return E.left(stopped(serviceFailure(fatal, session.regulation), counts, [...left], dryRun))
  if (left.size > 0) return E.left(interruption(counts, [...left], dryRun))
  return E.right(submitOutput(context, numbers.length, counts, dryRun))
}

const readsOthers = ({ aggregate, command }: Target): boolean => {
  const types: ReadonlyArray<string> = aggregates[aggregate].readsOthers ?? []
  return types.includes(command.type)
}

interface Counts {
  readonly done: number
  readonly repeated: number
  /** The conflicts among them. */
  readonly refused: number
  readonly conflicts: number
}

/** Why it went no further, what is done, and that the same command goes on from there. */
const stopped = (cause: Failure, counts: Counts, left: ReadonlyArray<number>, dryRun: boolean): Failure => {
  const { done, repeated, refused } = counts
  const written = dryRun ? previewMark : bilingual("", "")
  const { details = [], figures } = cause
  return {
    ...cause,
    details: [
      ...details,
      bilingual(
        `已停止${written.zh}：办理${done}，此前已办${repeated}，不予办理${refused}，尚有${left.length}行未办，首行为第${left[0]}行`,
        `stopped${written.en}: ${done} done, ${repeated} done before, ${refused} refused; ${left.length} lines were not carried out, the first of them line ${left[0]}`,
      ),
    ],
    figures: { done, repeated, refused, left, cause: figures ?? null },
    hint:
      cause.hint ??
      bilingual(
        "排除后再次运行即办理其余各行，已办的不重复",
        "then run it again: the rest is carried out, and nothing twice",
      ),
  }
}

const previewMark = bilingual("（预览，未写入）", " (a preview, nothing was written)")

/** What was on its way when Ctrl-C was pressed has been carried out; `left` are the numbers of the lines that were not. */
const interruption = ({ done, repeated, refused }: Counts, left: ReadonlyArray<number>, dryRun: boolean): Failure => {
  const first = left[0]
  const written = dryRun ? previewMark : bilingual("", "")
  return {
    ...failure(
      exits.interrupted,
      "Interrupted",
      `已中断${written.zh}：办理${done}，此前已办${repeated}，不予办理${refused}，尚有${left.length}行未办，首行为第${first}行`,
      `interrupted${written.en}: ${done} done, ${repeated} done before, ${refused} refused; ${left.length} lines were not carried out, the first of them line ${first}`,
      { done, repeated, refused, left },
    ),
    hint: bilingual("再次运行即办理其余各行，已办的不重复", "run it again: the rest is carried out, and nothing twice"),
  }
}

const submitOutput = (
  context: CommandContext,
  lines: number,
  { done, repeated, refused, conflicts }: Counts,
  dryRun: boolean,
): Output => {
  const summary = dryRun
    ? bilingual(
        `预览，未写入：可办理${done}，此前已办${repeated}，不予办理${refused}`,
        `a preview, nothing was written: ${done} to be done, ${repeated} done before, ${refused} refused`,
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

const isConflict = ({ _tag }: ServiceError): boolean => _tag === "Conflict" || _tag === "CommandIdReused"

/** A fault of the command, which it would have again; the commands after it can go on. */
const isRefusal = (error: ServiceError): boolean =>
  error._tag === "Refused" ||
  error._tag === "Malformed" ||
  isConflict(error) ||
  (error._tag === "StoreFailed" && error.error._tag === "TooLarge")

const verdictOf = (
  context: CommandContext,
  { regulation }: Session,
  line: number,
  { commandId }: Request,
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
  const { code, provisions = [], message } = serviceFailure(answer.left, regulation)
  return { ...head, verdict: "refused", code, provisions, message: say(context, message) }
}
