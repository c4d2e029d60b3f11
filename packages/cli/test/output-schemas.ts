/** Holds what commands print against their schemas, with a validator that shares no code with the codecs. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"
import { outputSchema } from "../src/outputs/outputs.js"

/** `format` is a note to the reader in 2020-12, and asserts nothing. */
const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false, allErrors: true })

/** By the schema's text, which all commands share that record an act. */
const compiled = new Map<string, ValidateFunction>()

const validatorOf = (command: string): ValidateFunction => {
  const schema = outputSchema(command)
  const text = JSON.stringify(schema)
  const validate = compiled.get(text) ?? ajv.compile(schema)
  compiled.set(text, validate)
  return validate
}

const validators = new Map<string, ValidateFunction>()

/** `undefined` where the schema takes the object; otherwise what is wrong. */
export const outputFault = (command: string, printed: unknown): string | undefined => {
  const validate = validators.get(command) ?? validatorOf(command)
  validators.set(command, validate)
  return validate(printed)
    ? undefined
    : `${ajv.errorsText(validate.errors)} in ${JSON.stringify(printed).slice(0, 600)}`
}
