/**
 * Codecs with the interface of io-ts, so that its combinators accept them: `t.type({ unit: Uscc })`. The implementation is
 * our own, because io-ts itself cannot be tree-shaken.
 */
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"

/** Description of the expected value, for a person who entered something else. */
interface Expected {
  readonly zh: string
  readonly en: string
}

/** A precise fault of a text, for texts that look right or whose fault can be located. */
export type TextFault =
  /** An invisible or meaningless character. `at`: position in characters from 1; `code`: such as U+200B. */
  | { readonly _tag: "UnseenCharacter"; readonly at: number; readonly code: string }
  /** The first invalid part of a social credit code. `check`: the check character it should have. */
  | { readonly _tag: "CodePart"; readonly part: "registrar" | "division" | "person" }
  | { readonly _tag: "CodeCheck"; readonly part: "organisation" | "whole"; readonly check: string }

/** Codecs by field name. */
export type CodecsByName = { readonly [name: string]: t.Mixed }

/** How a codec is composed of others. Used to lay out forms, derive schemas and generate test data. */
export type Composition =
  | { readonly _tag: "Atom" }
  /** Exactly these fields. Fields outside `required` may be left out. */
  | { readonly _tag: "Record"; readonly fields: CodecsByName; readonly required: CodecsByName }
  /** Any number of values of one kind, with names that satisfy `isEntryName`. */
  | { readonly _tag: "Dictionary"; readonly value: t.Mixed }
  | { readonly _tag: "List"; readonly item: t.Mixed; readonly from: number; readonly to: number }
  /** One of several records, discriminated by the field `tag`. */
  | { readonly _tag: "Union"; readonly tag: string; readonly cases: CodecsByName }
  | { readonly _tag: "Nullable"; readonly inner: t.Mixed }
  | { readonly _tag: "Choice"; readonly words: ReadonlyArray<string> }
  /** A reference from inside a record to the record itself, by its name. */
  | { readonly _tag: "Itself" }

interface Description {
  readonly expected: Expected
  readonly composition: Composition
  /** The fault of a refused value, if `expected` alone would not explain it. */
  readonly faultOf?: ((u: unknown) => TextFault | undefined) | undefined
}

export interface Codec<A, O = A> extends t.Type<A, O>, Description {}

const atom: Composition = { _tag: "Atom" }

/** Makes a codec from its parts. The other functions below are simpler; use this for codecs they do not cover. */
export const codecOf = <A, O>(
  name: string,
  expected: Expected,
  is: (u: unknown) => u is A,
  validate: t.Validate<unknown, A>,
  encode: (a: A) => O,
  composition: Composition = atom,
  faultOf?: Description["faultOf"],
): Codec<A, O> => {
  const self: AtRunTime<A, O> = {
    name,
    expected,
    composition,
    faultOf,
    is,
    validate,
    encode,
    decode: (u) => validate(u, [{ key: "", type: self, actual: u }]),
    pipe(next, pipeName = `pipe(${name}, ${next.name})`) {
      return codecOf(
        pipeName,
        expected,
        next.is,
        (u, context) => {
          const first = this.validate(u, context)
          return E.isLeft(first) ? first : next.validate(first.right, context)
        },
        (b) => this.encode(next.encode(b)),
      )
    },
    asDecoder: () => self,
    asEncoder: () => self,
  }
  return self as Codec<A, O>
}

/** A codec without the three members that exist only in the types of io-ts. */
type AtRunTime<A, O> = Omit<Codec<A, O>, "_A" | "_O" | "_I">

export const failure = <A>(value: unknown, context: t.Context): t.Validation<A> => E.left([{ value, context }])

/** The context of a nested value. */
export const within = (
  context: t.Context,
  key: string,
  type: t.Decoder<unknown, unknown>,
  actual: unknown,
): t.Context => [...context, { key, type, actual }]

export const anObject = (name: string): Expected => ({ zh: "一组内容", en: `an object: ${name}` })

/** Description of any io-ts codec. For a codec that is not ours, only the name is known. */
export const described = (type: t.Decoder<unknown, unknown> | undefined): Description =>
  isOurs(type) ? type : { expected: anObject(`${type?.name}`), composition: atom }

const isOurs = (type: object = {}): type is Codec<unknown> => "expected" in type

