/** Generates values that a JSON Schema accepts, and values that almost match it. */
import type { JsonSchema } from "@shifan/core/schema"
import fc from "fast-check"

type Any = fc.Arbitrary<unknown>

/** How far values may deviate from their schema, and values that only a codec can validate. */
export interface ValueOptions {
  /** Percentage of places with a wrong value. Default: 0, all values match the schema. */
  readonly wrong?: number
  /** By the last part of a `$ref`: values that only a codec can validate, such as codes with check digits. */
  readonly known?: Readonly<Record<string, Any>>
}

const junk: Any = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom("", " ", "\u200b", "x".repeat(3000), -1, 0.5, 1e21, "__proto__", "2021-02-29", "🙂"),
)

/** The schema at `#/$defs/Name`, or at any other pointer. */
const resolved = (root: unknown, ref: string): JsonSchema => {
  const found = ref
    .slice(2)
    .split("/")
    .reduce((at: unknown, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), root)
  if (typeof found !== "object" || found === null) throw new RangeError(`there is no ${ref}`)
  return found
}

/** Every `$ref` in a schema, including those in the schemas it refers to. */
const refsIn = (root: unknown, at: unknown, seen: Set<string> = new Set()): ReadonlySet<string> => {
  if (typeof at !== "object" || at === null) return seen
  const ref: unknown = Reflect.get(at, "$ref")
  if (typeof ref === "string" && !seen.has(ref)) {
    seen.add(ref)
    refsIn(root, resolved(root, ref), seen)
  }
  for (const [key, value] of Object.entries(at)) if (key !== "$defs") refsIn(root, value, seen)
  return seen
}

/**
 * @param root schema that contains the targets of `$ref`; by default the schema itself, with its `$defs`
 *
 * @example
 * fc.assert(fc.property(valuesOf(schemaNamed("AwardPlaque")), (data) => validate(data)))
 */
export const valuesOf = (schema: JsonSchema, options: ValueOptions = {}, root: object = schema): Any => {
  const { root: values } = fc.letrec<Record<string, unknown>>((tie) => {
    const of = (part: JsonSchema): Any => arbitraryOf(part, { ...options, tie, of })
    return {
      root: of(schema),
      ...Object.fromEntries([...refsIn(root, schema)].map((ref) => [ref, of(resolved(root, ref))])),
    }
  })
  return values ?? fc.constant(null)
}

interface Building extends ValueOptions {
  readonly tie: (ref: string) => Any
  readonly of: (schema: JsonSchema) => Any
}

const arbitraryOf = (schema: JsonSchema, building: Building): Any => {
  const { wrong = 0 } = building
  const right = rightFor(schema, building)
  return wrong === 0 ? right : fc.oneof({ weight: 100 - wrong, arbitrary: right }, { weight: wrong, arbitrary: junk })
}

const rightFor = (schema: JsonSchema, { known = {}, tie, of, wrong = 0 }: Building): Any => {
  const { $ref, type } = schema
  if ($ref !== undefined) return known[$ref.split("/").at(-1) ?? ""] ?? tie($ref)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  const either = schema.oneOf ?? schema.anyOf
  if (either !== undefined) return fc.oneof(...either.map(of))
  switch (type) {
    case "string":
      return texts(schema)
    case "integer":
      return integers(schema)
    case "boolean":
      return fc.boolean()
    case "null":
      return fc.constant(null)
    case "array": {
      const { items = {}, minItems = 0, maxItems = 100 } = schema
      return fc.array(of(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 2) })
    }
    case "object":
      return objects(schema, of, wrong)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

const texts = ({ pattern, minLength = 0, maxLength = 1000 }: JsonSchema): Any =>
  (pattern === undefined ? fc.string() : fc.stringMatching(new RegExp(pattern, "u"))).filter(
    ({ length }) => length >= minLength && length <= maxLength,
  )

/** The limits are more frequent than the values in between. */
const integers = ({ minimum = -1000, maximum = 1000 }: JsonSchema): Any =>
  fc.oneof(fc.constantFrom(minimum, maximum), fc.integer({ min: minimum, max: Math.min(maximum, minimum + 5000) }))

const objects = (schema: JsonSchema, of: Building["of"], wrong: number): Any => {
  const { properties = {}, required = [], propertyNames, additionalProperties } = schema
  if (additionalProperties !== undefined && additionalProperties !== false && propertyNames !== undefined)
    return fc.dictionary(texts(propertyNames).map(String), of(additionalProperties), { maxKeys: 2 })
  const whole = fc.record(
    Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, of(property)])),
    { requiredKeys: [...required] },
  )
  // Without one of its fields, or with an extra one.
  const spoilt = fc
    .tuple(whole, fc.constantFrom(...required, "more"), junk)
    .map(([value, field, more]) => (field === "more" ? { ...value, [field]: more } : { ...value, [field]: undefined }))
    .map((value) => Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)))
  return wrong === 0 ? whole : fc.oneof({ weight: 100 - wrong, arbitrary: whole }, { weight: wrong, arbitrary: spoilt })
}
