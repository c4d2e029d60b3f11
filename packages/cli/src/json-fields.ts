/** `--json=a,b` is refused before anything is done where one of them is no field of what the command prints. */
import type { Command } from "commander"
import * as E from "fp-ts/lib/Either.js"
import { wordsOf } from "./examples.js"
import { outputFields } from "./outputs/outputs.js"
import { usage, type Failure } from "./result.js"

/** Every field that is none is named, with those there are. */
export const checkFields = (fields: ReadonlyArray<string>, called: Command): E.Either<Failure, void> => {
  const command = wordsOf(called).join(" ")
  const known = outputFields(command)
  const unknown = fields.filter((field) => !known.includes(field))
  if (unknown.length === 0) return E.right(undefined)
  const refused = usage(
    `--json没有字段${unknown.join("、")}，可取${known.join("、")}`,
    `--json has no field ${unknown.join(", ")}; there are ${known.join(", ")}`,
  )
  return E.left({ ...refused, figures: { command, unknown, known } })
}
