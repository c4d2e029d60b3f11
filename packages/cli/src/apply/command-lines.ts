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
  /** Parsed again, one at a time: all of them at once take several times the room of the file. */
  readonly commands: () => AsyncIterable<Line>
}

/** Everything that is wrong with any of the lines, or what they are. */
export const readCommands = async (name: string, lines: TextLines): Promise<E.Either<Failure, CommandFile>> => {
  const numbers: Array<number> = []
  const counts = new Map<AnyCommandType, number>()
  const issues: Array<FormIssue> = []
  for await (const { number, text } of lines()) {
    if (text.trim() === "") continue
    const request = parseLine(text, () => someId)
    if (E.isRight(request)) {
      const { type } = request.right.target.command
      numbers.push(number)
      counts.set(type, (counts.get(type) ?? 0) + 1)
    } else
      for (const issue of request.left)
        issues.push({ ...issue, path: `${name}:${number}${issue.path === "" ? "" : ` ${issue.path}`}` })
  }
  return issues.length > 0
    ? E.left(malformed(name, issues))
    : E.right({ numbers, counts, commands: () => commandsIn(lines) })
}

/** In place of an id that is not wanted yet. */
const someId = "00000000-0000-0000-0000-000000000000"

async function* commandsIn(lines: TextLines): AsyncGenerator<Line> {
  const idOf = commandIds()
  for await (const { number, text } of lines()) {
    const request = text.trim() === "" ? undefined : parseLine(text, idOf)
    if (request !== undefined && E.isRight(request)) yield { number, request: request.right }
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
    const first = v5(`1:${content}`, lineNamespace)
    if (!known.has(first)) {
      known.add(first)
      return first
    }
    const count = (counts.get(first) ?? 1) + 1
    counts.set(first, count)
    return v5(`${count}:${content}`, lineNamespace)
  }
}
