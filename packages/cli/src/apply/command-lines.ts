/** The lines of a JSONL file, each a command. */
import * as E from "fp-ts/lib/Either.js"
import { v5 } from "uuid"
import { bilingual, type FormIssue } from "@shifan/core"
import { parseJson } from "@shifan/core/json"
import { canonicalText } from "@shifan/event-store"
import { parseRequest, type Request } from "@shifan/service"
import { malformed, type Failure } from "../result.js"

/** Namespace of the command ids derived from lines. */
const lineNamespace = "6f1d3c52-5d1b-5c0e-9a55-0b6c7a8f2e11"

export interface Line {
  readonly number: number
  readonly request: Request
}

/** A line ends in LF, and in nothing else that some call a line's end: the others may stand in a text. */
export const parseLines = (name: string, content: string): E.Either<Failure, ReadonlyArray<Line>> => {
  const lines: Array<Line> = []
  const issues: Array<FormIssue> = []
  const idOf = commandIds()
  for (const [index, text] of content.split("\n").entries()) {
    if (text.trim() === "") continue
    const number = index + 1
    const request = parseLine(text, idOf)
    if (E.isRight(request)) lines.push({ number, request: request.right })
    else
      for (const issue of request.left)
        issues.push({ ...issue, path: `${name}:${number}${issue.path === "" ? "" : ` ${issue.path}`}` })
  }
  return issues.length > 0 ? E.left(malformed(name, issues)) : E.right(lines)
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
  const counts = new Map<string, number>()
  return (command) => {
    const canonical = canonicalText(command)
    const content = E.isRight(canonical) ? canonical.right : JSON.stringify(command)
    const count = (counts.get(content) ?? 0) + 1
    counts.set(content, count)
    return v5(`${count}:${content}`, lineNamespace)
  }
}
