/** Output of each command with `--json`: its schema, and the fields that `--json=a,b` may name. */
import { recordWith, oneOf } from "@shifan/core/forms"
import { described, schemaIn, type Definitions, type JsonSchema } from "@shifan/core/schema"
import { errorCatalogue, ownAtoms, ProvisionIdCodec, Text } from "@shifan/schema"
import { errorsOfTheCommandLine } from "../error-codes.js"
import { audited } from "./audited.js"
import { kept, Recorded } from "./kept.js"
import { listed } from "./listed.js"
import { looked } from "./looked.js"
import { AnyJson, many, output, outputAtoms, type OutputCodec } from "./parts.js"

/** By the words of the command; several if it does several things. */
const outputs: Readonly<Record<string, ReadonlyArray<OutputCodec>>> = { ...looked, ...listed, ...audited, ...kept }

/** Commands that only record an act are not listed. */
const outputsOf = (command: string): ReadonlyArray<OutputCodec> => outputs[command] ?? [Recorded]

const failureCodes = [...errorCatalogue.map(({ code }) => code), ...Object.keys(errorsOfTheCommandLine)]

/** Replaces the output of any failed command. `docs/errors.md` explains each code's figures. */
const FailureOutput = output("FailureOutput", {
  error: recordWith(
    "Failure",
    { code: oneOf("FailureCode", failureCodes), message: Text },
    { provision: ProvisionIdCodec, provisions: many(ProvisionIdCodec), figures: AnyJson, hint: Text },
  ),
})

const atoms = new Map([...ownAtoms, ...outputAtoms])

/** Schema of an output line of the command, including failures. */
export const outputSchema = (command: string): JsonSchema => {
  const definitions: Definitions = new Map()
  const anyOf = [...outputsOf(command), FailureOutput].map((codec) => schemaIn(codec, { definitions, atoms }))
  return { $schema: "https://json-schema.org/draft/2020-12/schema", anyOf, $defs: Object.fromEntries(definitions) }
}

/** All fields the command may print except in a failure, in order. */
export const outputFields = (command: string): ReadonlyArray<string> => [
  ...new Set(
    outputsOf(command).flatMap((codec) => {
      const { composition } = described(codec)
      return composition._tag === "Record" ? Object.keys(composition.fields) : []
    }),
  ),
]
