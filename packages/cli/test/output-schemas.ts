/** Validates the output of commands against their schemas, with a validator independent of the codecs. */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js"
import { outputSchema } from "../src/outputs/outputs.js"

/** In draft 2020-12, `format` is only an annotation. */
const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false, allErrors: true })

/** Cached by the schema's text, since all commands that record an act share a schema. */
const compiled = new Map<string, ValidateFunction>()

const validatorOf = (command: string): ValidateFunction => {
  const schema = outputSchema(command)
  const text = JSON.stringify(schema)
  const validate = compiled.get(text) ?? ajv.compile(schema)
  compiled.set(text, validate)
  return validate
}

const validators = new Map<string, ValidateFunction>()

/** `undefined` if the object is valid; otherwise a description of the fault. */
export const outputFault = (command: string, printed: unknown): string | undefined => {
  const validate = validators.get(command) ?? validatorOf(command)
  validators.set(command, validate)
  return validate(printed)
    ? undefined
    : `${ajv.errorsText(validate.errors)} in ${JSON.stringify(printed).slice(0, 600)}`
}
