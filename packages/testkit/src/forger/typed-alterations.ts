/** Alterations of a value that its codec still accepts: what a forger tries who knows the schema. */
import { described, type JsonSchema } from "@shifan/core/schema"
import fc from "fast-check"
import * as E from "fp-ts/lib/Either.js"
import { valuesOf, type ValueOptions } from "../arbitraries/schema-values.js"
import { withPart, missing, type Alteration, type Path } from "./alterations.js"

type AnyCodec = NonNullable<Parameters<typeof described>[0]>

/** How to make values for a codec's parts. */
export interface TypedAlterationOptions extends Pick<ValueOptions, "known"> {
  readonly schemaOf: (codec: AnyCodec) => JsonSchema
  /** Number of other values for each part; by default 2. */
  readonly samples?: number
}

/**
 * Makes a function that replaces every part of a value by others of its codec, adds each optional field that is missing, and
 * removes each that is present. Deterministic. The codec accepts every result, so only a check of the content can detect it.
 *
 * @example
 * const alterationsOfEvent = typedAlterations(EventCodec, { schemaOf })
 * alterationsOfEvent(envelope).map(({ path, how }) => `${path}: ${how}`)
 */
export const typedAlterations = (
  codec: AnyCodec,
  options: TypedAlterationOptions,
): ((value: unknown) => ReadonlyArray<Alteration>) => {
  const others = otherValues(codec, options)
  return (value) =>
    [...changesIn(codec, value, [], others)].flatMap(({ path, how, part }) => {
      const altered = withPart(value, path, part)
      return E.isRight(codec.decode(altered)) ? [{ path: textOf(path), how, value: altered }] : []
    })
}

const textOf = (path: Path): string => path.map((step) => (typeof step === "number" ? "*" : step)).join(".")

interface PartChange {
  readonly path: Path
  readonly how: string
  readonly part: unknown
}

type OtherValues = (codec: AnyCodec, value: unknown) => ReadonlyArray<unknown>

/** Makes values from a schema, always the same ones. Codecs are known by identity, so that each is sampled once. */
const otherValues = (root: AnyCodec, { schemaOf, known = {}, samples = 2 }: TypedAlterationOptions): OtherValues => {
  const { $defs: definitions } = schemaOf(root)
  const made = new WeakMap<AnyCodec, ReadonlyArray<unknown>>()
  const valuesFor = (codec: AnyCodec): ReadonlyArray<unknown> => {
    const before = made.get(codec)
    if (before !== undefined) return before
    const schema = schemaOf(codec)
    const any = valuesOf(schema, { known }, { $defs: { ...definitions, ...schema.$defs } })
    const values = fc.sample(any, { seed: 7, numRuns: 20 }).filter((value) => E.isRight(codec.decode(value)))
    made.set(codec, values)
    return values
  }
  return (codec, value) => {
    const text = JSON.stringify(value)
    return valuesFor(codec)
      .filter((other) => JSON.stringify(other) !== text)
      .slice(0, samples)
  }
}

function* changesIn(codec: AnyCodec, value: unknown, path: Path, others: OtherValues): Generator<PartChange> {
  const instead = path.length === 0 ? [] : others(codec, value)
  for (const [n, part] of instead.entries()) yield { path, how: `another of its type (${n + 1})`, part }
  const { composition } = described(codec)
  switch (composition._tag) {
    case "Record": {
      for (const [name, field] of Object.entries(composition.fields)) {
        const [isOptional, present] = [!(name in composition.required), Object.hasOwn(Object(value), name)]
        if (isOptional && present) yield { path: [...path, name], how: "left out", part: missing }
        if (isOptional && !present)
          for (const part of others(field, undefined)) yield { path: [...path, name], how: "added", part }
        if (present) yield* changesIn(field, Object(value)[name], [...path, name], others)
      }
      return
    }
    case "Dictionary":
      for (const [name, inner] of Object.entries(Object(value))) {
        yield { path: [...path, name], how: "left out", part: missing }
        yield* changesIn(composition.value, inner, [...path, name], others)
      }
      for (const part of others(composition.value, undefined)) yield { path: [...path, "further"], how: "added", part }
      return
    case "List": {
      const items = Array.isArray(value) ? value : []
      const [further] = others(composition.item, items.at(-1))
      if (further !== undefined) yield { path, how: "another item", part: [...items, further] }
      const ends = items.length > 3 ? [0, items.length - 1] : [...items.keys()]
      for (const i of ends) yield* changesIn(composition.item, items[i], [...path, i], others)
      return
    }
    case "Nullable":
      if (value !== null) {
        yield { path, how: "null", part: null }
        yield* changesIn(composition.inner, value, path, others)
      }
      return
    case "Union": {
      const tag: unknown = Reflect.get(Object(value), composition.tag)
      const own = typeof tag === "string" ? composition.cases[tag] : undefined
      if (own !== undefined) yield* changesIn(own, value, path, others)
      return
    }
    case "Choice":
      for (const part of composition.words) if (part !== value) yield { path, how: `“${part}”`, part }
      return
    case "Atom":
    case "Itself":
  }
}
