/** JSON Schemas of codecs. A separate entry, so that pages load it only if they need it. */
export { described, type Composition } from "../codec/codec.js"
export { itself, jsonSchemaOf, partsOf, schemaIn, type Definitions, type SchemaOptions } from "./json-schema.js"
export type { JsonSchema } from "./keywords.js"
