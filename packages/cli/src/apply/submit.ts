/** `submit`: many commands from a JSONL file, one a line, each with its verdict. */
import { createReadStream, existsSync } from "node:fs"
import { createInterface } from "node:readline"
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { bilingual, type FormIssue } from "@shifan/core"
import { parseRequest, streamOfTarget, type Request, type ServiceError } from "@shifan/service"
import { say, type CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import { errorMessage, noSuchFile } from "../files.js"
import { progressLine } from "../progress.js"
import { exits, malformed, type Failure, type Output } from "../result.js"
import { inSession, type Session } from "../store/session.js"
import { keyedQueue } from "./keyed-queue.js"

/** Namespace of the command ids derived from lines. */
const lineNamespace = "6f1d3c52-5d1b-5c0e-9a55-0b6c7a8f2e11"

/** Streams written to at the same time: enough for the store to commit their events in groups. */
const maxStreams = 64

interface Line {
  readonly number: number
  readonly request: Request
}

/** Reads every line first, and writes nothing where one is malformed. */
export const submit = async (context: CommandContext, file: string): Promise<E.Either<Failure, Output>> => {
  if (!existsSync(file)) return E.left(noSuchFile(file))
  const lines = await readLines(file)
  return E.isLeft(lines) ? lines : inSession(context, {}, (session) => submitLines(context, session, lines.right))
}

const readLines = async (file: string): Promise<E.Either<Failure, ReadonlyArray<Line>>> => {
  const lines: Array<Line> = []
  const issues: Array<FormIssue> = []
  let number = 0
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number++
    if (text.trim() === "") continue
    const request = parseLine(text, number)
    if (E.isRight(request)) lines.push({ number, request: request.right })
    else
      for (const issue of request.left)
        issues.push({ ...issue, path: `${file}:${number}${issue.path === "" ? "" : ` ${issue.path}`}` })
  }
  return issues.length > 0 ? E.left(malformed(file, issues)) : E.right(lines)
}

/** A line without a command id gets one from its number and text, so that submitting it again adds nothing. */
const parseLine = (text: string, number: number): E.Either<ReadonlyArray<FormIssue>, Request> => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (thrown) {
    return E.left([{ path: "", expected: bilingual("一个JSON对象", "one JSON object"), got: errorMessage(thrown) }])
  }
  return parseRequest(json, () => v5(`${number}:${text}`, lineNamespace))
}

type Answer = Awaited<ReturnType<Session["handle"]>>

/** Goes on after a command that is refused; stops at a failure of store or vault. */
const submitLines = async (
  context: CommandContext,
  session: Session,
  lines: ReadonlyArray<Line>,
): Promise<E.Either<Failure, Output>> => {
  const progress = progressLine(context)
  const counts = { done: 0, repeated: 0, refused: 0, conflicts: 0 }
  let settled = 0
  let fatal: ServiceError | undefined

  const submitLine = async ({ number, request }: Line): Promise<void> => {
    if (fatal !== undefined) return
    const answer = await session.handle(request)
    progress.at(++settled, lines.length)
    if (E.isRight(answer)) counts[answer.right.repeated ? "repeated" : "done"]++
    else if (isRefusal(answer.left)) {
      counts.refused++
      if (isConflict(answer.left)) counts.conflicts++
    } else fatal ??= answer.left
    if (!context.settings.quiet)
      context.terminal.out(`${JSON.stringify(verdictOf(context, session, number, request, answer))}\n`)
  }

  const queue = keyedQueue(maxStreams)
  for (const line of lines) {
    if (fatal !== undefined) break
    const { target } = line.request
    const task = (): Promise<void> => submitLine(line)
    // Every designation is decided under the law, so the order of what changes the law and the rest has to be kept.
    if (target.aggregate === "designation") await queue.add(streamOfTarget(session.division, target), task)
    else await queue.addExclusive(task)
  }
  await queue.drain()
  progress.done()
  if (fatal !== undefined) return E.left(serviceFailure(fatal, session.regulation))
  return E.right(submitOutput(context, lines.length, counts))
}

interface Counts {
  readonly done: number
  readonly repeated: number
  /** The conflicts among them. */
  readonly refused: number
  readonly conflicts: number
}

const submitOutput = (
  context: CommandContext,
  lines: number,
  { done, repeated, refused, conflicts }: Counts,
): Output => {
  const summary = bilingual(
    `办理${done}，此前已办${repeated}，不予办理${refused}`,
    `${done} done, ${repeated} done before, ${refused} refused`,
  )
  context.terminal.err(`${say(context, summary)}\n`)
  return {
    json: { lines, done, repeated, refused },
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
): Readonly<Record<string, unknown>> => {
  const head = { schemaVersion: 1, line, commandId }
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
