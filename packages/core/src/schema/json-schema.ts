/** JSON Schema (2020-12) of what a codec takes, from what it says of itself. */
import type * as t from "io-ts"
import { anObject, codecOf, described, type Composition } from "../codec/codec.js"
import { atoms } from "./atoms.js"
import type { JsonSchema } from "./keywords.js"

type AnyCodec = t.Decoder<unknown, unknown>

/** The codecs that a codec is made of. */
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

/** Schemas by name, to which others refer. */
export type Definitions = Map<string, JsonSchema>

/** Where definitions go, and what is known of codecs that are not made of others. */
export interface SchemaOptions {
  /** What is referred to is added here. */
  readonly definitions: Definitions
  /** Where they will stand. Default: `#/$defs/`. */
  readonly base?: string
  /** Of codecs of your own that are not made of others; without one, any JSON is taken. */
  readonly atoms?: ReadonlyMap<AnyCodec, JsonSchema>
}

/**
 * The schema of what a codec takes. Records, unions and atoms stand in `definitions` by the names of their codecs, each once.
 * What the schema refuses the codec refuses. The codec may refuse more: where it does, `$comment` says what.
 */
export const schemaIn = (codec: AnyCodec, options: SchemaOptions): JsonSchema => {
  const { expected, composition } = described(codec)
  const isNamed = composition._tag === "Record" || composition._tag === "Union" || composition._tag === "Atom"
  if (!isNamed) return schemaOfComposition(codec, composition, options)
  const names = namesIn(options.definitions)
  const known = names.get(codec)
  if (known !== undefined) return refTo(known, options)
  const schema = schemaOfComposition(codec, composition, options)
  const told = composition._tag === "Atom" ? { ...schema, description: `${expected.zh} / ${expected.en}` } : schema
  const name = define(codec.name, told, options.definitions)
  names.set(codec, name)
  return refTo(name, options)
}

const refTo = (name: string, { base = definitionsBase }: SchemaOptions): JsonSchema => ({ $ref: `${base}${name}` })

const namesByDefinitions = new WeakMap<Definitions, Map<AnyCodec, string>>()

/** The names that codecs have been given, so that each is walked once. */
const namesIn = (definitions: Definitions): Map<AnyCodec, string> => {
  const known = namesByDefinitions.get(definitions) ?? new Map<AnyCodec, string>()
  namesByDefinitions.set(definitions, known)
  return known
}

/** Codecs of one name may differ: an actor's of each role. Those that do are numbered. */
const define = (name: string, schema: JsonSchema, definitions: Definitions): string => {
  const text = JSON.stringify(schema)
  for (let n = 1; ; n++) {
    const numbered = n === 1 ? name : `${name}${n}`
    const there = definitions.get(numbered)
    if (there === undefined) definitions.set(numbered, schema)
    if (there === undefined || JSON.stringify(there) === text) return numbered
  }
}

/** The codec of a record inside itself, as a tree has it: only the record's name is known before it is made. */
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

/** The same as a document of its own, which refers to nothing else. */
export const jsonSchemaOf = (codec: AnyCodec, more: Pick<SchemaOptions, "atoms"> = {}): JsonSchema => {
  const definitions: Definitions = new Map()
  const root = schemaIn(codec, { ...more, definitions })
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...root, $defs: Object.fromEntries(definitions) }
}
