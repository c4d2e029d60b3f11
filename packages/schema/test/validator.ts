/** A validator that shares no code with the codecs. */
import type { JsonSchema } from "@shifan/core/schema"
import { Ajv2020 } from "ajv/dist/2020.js"

/** In JSON Schema 2020-12 `format` is only an annotation. */
const ajv = new Ajv2020({ strict: true, strictTypes: false, validateFormats: false, allErrors: true })

/** Makes a check that returns `undefined` if the value is valid, and the errors otherwise. */
export const validatorOf = (schema: JsonSchema): ((value: unknown) => string | undefined) => {
  const validate = ajv.compile(schema)
  return (value) => (validate(value) ? undefined : ajv.errorsText(validate.errors))
}
