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

/** What is wrong with a text that looks right, or whose fault can be told exactly. */
export type TextFault =
  /** A character that nobody sees or that has no meaning. `at` counts characters from 1; `code` as U+200B. */
  | { readonly _tag: "UnseenCharacter"; readonly at: number; readonly code: string }
  /** Of a social credit code, the first of its parts that cannot be right; `check` is what its check would have to be. */
  | { readonly _tag: "CodePart"; readonly part: "registrar" | "division" | "person" }
  | { readonly _tag: "CodeCheck"; readonly part: "organisation" | "whole"; readonly check: string }

/** Codecs by the names of the fields they are for. */
export type CodecsByName = { readonly [name: string]: t.Mixed }

/** How a codec is made of others, for whoever walks it: a form that is laid out from it, a schema, a test. */
export type Composition =
  | { readonly _tag: "Atom" }
  /** Exactly these fields; those that are not among the required ones may be left out. */
  | { readonly _tag: "Record"; readonly fields: CodecsByName; readonly required: CodecsByName }
  /** Values of one kind by names of any number, as `isEntryName` has them. */
  | { readonly _tag: "Dictionary"; readonly value: t.Mixed }
  | { readonly _tag: "List"; readonly item: t.Mixed; readonly from: number; readonly to: number }
  /** A record of one of several kinds: its field `tag` has the word of its case. */
  | { readonly _tag: "Union"; readonly tag: string; readonly cases: CodecsByName }
  | { readonly _tag: "Nullable"; readonly inner: t.Mixed }
  | { readonly _tag: "Choice"; readonly words: ReadonlyArray<string> }
  /** A record that stands in itself, by its name. */
  | { readonly _tag: "Itself" }

interface Description {
  readonly expected: Expected
  readonly composition: Composition
  /** What is wrong with a value it refuses, where `expected` would not show it. */
  readonly faultOf?: ((u: unknown) => TextFault | undefined) | undefined
}

export interface Codec<A, O = A> extends t.Type<A, O>, Description {}

const atom: Composition = { _tag: "Atom" }

/** The other functions say what it takes; this one is for codecs of another kind. */
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

/** All but the three members that io-ts has in its type alone. */
type AtRunTime<A, O> = Omit<Codec<A, O>, "_A" | "_O" | "_I">

export const failure = <A>(value: unknown, context: t.Context): t.Validation<A> => E.left([{ value, context }])

/** The context of a value inside another. */
export const within = (
  context: t.Context,
  key: string,
  type: t.Decoder<unknown, unknown>,
  actual: unknown,
): t.Context => [...context, { key, type, actual }]

export const anObject = (name: string): Expected => ({ zh: "一组内容", en: `an object: ${name}` })

/** What any codec of io-ts says of itself; one that is not ours has only a name. */
export const described = (type: t.Decoder<unknown, unknown> | undefined): Description =>
  isOurs(type) ? type : { expected: anObject(`${type?.name}`), composition: atom }

const isOurs = (type: object = {}): type is Codec<unknown> => "expected" in type

/** For values that are not written as they are kept; `read` gives `undefined` for what it does not understand. */
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

/** For values that are written as they are kept. */
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

/** A text of a kind: `guardedText("CivilDate", expected, isCivilDate)`. */
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

/** A text of a shape: `textLike("Digest", expected, /^sha256:[0-9a-f]{64}$/)`. */
/* @__NO_SIDE_EFFECTS__ */
export const textLike = (name: string, expected: Expected, shape: RegExp): Codec<string> =>
  guarded(name, expected, (u): u is string => typeof u === "string" && shape.test(u))

/** `true` or `false`, and no word for either. */
export const bool: Codec<boolean> = guarded(
  "boolean",
  { zh: "true或false", en: "true or false" },
  (u) => typeof u === "boolean",
)

/** The value or `null`. */
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

/** One of a few words. */
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

/** A list of `from` to `to` things. */
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
