/** Refuses `--json=a,b` before doing anything if a field does not occur in the command's output. */
import type { Command } from "commander"
import * as E from "fp-ts/lib/Either.js"
import { wordsOf } from "./examples.js"
import { outputFields } from "./outputs/outputs.js"
import { usage, type Failure } from "./result.js"

/** Names all unknown fields, and lists the known ones. */
export const checkFields = (fields: ReadonlyArray<string>, called: Command): E.Either<Failure, void> => {
  const command = wordsOf(called).join(" ")
  const known = outputFields(command)
  const unknown = fields.filter((field) => !known.includes(field))
  if (unknown.length === 0) return E.right(undefined)
  const refused = usage(
    `--json没有字段${unknown.join("、")}，可取${known.join("、")}`,
    `--json has no field ${unknown.join(", ")}; known fields: ${known.join(", ")}`,
  )
  return E.left({ ...refused, figures: { command, unknown, known } })
}
