/**
 * Codecs with the interface of io-ts, whose combinators take them: `t.type({ unit: Uscc })`. The implementation is our
 * own, since a bundler cannot leave out what is not used of io-ts.
 */
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"

/** What a codec asks for, in words for the person who filled in something else. */
interface Expected {
  readonly zh: string
  readonly en: string
}

/** Exported for what extends it; elsewhere, use the functions below. */
export class Codec<A, O> implements t.Type<A, O> {
  declare readonly _A: A
  declare readonly _O: O
  declare readonly _I: unknown

  readonly name: string
  readonly expected: Expected
  readonly is: (u: unknown) => u is A
  readonly validate: t.Validate<unknown, A>
  readonly encode: (a: A) => O

  constructor(
    name: string,
    expected: Expected,
    is: (u: unknown) => u is A,
    validate: t.Validate<unknown, A>,
    encode: (a: A) => O,
  ) {
    this.name = name
    this.expected = expected
    this.is = is
    this.validate = validate
    this.encode = encode
    this.decode = this.decode.bind(this)
  }

  decode(u: unknown): t.Validation<A> {
    return this.validate(u, [{ key: "", type: this, actual: u }])
  }

  // A property of io-ts's own type: of a method the compiler would not see that the two are the same.
  readonly pipe: t.Type<A, O>["pipe"] = function (next, name = next.name) {
    return new Codec(
      name,
      { zh: name, en: name },
      next.is,
      (u, context) => {
        const first = this.validate(u, context)
        return E.isLeft(first) ? first : next.validate(first.right, context)
      },
      (b) => this.encode(next.encode(b)),
    )
  }

  asDecoder(): this {
    return this
  }

  asEncoder(): this {
    return this
  }
}

export const failure = <A>(value: unknown, context: t.Context): t.Validation<A> => E.left([{ value, context }])

/** The context of a value inside another. */
export const within = (
  context: t.Context,
  key: string,
  type: t.Decoder<unknown, unknown>,
  actual: unknown,
): t.Context => [...context, { key, type, actual }]

/** For values that are not written as they are kept; `read` gives `undefined` for what it does not understand. */
export const codec = <A, O>(
  name: string,
  expected: Expected,
  is: (u: unknown) => u is A,
  { read, write }: { readonly read: (u: unknown) => A | undefined; readonly write: (a: A) => O },
): t.Type<A, O> =>
  new Codec(
    name,
    expected,
    is,
    (u, context) => {
      const value = read(u)
      return value === undefined ? failure(u, context) : E.right(value)
    },
    write,
  )

/** For values that are written as they are kept. */
export const guarded = <A>(name: string, expected: Expected, is: (u: unknown) => u is A): t.Type<A> =>
  new Codec(
    name,
    expected,
    is,
    (u, context) => (is(u) ? E.right(u) : failure(u, context)),
    (a) => a,
  )

/** A text of a kind: `guardedText("CivilDate", expected, isCivilDate)`. */
export const guardedText = <A extends string>(
  name: string,
  expected: Expected,
  is: (text: string) => text is A,
): t.Type<A> => guarded(name, expected, (u): u is A => typeof u === "string" && is(u))

/** A text of a shape: `textLike("Digest", expected, /^sha256:[0-9a-f]{64}$/)`. */
export const textLike = (name: string, expected: Expected, shape: RegExp): t.Type<string> =>
  guarded(name, expected, (u): u is string => typeof u === "string" && shape.test(u))

export const bool: t.Type<boolean> = guarded(
  "boolean",
  { zh: "true或false", en: "true or false" },
  (u) => typeof u === "boolean",
)

/** The value or `null`. */
export const nullable = <A>(inner: t.Type<A, unknown>): t.Type<A | null, unknown> =>
  new Codec<A | null, unknown>(
    inner.name,
    expectedBy(inner),
    (u): u is A | null => u === null || inner.is(u),
    (u, context) => (u === null ? E.right(null) : inner.validate(u, context)),
    (a) => (a === null ? null : inner.encode(a)),
  )

/** What any codec of io-ts asks for; of one that is not ours, only its name is known. */
export const expectedBy = (type: t.Decoder<unknown, unknown>): Expected =>
  type instanceof Codec ? type.expected : { zh: "一组内容", en: `an object: ${type.name}` }

/** One of a few words. */
export const oneOf = <W extends string>(name: string, words: ReadonlyArray<W>): OneOf<W> => new OneOf(name, words)

export class OneOf<W extends string> extends Codec<W, W> {
  readonly words: ReadonlyArray<W>

  constructor(name: string, words: ReadonlyArray<W>) {
    const is = (u: unknown): u is W => words.some((word) => word === u)
    const all = words.join(" | ")
    super(
      name,
      { zh: `下列之一：${all}`, en: `one of ${all}` },
      is,
      (u, context) => (is(u) ? E.right(u) : failure(u, context)),
      (word) => word,
    )
    this.words = words
  }
}

/** A list of `from` to `to` things. */
export const list = <A>(
  item: t.Type<A, unknown>,
  { from = 0, to = 100 }: { readonly from?: number; readonly to?: number } = {},
): t.Type<ReadonlyArray<A>, unknown> => {
  const fits = (u: unknown): u is ReadonlyArray<unknown> => Array.isArray(u) && u.length >= from && u.length <= to
  const validate: t.Validate<unknown, ReadonlyArray<A>> = (u, context) => {
    if (!fits(u)) return failure(u, context)
    const results = u.map((value, i) => item.validate(value, within(context, String(i), item, value)))
    const errors = results.flatMap((result) => (E.isLeft(result) ? result.left : []))
    return errors.length > 0
      ? E.left(errors)
      : E.right(results.flatMap((result) => (E.isRight(result) ? [result.right] : [])))
  }
  return new Codec<ReadonlyArray<A>, unknown>(
    `list(${from},${to})`,
    { zh: `${from}至${to}项`, en: `a list of ${from} to ${to}` },
    (u): u is ReadonlyArray<A> => fits(u) && u.every(item.is),
    validate,
    (a) => a.map(item.encode),
  )
}
