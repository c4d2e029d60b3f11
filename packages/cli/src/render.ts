/** Where results become text and exit codes: data on standard output, one clear line on standard error. */
import * as E from "fp-ts/lib/Either.js"
import { forJson } from "@shifan/bundle/escape"
import { cite, type ProvisionId } from "@shifan/core"
import { exits, type Exit, type Failure, type Output } from "./result.js"
import { paint, say, type CommandContext } from "./command-context.js"

const schemaVersion = 1

export const finish = (context: CommandContext, result: E.Either<Failure, Output>): Exit =>
  E.isLeft(result) ? failed(context, result.left) : succeeded(context, result.right)

const succeeded = ({ terminal, settings }: CommandContext, { json, text, exit = exits.done }: Output): Exit => {
  if (settings.json !== false)
    terminal.out(
      `${print(isList(json) ? json.map(picked(settings.json)) : picked(settings.json)({ schemaVersion, ...json }))}\n`,
    )
  else if (text !== "") terminal.out(text.endsWith("\n") ? text : `${text}\n`)
  return exit
}

/** A text in the data may hold what steers a terminal. */
const print = (value: unknown): string => forJson(JSON.stringify(value))

const isList = (json: Output["json"]): json is ReadonlyArray<unknown> => Array.isArray(json)

/** `--json=a,b` keeps only those fields, and the schema version. */
const picked =
  (wanted: boolean | ReadonlyArray<string>) =>
  (one: unknown): unknown =>
    typeof wanted === "boolean" || typeof one !== "object" || one === null
      ? one
      : Object.fromEntries(Object.entries(one).filter(([key]) => key === "schemaVersion" || wanted.includes(key)))

const failed = (context: CommandContext, failure: Failure): Exit => {
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
    terminal.out(`${print({ schemaVersion, error })}\n`)
  }
  terminal.err(`${paint(context, "red", code)} ${say(context, message)}${cited(context, provisions)}\n`)
  for (const line of details) terminal.err(`  ${say(context, line)}\n`)
  if (hint !== undefined) terminal.err(`  ${paint(context, "dim", "→")} ${say(context, hint)}\n`)
  return exit
}

const cited = (context: CommandContext, provisions: ReadonlyArray<ProvisionId>): string =>
  provisions.length === 0 ? "" : ` [${provisions.map((id) => say(context, cite(id))).join(", ")}]`
