/** Prints the result of a command: data on standard output, or one clear line of failure on standard error. */
import * as E from "fp-ts/lib/Either.js"
import type { Bilingual, ProvisionId } from "@shifan/core"
import { cite } from "@shifan/core/messages"
import { paint, say, type CommandContext } from "./command-context.js"
import { failureName } from "./failure-names.js"
import { jsonLine, type JsonObject } from "./json-object.js"
import { exits, type Exit, type Failure, type Output } from "./result.js"

export const finish = (context: CommandContext, result: E.Either<Failure, Output>): Exit =>
  E.isLeft(result) ? printFailure(context, result.left) : printOutput(context, result.right)

const printOutput = (
  { terminal, settings }: CommandContext,
  { json, text, bytes, exit = exits.done }: Output,
): Exit => {
  if (settings.json !== false) terminal.out(jsonLine(withFields(settings.json, json)))
  else if (bytes !== undefined && terminal.bytes !== undefined) terminal.bytes(bytes)
  else if (text !== "") terminal.out(text.endsWith("\n") ? text : `${text}\n`)
  return exit
}

/** `--json=a,b` keeps only those fields, and the version of objects that have their own. */
const withFields = (fields: true | ReadonlyArray<string>, json: JsonObject): JsonObject =>
  fields === true
    ? json
    : Object.fromEntries(Object.entries(json).filter(([key]) => key === "schemaVersion" || fields.includes(key)))

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
    terminal.out(jsonLine({ error }))
  }
  const inOneLine = (text: Bilingual): string => oneLine(say(context, text))
  terminal.err(
    `${paint(context, "red", say(context, failureName(failure)))} ${inOneLine(message)}${citations(context, provisions)}\n`,
  )
  for (const line of details) terminal.err(`  ${inOneLine(line)}\n`)
  if (hint !== undefined) terminal.err(`  ${paint(context, "dim", "→")} ${inOneLine(hint)}\n`)
  return exit
}

/** A line feed in input text must not start a line that looks like ours. */
const oneLine = (text: string): string => text.replaceAll("\n", "\\u{A}")

const citations = (context: CommandContext, provisions: ReadonlyArray<ProvisionId>): string =>
  provisions.length === 0 ? "" : ` [${provisions.map((id) => say(context, cite(id))).join(", ")}]`
