/** Derives JSON Schemas (2020-12) from codecs. */
import type * as t from "io-ts"
import { anObject, codecOf, described, type Composition } from "../codec/codec.js"
import { atoms } from "./atoms.js"
import type { JsonSchema } from "./keywords.js"

type AnyCodec = t.Decoder<unknown, unknown>

/** The codecs of which a codec is composed. */
export const partsOf = (codec: AnyCodec): ReadonlyArray<AnyCodec> => {
  const { composition } = described(codec)
  switch (composition._tag) {
    case "Record":
      return Object.values(composition.fields)
    case "Union":
      return Object.values(composition.cases)
    case "Dictionary":
      return [composition.value]
    case "List":
      return [composition.item]
    case "Nullable":
      return [composition.inner]
    case "Atom":
    case "Choice":
    case "Itself":
      return []
  }
}

const definitionsBase = "#/$defs/"

/** Schemas by name, to which other schemas refer. */
export type Definitions = Map<string, JsonSchema>

/** Where to put definitions, and the schemas of atomic codecs. */
export interface SchemaOptions {
  /** Schemas that are referred to are added here. */
  readonly definitions: Definitions
  /** Prefix of references to definitions. Default: `#/$defs/`. */
  readonly base?: string
  /** Schemas of your own atomic codecs. For one without a schema, any JSON is valid. */
  readonly atoms?: ReadonlyMap<AnyCodec, JsonSchema>
}

/**
 * The schema of a codec. Records, unions and atoms are put in `definitions` under the names of their codecs, each once. The
 * codec refuses everything the schema refuses, and sometimes more; `$comment` then says what.
 */
export const schemaIn = (codec: AnyCodec, options: SchemaOptions): JsonSchema => {
  const { expected, composition } = described(codec)
  const isNamed = composition._tag === "Record" || composition._tag === "Union" || composition._tag === "Atom"
  if (!isNamed) return schemaOfComposition(codec, composition, options)
  const names = namesIn(options.definitions)
  const known = names.get(codec)
  if (known !== undefined) return refTo(known, options)
  const schema = schemaOfComposition(codec, composition, options)
  const withDescription =
    composition._tag === "Atom" ? { ...schema, description: `${expected.zh} / ${expected.en}` } : schema
  const name = define(codec.name, withDescription, options.definitions)
  names.set(codec, name)
  return refTo(name, options)
}

const refTo = (name: string, { base = definitionsBase }: SchemaOptions): JsonSchema => ({ $ref: `${base}${name}` })

const namesByDefinitions = new WeakMap<Definitions, Map<AnyCodec, string>>()

/** Names already assigned to codecs, so that each codec is processed once. */
const namesIn = (definitions: Definitions): Map<AnyCodec, string> => {
  const known = namesByDefinitions.get(definitions) ?? new Map<AnyCodec, string>()
  namesByDefinitions.set(definitions, known)
  return known
}

/** Adds a definition. Different codecs may share a name, such as those of actors by role; they are numbered. */
const define = (name: string, schema: JsonSchema, definitions: Definitions): string => {
  const text = JSON.stringify(schema)
  for (let n = 1; ; n++) {
    const numbered = n === 1 ? name : `${name}${n}`
    const there = definitions.get(numbered)
    if (there === undefined) definitions.set(numbered, schema)
    if (there === undefined || JSON.stringify(there) === text) return numbered
  }
}

/** Codec for a reference from a record to itself, as in a tree. Lazy, since the record does not exist yet. */
export const itself = <A>(name: string, codec: () => t.Type<A, unknown>): t.Type<A, unknown> =>
  codecOf<A, unknown>(
    name,
    anObject(name),
    (u): u is A => codec().is(u),
    (u, context) => codec().validate(u, context),
    (a) => codec().encode(a),
    { _tag: "Itself" },
  )

const schemaOfComposition = (codec: AnyCodec, composition: Composition, options: SchemaOptions): JsonSchema => {
  const inner = (part: AnyCodec): JsonSchema => schemaIn(part, options)
  switch (composition._tag) {
    case "Atom":
      return options.atoms?.get(codec) ?? atoms.get(codec) ?? {}
    case "Itself":
      return refTo(codec.name, options)
    case "Record":
      return {
        type: "object",
        properties: Object.fromEntries(Object.entries(composition.fields).map(([name, field]) => [name, inner(field)])),
        required: Object.keys(composition.required),
        additionalProperties: false,
      }
    case "Dictionary":
      return {
        type: "object",
        propertyNames: { pattern: "^[A-Za-z][A-Za-z0-9_.]{0,59}$" },
        additionalProperties: inner(composition.value),
      }
    case "List":
      return {
        type: "array",
        items: inner(composition.item),
        minItems: composition.from,
        ...(Number.isFinite(composition.to) ? { maxItems: composition.to } : {}),
      }
    case "Union":
      return { type: "object", oneOf: Object.values(composition.cases).map(inner) }
    case "Nullable":
      return { anyOf: [inner(composition.inner), { type: "null" }] }
    case "Choice": {
      const [only, ...others] = composition.words
      return only !== undefined && others.length === 0
        ? { type: "string", const: only }
        : { type: "string", enum: composition.words }
    }
  }
}

/** The schema of a codec as a self-contained document. */
export const jsonSchemaOf = (codec: AnyCodec, more: Pick<SchemaOptions, "atoms"> = {}): JsonSchema => {
  const definitions: Definitions = new Map()
  const root = schemaIn(codec, { ...more, definitions })
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...root, $defs: Object.fromEntries(definitions) }
}