/** Makes a codec whose input form differs from its value. `read` returns `undefined` for invalid input. */
/* @__NO_SIDE_EFFECTS__ */
export const codec = <A, O>(
  name: string,
  expected: Expected,
  is: (u: unknown) => u is A,
  { read, write }: { readonly read: (u: unknown) => A | undefined; readonly write: (a: A) => O },
): Codec<A, O> =>
  codecOf(
    name,
    expected,
    is,
    (u, context) => {
      const value = read(u)
      return value === undefined ? failure(u, context) : E.right(value)
    },
    write,
  )

/**
 * Makes a codec of values that a guard recognises as they are: reading and writing change nothing. `faultOf` says in words
 * what is wrong with a value; otherwise `expected` is all that is said.
 */
/* @__NO_SIDE_EFFECTS__ */
export const guarded = <A>(
  name: string,
  expected: Expected,
  is: (u: unknown) => u is A,
  faultOf?: Description["faultOf"],
  composition?: Composition,
): Codec<A> =>
  codecOf(
    name,
    expected,
    is,
    (u, context) => (is(u) ? E.right(u) : failure(u, context)),
    (a) => a,
    composition,
    faultOf,
  )

/** Makes a codec of texts that satisfy a guard: `guardedText("CivilDate", expected, isCivilDate)`. */
/* @__NO_SIDE_EFFECTS__ */
export const guardedText = <A extends string>(
  name: string,
  expected: Expected,
  is: (text: string) => text is A,
  faultOf?: (text: string) => TextFault | undefined,
): Codec<A> =>
  guarded(
    name,
    expected,
    (u): u is A => typeof u === "string" && is(u),
    faultOf && ((u) => (typeof u === "string" ? faultOf(u) : undefined)),
  )

/** Makes a codec of texts that match a pattern: `textLike("Digest", expected, /^sha256:[0-9a-f]{64}$/)`. */
/* @__NO_SIDE_EFFECTS__ */
export const textLike = (name: string, expected: Expected, shape: RegExp): Codec<string> =>
  guarded(name, expected, (u): u is string => typeof u === "string" && shape.test(u))

/** `true` or `false`; no text is accepted for either. */
export const bool: Codec<boolean> = guarded(
  "boolean",
  { zh: "true或false", en: "true or false" },
  (u) => typeof u === "boolean",
)

/** Makes a codec that also accepts `null`. */
/* @__NO_SIDE_EFFECTS__ */
export const nullable = <A>(inner: t.Type<A, unknown>): Codec<A | null, unknown> =>
  codecOf<A | null, unknown>(
    inner.name,
    described(inner).expected,
    (u): u is A | null => u === null || inner.is(u),
    (u, context) => (u === null ? E.right(null) : inner.validate(u, context)),
    (a) => (a === null ? null : inner.encode(a)),
    { _tag: "Nullable", inner },
  )

/** Makes a codec of a closed list of words. */
/* @__NO_SIDE_EFFECTS__ */
export const oneOf = <W extends string>(name: string, words: ReadonlyArray<W>): Codec<W> => {
  const all = words.join(" | ")
  return guarded(
    name,
    { zh: `下列之一：${all}`, en: `one of ${all}` },
    (u): u is W => words.some((word) => word === u),
    undefined,
    { _tag: "Choice", words },
  )
}

/** Makes a codec of lists with `from` to `to` items, by default up to 100. */
/* @__NO_SIDE_EFFECTS__ */
export const list = <A>(
  item: t.Type<A, unknown>,
  { from = 0, to = 100 }: { readonly from?: number; readonly to?: number } = {},
): Codec<ReadonlyArray<A>, unknown> => {
  const fits = (u: unknown): u is ReadonlyArray<unknown> => Array.isArray(u) && u.length >= from && u.length <= to
  const validate: t.Validate<unknown, ReadonlyArray<A>> = (u, context) => {
    if (!fits(u)) return failure(u, context)
    const errors: Array<t.ValidationError> = []
    const items: Array<A> = []
    for (const [i, value] of u.entries()) {
      const result = item.validate(value, within(context, String(i), item, value))
      if (E.isLeft(result)) errors.push(...result.left)
      else items.push(result.right)
    }
    return errors.length > 0 ? E.left(errors) : E.right(items)
  }
  return codecOf<ReadonlyArray<A>, unknown>(
    "List",
    { zh: `${from}至${to}项`, en: `a list of ${from} to ${to}` },
    (u): u is ReadonlyArray<A> => fits(u) && u.every(item.is),
    validate,
    (a) => a.map(item.encode),
    { _tag: "List", item, from, to },
  )
}
