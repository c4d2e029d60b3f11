/** Objects with exactly the fields they name: nothing missing, nothing that would be silently dropped. */
import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"

/** A codec for each field of `A`. */
export type Fields<A> = { readonly [K in keyof A]: t.Type<A[K], unknown> }

/** Says in the error's message that a field is unknown, with the names that were known. */
export const unknownField = "unknown field"

/** The names a closed record knows, for the nearest one to a misspelt field. */
export interface KnownFields {
  readonly fields: ReadonlyArray<string>
}

export class ClosedRecord<A> extends t.Type<A, unknown> implements KnownFields {
  readonly fields: ReadonlyArray<string>

  constructor(name: string, required: t.Props, optional: t.Props) {
    const inner = { ...required, ...optional }
    const fields = Object.entries(inner)
    // As decoding would find, but without a path to each field, which is most of what decoding costs.
    const isAll = (u: object): boolean => {
      const given = Object.keys(u)
      if (given.some((key) => !Object.hasOwn(inner, key))) return false
      return fields.every(([key, type]) => {
        const value: unknown = Object.hasOwn(u, key) ? Reflect.get(u, key) : undefined
        return (value === undefined && !(key in required)) || type.is(value)
      })
    }
    const decodeAll = (u: object, context: t.Context): t.Validation<A> => {
      const errors: Array<t.ValidationError> = []
      const decoded: Record<string, unknown> = {}
      for (const [key, type] of fields) {
        const value: unknown = Object.hasOwn(u, key) ? Reflect.get(u, key) : undefined
        if (value === undefined && !(key in required)) continue
        const result = type.validate(value, t.appendContext(context, key, type, value))
        if (E.isLeft(result)) errors.push(...result.left)
        else decoded[key] = result.right
      }
      for (const key of Object.keys(u).filter((given) => !Object.hasOwn(inner, given))) {
        const value: unknown = Reflect.get(u, key)
        errors.push({ value, context: t.appendContext(context, key, t.never, value), message: unknownField })
      }
      return errors.length > 0 ? t.failures(errors) : t.success(decoded as A)
    }
    super(
      name,
      (u): u is A => isObject(u) && isAll(u),
      (u, context) => (isObject(u) ? decodeAll(u, context) : t.failure(u, context)),
      (a) =>
        Object.fromEntries(Object.entries(Object(a)).map(([key, value]) => [key, inner[key]?.encode(value) ?? value])),
    )
    this.fields = Object.keys(inner)
  }
}

const isObject = (u: unknown): u is object => typeof u === "object" && u !== null && !Array.isArray(u)

/** A record whose fields are all required. */
export const record = <A>(name: string, fields: Fields<A>): ClosedRecord<A> => new ClosedRecord(name, fields, {})

/** A record in which the fields of the second argument may be left out. */
export const recordWith = <R, O>(
  name: string,
  required: Fields<R>,
  optional: Fields<O>,
): ClosedRecord<R & Partial<O>> => new ClosedRecord(name, required, optional)

/** One of a few words. */
export const oneOf = <W extends string>(name: string, words: ReadonlyArray<W>): OneOf<W> => new OneOf(name, words)

export class OneOf<W extends string> extends t.Type<W, W> {
  readonly words: ReadonlyArray<W>

  constructor(name: string, words: ReadonlyArray<W>) {
    const is = (u: unknown): u is W => words.some((word) => word === u)
    super(name, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context)), t.identity)
    this.words = words
  }
}

/** A list of `from` to `to` things. */
export const list = <A>(
  item: t.Type<A, unknown>,
  { from = 0, to = 100 }: { readonly from?: number; readonly to?: number } = {},
): t.Type<ReadonlyArray<A>, unknown> => {
  const all = t.readonlyArray(item)
  const fits = (length: number): boolean => length >= from && length <= to
  return new t.Type<ReadonlyArray<A>, unknown>(
    `list(${from},${to})`,
    (u): u is ReadonlyArray<A> => all.is(u) && fits(u.length),
    (u, context) => (Array.isArray(u) && fits(u.length) ? all.validate(u, context) : t.failure(u, context)),
    (a) => all.encode(a),
  )
}

/** The codec of each case of a union, by the word that tells the case. */
export type Cases<A extends Readonly<Record<Tag, string>>, Tag extends string> = {
  readonly [Word in A[Tag]]: t.Type<Extract<A, Readonly<Record<Tag, Word>>>, unknown>
}

/** A union told apart by one field: an unknown tag is an error at the tag, anything else where it is in that case. */
export const tagged = <A extends Readonly<Record<Tag, string>>, Tag extends string>(
  name: string,
  tag: Tag,
  cases: Cases<A, Tag>,
): t.Type<A, unknown> => {
  const byWord: ReadonlyMap<unknown, t.Mixed> = new Map(Object.entries<t.Mixed>(cases))
  const words = oneOf(`${name}.${tag}`, Object.keys(cases))
  const wordOf = (u: object): unknown => Reflect.get(u, tag)
  return new t.Type<A, unknown>(
    name,
    (u): u is A => isObject(u) && (byWord.get(wordOf(u))?.is(u) ?? false),
    (u, context) => {
      if (!isObject(u)) return t.failure(u, context)
      const known = byWord.get(wordOf(u))
      return known === undefined
        ? t.failure(wordOf(u), t.appendContext(context, tag, words, wordOf(u)))
        : known.validate(u, context)
    },
    (a) => byWord.get(a[tag])?.encode(a) ?? a,
  )
}
