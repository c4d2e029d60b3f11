/** A validator that shares no code with the codecs. */
import type { JsonSchema } from "@shifan/core/schema"
import { Ajv2020 } from "ajv/dist/2020.js"

/** `format` is a note to the reader in 2020-12, and asserts nothing. */
const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false, allErrors: true })

/** `undefined` where the schema takes the value; otherwise what is wrong. */
export const validatorOf = (schema: JsonSchema): ((value: unknown) => string | undefined) => {
  const validate = ajv.compile(schema)
  return (value) => (validate(value) ? undefined : ajv.errorsText(validate.errors))
}
