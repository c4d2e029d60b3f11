/** What codecs take, as JSON Schema: apart from the entry, so that no page loads it that does not ask. */
export { described, type Composition } from "../codec/codec.js"
export { itself, jsonSchemaOf, partsOf, schemaIn, type Definitions, type SchemaOptions } from "./json-schema.js"
export type { JsonSchema } from "./keywords.js"
