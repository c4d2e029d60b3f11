/** Codecs of objects with a closed set of fields: a missing field is a fault, and so is an unknown one. */
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { anObject, codecOf, failure, guarded, oneOf, within, type Codec, type CodecsByName } from "./codec.js"

/** A codec for each field of `A`. */
export type Fields<A> = { readonly [K in keyof A]: t.Type<A[K], unknown> }

/** Makes a record codec with only required fields. */
/* @__NO_SIDE_EFFECTS__ */
export const record = <A>(name: string, fields: Fields<A>): Codec<A, unknown> => closedRecord(name, fields, {})

/** Makes a record codec with required and optional fields. */
/* @__NO_SIDE_EFFECTS__ */
export const recordWith = <R, O>(
  name: string,
  required: Fields<R>,
  optional: Fields<O>,
): Codec<R & Partial<O>, unknown> => closedRecord(name, required, optional)

/** The codec named in the error for an unknown field. */
export const unknownField = guarded("never", { zh: "表中没有此栏", en: "no such field" }, (_): _ is never => false)

const closedRecord = <A>(name: string, required: CodecsByName, optional: CodecsByName): Codec<A, unknown> => {
  const codecs: CodecsByName = { ...required, ...optional }
  const fields = Object.entries(codecs)
  // The same check as decoding, but without building the path of each field, which dominates the cost of decoding.
  const isWhole = (u: object): boolean => {
    let known = 0
    for (const [key, field] of fields) {
      const value = ownValue(u, key)
      if ((value !== undefined || key in required) && !field.is(value)) return false
      if (value !== undefined || Object.hasOwn(u, key)) known++
    }
    return known === Object.keys(u).length
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
    for (const [key, value] of Object.entries(u))
      if (!Object.hasOwn(codecs, key)) errors.push({ value, context: within(context, key, unknownField, value) })
    return errors.length > 0 ? E.left(errors) : E.right(decoded as A)
  }
  return codecOf<A, unknown>(
    name,
    anObject(name),
    (u): u is A => isObject(u) && isWhole(u),
    (u, context) => (isObject(u) ? decodeFields(u, context) : failure(u, context)),
    (a) =>
      Object.fromEntries(Object.entries(Object(a)).map(([key, value]) => [key, codecs[key]?.encode(value) ?? value])),
    { _tag: "Record", fields: codecs, required },
  )
}

/** Whether a text is a valid entry name: letters, digits and points, beginning with a letter; up to 60 characters. */
export const isEntryName = (text: string): boolean => /^[a-z][\w.]{0,59}$/i.test(text)

/** Makes a codec of values of one kind, by names that are not known in advance. */
/* @__NO_SIDE_EFFECTS__ */
export const dictionary = <A>(
  name: string,
  value: t.Type<A, unknown>,
): Codec<{ readonly [name: string]: A }, unknown> => {
  type Entries = { readonly [name: string]: A }
  /** A record codec with the names of this value. It also refuses values that are not objects. */
  const recordOf = (u: unknown): Codec<Entries, unknown> =>
    closedRecord(
      name,
      {},
      Object.fromEntries(Object.keys(Object(u)).flatMap((key) => (isEntryName(key) ? [[key, value]] : []))),
    )
  return codecOf<Entries, unknown>(
    name,
    anObject(name),
    (u): u is Entries => recordOf(u).is(u),
    (u, context) => recordOf(u).validate(u, context),
    (a) => recordOf(a).encode(a),
    { _tag: "Dictionary", value },
  )
}

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null && !Array.isArray(u)

const ownValue = (u: object, key: string): unknown =>
  Object.hasOwn(u, key) ? (u as Readonly<Record<string, unknown>>)[key] : undefined

/** The context of the same value under a more specific codec. */
const asOfType = (context: t.Context, type: t.Mixed): t.Context => [
  ...context.slice(0, -1),
  { ...context.at(-1), type } as t.ContextEntry,
]

/** Codecs of the cases of a union, by tag value. */
export type Cases<A extends Readonly<Record<Tag, string>>, Tag extends string> = {
  readonly [Word in A[Tag]]: t.Type<Extract<A, Readonly<Record<Tag, Word>>>, unknown>
}

/** Makes a codec of a union discriminated by a field. An unknown tag is a fault at the tag; other faults are in the case. */
/* @__NO_SIDE_EFFECTS__ */
export const tagged = <A extends Readonly<Record<Tag, string>>, Tag extends string>(
  name: string,
  tag: Tag,
  cases: Cases<A, Tag>,
): t.Type<A, unknown> => {
  const byWord: CodecsByName = cases
  const words = oneOf(`${name}.${tag}`, Object.keys(cases))
  const caseOf = (u: object): t.Mixed | undefined => {
    const word: unknown = Reflect.get(u, tag)
    return words.is(word) ? byWord[word] : undefined
  }
  return codecOf<A, unknown>(
    name,
    anObject(name),
    (u): u is A => isObject(u) && (caseOf(u)?.is(u) ?? false),
    (u, context) => {
      if (!isObject(u)) return failure(u, context)
      const word: unknown = Reflect.get(u, tag)
      const type = caseOf(u)
      return type === undefined
        ? failure(word, within(context, tag, words, word))
        : type.validate(u, asOfType(context, type))
    },
    (a) => byWord[a[tag]]?.encode(a) ?? a,
    { _tag: "Union", tag, cases: byWord },
  )
}
