/** Prints what a command came to: data on standard output, one clear line of failure on standard error. */
import * as E from "fp-ts/lib/Either.js"
import { forJson } from "@shifan/bundle/escape"
import type { Bilingual, ProvisionId } from "@shifan/core"
import { cite } from "@shifan/core/messages"
import { paint, say, type CommandContext } from "./command-context.js"
import { exits, type Exit, type Failure, type Output } from "./result.js"

const schemaVersion = 1

export const finish = (context: CommandContext, result: E.Either<Failure, Output>): Exit =>
  E.isLeft(result) ? printFailure(context, result.left) : printOutput(context, result.right)

const printOutput = ({ terminal, settings }: CommandContext, { json, text, exit = exits.done }: Output): Exit => {
  if (settings.json !== false) {
    const fields = settings.json
    const value = isList(json)
      ? json.map((entry) => withFields(fields, entry))
      : withFields(fields, { schemaVersion, ...json })
    terminal.out(`${stringify(value)}\n`)
  } else if (text !== "") terminal.out(text.endsWith("\n") ? text : `${text}\n`)
  return exit
}

/** Escapes control characters: a text in the data could otherwise steer the terminal. */
const stringify = (value: unknown): string => forJson(JSON.stringify(value))

const isList = (json: Output["json"]): json is ReadonlyArray<unknown> => Array.isArray(json)

/** `--json=a,b` keeps only those fields and the schema version. */
const withFields = (fields: true | ReadonlyArray<string>, value: unknown): unknown =>
  fields === true || typeof value !== "object" || value === null
    ? value
    : Object.fromEntries(Object.entries(value).filter(([key]) => key === "schemaVersion" || fields.includes(key)))

const printFailure = (context: CommandContext, failure: Failure): Exit => {
  const { terminal, settings } = context
  const { code, message, provisions = [], figures, hint, details = [], exit } = failure
  if (settings.json !== false) {
    const error = {
      code,
      message: say(context, message),
      ...(provisions.length === 0 ? {} : { provision: provisions[0], provisions }),
      ...(figures === undefined ? {} : { figures }),
      ...(hint === undefined ? {} : { hint: say(context, hint) }),
    }
    terminal.out(`${stringify({ schemaVersion, error })}\n`)
  }
  const inOneLine = (text: Bilingual): string => oneLine(say(context, text))
  terminal.err(`${paint(context, "red", code)} ${inOneLine(message)}${citations(context, provisions)}\n`)
  for (const line of details) terminal.err(`  ${inOneLine(line)}\n`)
  if (hint !== undefined) terminal.err(`  ${paint(context, "dim", "→")} ${inOneLine(hint)}\n`)
  return exit
}

/** A line feed in what somebody named or wrote must not begin a line of ours. */
const oneLine = (text: string): string => text.replaceAll("\n", "\\u{A}")

const citations = (context: CommandContext, provisions: ReadonlyArray<ProvisionId>): string =>
  provisions.length === 0 ? "" : ` [${provisions.map((id) => say(context, cite(id))).join(", ")}]`
