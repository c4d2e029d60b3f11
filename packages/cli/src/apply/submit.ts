/**
 * Many commands, one a line, each with its verdict. A line's command id is its own or follows from its number and text,
 * so that the same file run again adds nothing. All lines are read first: where one is malformed, nothing is written.
 */
import { createReadStream, existsSync } from "node:fs"
import { createInterface } from "node:readline"
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { bilingual, type FormIssue } from "@shifan/core"
import { parseRequest, streamOf, type Request, type ServiceError } from "@shifan/service"
import { serviceFailure } from "../failures.js"
import { inSession, type Session } from "../session.js"
import { exits, malformed, notFound, type Exit, type Failure, type Output } from "../result.js"
import { progress } from "../progress.js"
import { say, type CommandContext } from "../command-context.js"

/** The namespace of ids that follow from a line. */
const lineNamespace = "6f1d3c52-5d1b-5c0e-9a55-0b6c7a8f2e11"

/** Commands on their way at once: enough for the store to commit them in groups. */
const window = 64

interface Line {
  readonly number: number
  readonly request: Request
}

export const submit = async (context: CommandContext, file: string): Promise<E.Either<Failure, Output>> => {
  if (!existsSync(file)) return E.left(notFound(`没有文件${file}`, `there is no file ${file}`))
  const lines = await readLines(file)
  return E.isLeft(lines) ? lines : inSession(context, {}, (session) => submitAll(context, session, lines.right))
}

const readLines = async (file: string): Promise<E.Either<Failure, ReadonlyArray<Line>>> => {
  const lines: Array<Line> = []
  const issues: Array<FormIssue> = []
  let number = 0
  for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    number++
    if (text.trim() === "") continue
    const parsed = parseLine(text, number)
    if (E.isRight(parsed)) lines.push({ number, request: parsed.right })
    else
      issues.push(
        ...parsed.left.map((one) => ({ ...one, path: `${file}:${number}${one.path === "" ? "" : ` ${one.path}`}` })),
      )
  }
  return issues.length > 0 ? E.left(malformed(file, issues)) : E.right(lines)
}

const parseLine = (text: string, number: number): E.Either<ReadonlyArray<FormIssue>, Request> => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (thrown) {
    const got = thrown instanceof Error ? thrown.message : String(thrown)
    return E.left([{ path: "", expected: bilingual("一个JSON对象", "one JSON object"), got }])
  }
  return parseRequest(json, () => v5(`${number}:${text}`, lineNamespace))
}

const submitAll = async (
  context: CommandContext,
  session: Session,
  lines: ReadonlyArray<Line>,
): Promise<E.Either<Failure, Output>> => {
  const shown = progress(context, () => performance.now(), lines.length)
  const tally = { done: 0, repeated: 0, refused: 0 }
  const busy = new Map<string, Promise<void>>()
  let stopped: ServiceError | undefined
  let settled = 0

  const carryOut = async ({ number, request }: Line): Promise<void> => {
    if (stopped !== undefined) return
    const answer = await session.handle(request)
    settled++
    shown.at(settled)
    if (E.isRight(answer)) tally[answer.right.repeated ? "repeated" : "done"]++
    else if (isOfTheCommand(answer.left)) tally.refused++
    else stopped ??= answer.left
    if (!context.settings.quiet)
      context.terminal.out(`${JSON.stringify(verdict(context, session, number, request, answer))}\n`)
  }

  for (const line of lines) {
    if (stopped !== undefined) break
    const stream = streamOf(session.division, line.request.target)
    const isLaw = line.request.target.aggregate !== "designation"
    // What changes the law is decided alone: before it everything before it, and after it the rest.
    if (isLaw || busy.size >= window) await (isLaw ? Promise.all(busy.values()) : Promise.race(busy.values()))
    const before = busy.get(stream) ?? Promise.resolve()
    const mine: Promise<void> = before
      .then(() => carryOut(line))
      .finally(() => busy.get(stream) === mine && busy.delete(stream))
    busy.set(stream, mine)
    if (isLaw) await mine
  }
  await Promise.all(busy.values())
  shown.done()
  if (stopped !== undefined) return E.left(serviceFailure(stopped, session.regulation))
  context.terminal.err(
    `${say(context, bilingual(`办理${tally.done}，此前已办${tally.repeated}，不予办理${tally.refused}`, `${tally.done} done, ${tally.repeated} done before, ${tally.refused} refused`))}\n`,
  )
  const exit: Exit = tally.refused > 0 ? exits.refused : exits.done
  return E.right({ json: { lines: lines.length, ...tally }, text: "", exit })
}

/** What another try would meet again, and no other command: the rest goes on. */
const isOfTheCommand = (error: ServiceError): boolean =>
  error._tag === "Refused" ||
  error._tag === "Conflict" ||
  error._tag === "Malformed" ||
  (error._tag === "StoreFailed" && error.error._tag === "TooLarge")

const verdict = (
  context: CommandContext,
  session: Session,
  line: number,
  { commandId }: Request,
  answer: Awaited<ReturnType<Session["handle"]>>,
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
  const failure = serviceFailure(answer.left, session.regulation)
  return {
    ...head,
    verdict: "refused",
    code: failure.code,
    provisions: failure.provisions ?? [],
    message: say(context, failure.message),
  }
}
