/** Parses a JSONL file with one command per line. */
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { bilingual, type AnyCommandType, type Bilingual, type FormIssue } from "@shifan/core"
import { parseJson } from "@shifan/core/json"
import { canonicalText } from "@shifan/event-store"
import { parseRequest, type Request } from "@shifan/service"
import { fieldNamesOf, type FieldNames } from "../field-names.js"
import type { TextLines } from "../input/text-lines.js"
import { malformed, type Failure } from "../result.js"

/** Namespace of command ids derived from lines. */
const lineNamespace = "6f1d3c52-5d1b-5c0e-9a55-0b6c7a8f2e11"

export interface Line {
  readonly number: number
  readonly request: Request
}

/** A fully checked file of commands. */
export interface CommandFile {
  /** Line numbers of the commands. */
  readonly numbers: ReadonlyArray<number>
  readonly counts: ReadonlyMap<AnyCommandType, number>
  /**
   * Iterate only once. Lines of a long file are parsed again, one at a time: all at once would take several times the file's
   * memory. Ends after a `Left`: the file has changed since.
   */
  readonly commands: () => AsyncIterable<E.Either<Failure, Line>>
}

/**
 * The commands, or the faults of all lines.
 *
 * @param most total characters of the lines whose parsed commands are kept
 */
export const readCommands = async (
  name: string,
  lines: TextLines,
  most = 8_000_000,
): Promise<E.Either<Failure, CommandFile>> => {
  const numbers: Array<number> = []
  const counts = new Map<AnyCommandType, number>()
  const issues: Array<FormIssue> = []
  const names = new Map<FormIssue, Bilingual | undefined>()
  const namesOf = namesOfLines()
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
      for (const issue of request.left) {
        const placed = { ...issue, path: `${name}:${number}${issue.path === "" ? "" : ` ${issue.path}`}` }
        issues.push(placed)
        names.set(placed, namesOf(text)(issue.path))
      }
  }
  if (issues.length > 0) return E.left(malformed(name, issues, (issue) => names.get(issue)))
  const isWhole = kept.length === numbers.length
  return E.right({ numbers, counts, commands: () => commandsIn(kept, isWhole ? undefined : lines, idOf) })
}

/** The labels for the fields of a line, by the act that it names. */
const namesOfLines = (): ((text: string) => FieldNames) => {
  const known = new Map<string, FieldNames>()
  return (text) => {
    const json = parseJson(text)
    const { type = "" } = E.isRight(json) && isRecord(json.right) ? json.right : {}
    const act = typeof type === "string" ? type : ""
    const names = known.get(act) ?? fieldNamesOf(act)
    known.set(act, names)
    return names
  }
}

const isRecord = (json: unknown): json is Readonly<Record<string, unknown>> => typeof json === "object" && json !== null

const isEmpty = (text: string): boolean => text.trim() === ""

/** Placeholder while checking; the real id is derived later. */
const someId = "00000000-0000-0000-0000-000000000000"

/** @param lines all lines, including the kept ones; `undefined` if all are kept */
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
 * Derives ids for commands without one, from their content and its occurrence number in the file. Submitting the file
 * again adds nothing, even in another encoding or with lines inserted; a command that occurs twice is carried out twice.
 */
const commandIds = (): ((command: unknown) => string) => {
  const known = new Set<string>()
  /** Number of occurrences of repeated content, by the id of the first. */
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

/** Passes bytes: the library would convert a text character by character. */
const idFor = (count: number, content: string): string => v5(Buffer.from(`${count}:${content}`), lineNamespace)
