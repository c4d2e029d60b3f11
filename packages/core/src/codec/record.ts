/** Objects with exactly the fields they name: nothing missing, nothing that would be silently dropped. */
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { codecOf, failure, guarded, oneOf, within, type Codec, type CodecsByName } from "./codec.js"

/** A codec for each field of `A`. */
export type Fields<A> = { readonly [K in keyof A]: t.Type<A[K], unknown> }

/** A record whose fields are all required. */
/* @__NO_SIDE_EFFECTS__ */
export const record = <A>(name: string, fields: Fields<A>): Codec<A, unknown> => closedRecord(name, fields, {})

/** A record in which the fields of the second argument may be left out. */
/* @__NO_SIDE_EFFECTS__ */
export const recordWith = <R, O>(
  name: string,
  required: Fields<R>,
  optional: Fields<O>,
): Codec<R & Partial<O>, unknown> => closedRecord(name, required, optional)

/** Says in the error's message that a field is unknown. */
export const unknownField = "unknown field"

/** The type of a field that no record has. */
const never = guarded("never", { zh: "表中没有此栏", en: "no such field" }, (_): _ is never => false)

const closedRecord = <A>(name: string, required: CodecsByName, optional: CodecsByName): Codec<A, unknown> => {
  const codecs: CodecsByName = { ...required, ...optional }
  const fields = Object.entries(codecs)
  // What decoding would find, without building the path to each field, which is most of what decoding costs.
  const isWhole = (u: object): boolean => {
    if (Object.keys(u).some((key) => !Object.hasOwn(codecs, key))) return false
    return fields.every(([key, field]) => {
      const value = ownValue(u, key)
      return (value === undefined && !(key in required)) || field.is(value)
    })
  }
  const decodeFields = (u: object, context: t.Context): t.Validation<A> => {
    const errors: Array<t.ValidationError> = []
    const decoded: Record<string, unknown> = {}
    for (const [key, field] of fields) {
      const value = ownValue(u, key)
      if (value === undefined && !(key in required)) continue
      const result = field.validate(value, within(context, key, field, value))
      if (E.isLeft(result)) errors.push(...result.left)
      else decoded[key] = result.right
    }
    for (const key of Object.keys(u).filter((own) => !Object.hasOwn(codecs, own))) {
      const value: unknown = Reflect.get(u, key)
      errors.push({ value, context: within(context, key, never, value), message: unknownField })
    }
    return errors.length > 0 ? E.left(errors) : E.right(decoded as A)
  }
  return codecOf<A, unknown>(
    name,
    expectedOf(name),
    (u): u is A => isObject(u) && isWhole(u),
    (u, context) => (isObject(u) ? decodeFields(u, context) : failure(u, context)),
    (a) =>
      Object.fromEntries(Object.entries(Object(a)).map(([key, value]) => [key, codecs[key]?.encode(value) ?? value])),
    {
      fields: Object.keys(codecs),
      parts: Object.values(codecs),
      composition: { _tag: "Record", required, optional },
    },
  )
}

/** Letters, digits and points, a letter first. */
export const isEntryName = (text: string): boolean => /^[a-z][\w.]{0,59}$/i.test(text)

/** Values of one kind, by names that are not known beforehand. */
/* @__NO_SIDE_EFFECTS__ */
export const dictionary = <A>(
  name: string,
  value: t.Type<A, unknown>,
): Codec<{ readonly [name: string]: A }, unknown> => {
  type Entries = { readonly [name: string]: A }
  const recordOf = (u: object): Codec<Entries, unknown> =>
    closedRecord(
      name,
      {},
      Object.fromEntries(Object.keys(u).flatMap((key) => (isEntryName(key) ? [[key, value]] : []))),
    )
  return codecOf<Entries, unknown>(
    name,
    expectedOf(name),
    (u): u is Entries => isObject(u) && recordOf(u).is(u),
    (u, context) => (isObject(u) ? recordOf(u).validate(u, context) : failure(u, context)),
    (a) => recordOf(a).encode(a),
    { parts: [value], composition: { _tag: "Dictionary", value } },
  )
}

const expectedOf = (name: string) => ({ zh: "一组内容", en: `an object: ${name}` })

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null && !Array.isArray(u)

const ownValue = (u: object, key: string): unknown => (Object.hasOwn(u, key) ? Reflect.get(u, key) : undefined)

/** The context of the same value, known more exactly. */
const asOfType = (context: t.Context, type: t.Mixed): t.Context =>
  context.map((entry, i) => (i === context.length - 1 ? { ...entry, type } : entry))

/** The codec of each case of a union, by the word that tells the case. */
export type Cases<A extends Readonly<Record<Tag, string>>, Tag extends string> = {
  readonly [Word in A[Tag]]: t.Type<Extract<A, Readonly<Record<Tag, Word>>>, unknown>
}

/** A union told apart by one field: an unknown tag is an error at the tag, anything else where it is in that case. */
/* @__NO_SIDE_EFFECTS__ */
export const tagged = <A extends Readonly<Record<Tag, string>>, Tag extends string>(
  name: string,
  tag: Tag,
  cases: Cases<A, Tag>,
): t.Type<A, unknown> => {
  const byWord: ReadonlyMap<unknown, t.Mixed> = new Map(Object.entries<t.Mixed>(cases))
  const words = oneOf(`${name}.${tag}`, Object.keys(cases))
  const caseOf = (u: object): t.Mixed | undefined => byWord.get(Reflect.get(u, tag))
  return codecOf<A, unknown>(
    name,
    expectedOf(name),
    (u): u is A => isObject(u) && (caseOf(u)?.is(u) ?? false),
    (u, context) => {
      if (!isObject(u)) return failure(u, context)
      const word: unknown = Reflect.get(u, tag)
      const type = caseOf(u)
      return type === undefined
        ? failure(word, within(context, tag, words, word))
        : type.validate(u, asOfType(context, type))
    },
    (a) => byWord.get(a[tag])?.encode(a) ?? a,
    { parts: [...byWord.values()], composition: { _tag: "Union", tag, cases } },
  )
}
