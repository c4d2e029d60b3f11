/** The lines of a JSONL file, each a command. */
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { bilingual, type AnyCommandType, type FormIssue } from "@shifan/core"
import { parseJson } from "@shifan/core/json"
import { canonicalText } from "@shifan/event-store"
import { parseRequest, type Request } from "@shifan/service"
import type { TextLines } from "../input/text-lines.js"
import { malformed, type Failure } from "../result.js"

/** Namespace of the command ids derived from lines. */
const lineNamespace = "6f1d3c52-5d1b-5c0e-9a55-0b6c7a8f2e11"

export interface Line {
  readonly number: number
  readonly request: Request
}

/** What a file of commands has, every line of it looked at. */
export interface CommandFile {
  /** The numbers of the lines that are commands. */
  readonly numbers: ReadonlyArray<number>
  readonly counts: ReadonlyMap<AnyCommandType, number>
  /**
   * To be gone through once. Those of a long file are parsed again, one at a time: all of them at once take several times
   * the room of the file. Ends after a `Left`: the file has changed since.
   */
  readonly commands: () => AsyncIterable<E.Either<Failure, Line>>
}

/**
 * Everything that is wrong with any of the lines, or what they are.
 *
 * @param most characters of lines whose commands are kept as they were parsed first
 */
export const readCommands = async (
  name: string,
  lines: TextLines,
  most = 8_000_000,
): Promise<E.Either<Failure, CommandFile>> => {
  const numbers: Array<number> = []
  const counts = new Map<AnyCommandType, number>()
  const issues: Array<FormIssue> = []
  const idOf = commandIds()
  const kept: Array<Line> = []
  let room = most
  for await (const line of lines()) {
    if (E.isLeft(line)) return line
    const { number, text } = line.right
    if (isEmpty(text)) continue
    room -= text.length
    const isKept = room > 0
    const request = parseLine(text, isKept ? idOf : () => someId)
    if (E.isRight(request)) {
      const { type } = request.right.target.command
      numbers.push(number)
      counts.set(type, (counts.get(type) ?? 0) + 1)
      if (isKept) kept.push({ number, request: request.right })
    } else
      for (const issue of request.left)
        issues.push({ ...issue, path: `${name}:${number}${issue.path === "" ? "" : ` ${issue.path}`}` })
  }
  if (issues.length > 0) return E.left(malformed(name, issues))
  const isWhole = kept.length === numbers.length
  return E.right({ numbers, counts, commands: () => commandsIn(kept, isWhole ? undefined : lines, idOf) })
}

const isEmpty = (text: string): boolean => text.trim() === ""

/** In place of an id that is not wanted yet. */
const someId = "00000000-0000-0000-0000-000000000000"

/** @param lines of all commands, those that are kept among them; `undefined` if there are no others. */
async function* commandsIn(
  kept: ReadonlyArray<Line>,
  lines: TextLines | undefined,
  idOf: (command: unknown) => string,
): AsyncGenerator<E.Either<Failure, Line>> {
  for (const line of kept) yield E.right(line)
  const last = kept.at(-1)?.number ?? 0
  for await (const line of lines?.() ?? []) {
    if (E.isLeft(line)) return yield line
    const { number, text } = line.right
    if (number <= last || isEmpty(text)) continue
    const request = parseLine(text, idOf)
    if (E.isRight(request)) yield E.right({ number, request: request.right })
  }
}

const parseLine = (text: string, idOf: (command: unknown) => string): E.Either<ReadonlyArray<FormIssue>, Request> => {
  const json = parseJson(text)
  if (E.isRight(json)) return parseRequest(json.right, () => idOf(json.right))
  const { column, fault } = json.left
  return E.left([
    {
      path: "",
      expected: bilingual("一个JSON对象", "one JSON object"),
      got: text.slice(0, 60),
      sentence: bilingual(`第${column}列：${fault.zh}`, `column ${column}: ${fault.en}`),
    },
  ])
}

/**
 * The ids of commands that name none: by content and by which time it is that the file has it. So the file submitted again
 * adds nothing, in another encoding or with lines put in between as well, and a command that is there twice is done twice.
 */
const commandIds = (): ((command: unknown) => string) => {
  const known = new Set<string>()
  /** How often there is what comes more than once, by the id of the first. */
  const counts = new Map<string, number>()
  return (command) => {
    const canonical = canonicalText(command)
    const content = E.isRight(canonical) ? canonical.right : JSON.stringify(command)
    const first = idFor(1, content)
    if (!known.has(first)) {
      known.add(first)
      return first
    }
    const count = (counts.get(first) ?? 1) + 1
    counts.set(first, count)
    return idFor(count, content)
  }
}

/** As bytes: of a text the library makes them character by character. */
const idFor = (count: number, content: string): string => v5(Buffer.from(`${count}:${content}`), lineNamespace)
