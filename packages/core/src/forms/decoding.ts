/** What is wrong with what somebody filled in: every field at once, with what was expected and what was got. */
import * as E from "fp-ts/lib/Either.js"
import { distance } from "fastest-levenshtein"
import type * as t from "io-ts"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { expectations } from "./expectations.js"
import { ClosedRecord, OneOf, unknownField } from "./record.js"

export interface FormIssue {
  /** Dots between fields, numbers for places in a list from 0: `form.basic.investors.0.share`. */
  readonly path: string
  readonly expected: Bilingual
  /** As JSON, cut at 60 characters; `nothing` when the field is not there. */
  readonly got: string
  /** For a field or a word nobody knows, the one that was probably meant. */
  readonly nearest?: string
}

export const decode = <A>(codec: t.Decoder<unknown, A>, input: unknown): E.Either<ReadonlyArray<FormIssue>, A> =>
  E.mapLeft((errors: t.Errors) => errors.map(issueOf))(codec.decode(input))

const issueOf = ({ context, value, message }: t.ValidationError): FormIssue => {
  const path = context
    .map(({ key }) => key)
    .filter((key) => key !== "")
    .join(".")
  const last = context.at(-1)
  const parent = context.at(-2)?.type
  if (message === unknownField && parent instanceof ClosedRecord && last !== undefined)
    return {
      path,
      expected: bilingual("表中没有此栏", "no such field"),
      got: shown(value),
      ...nearest(last.key, parent.fields),
    }
  const type = last?.type
  return {
    path,
    expected: type === undefined ? bilingual("有效内容", "valid content") : expectation(type),
    got: shown(value),
    ...(type instanceof OneOf && typeof value === "string" ? nearest(value, type.words) : {}),
  }
}

const expectation = (type: t.Decoder<unknown, unknown>): Bilingual => {
  if (type instanceof OneOf) {
    const words = type.words.join(" | ")
    return bilingual(`下列之一：${words}`, `one of ${words}`)
  }
  const known = expectations.get(type.name)
  if (known !== undefined) return known
  const [, from, to] = /^list\((\d+),(\d+)\)$/.exec(type.name) ?? []
  return from === undefined
    ? bilingual("一组内容", `an object: ${type.name}`)
    : bilingual(`${from}至${to}项`, `a list of ${from} to ${to}`)
}

const shown = (value: unknown): string => {
  if (value === undefined) return "nothing"
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** A third of the letters may be wrong; what is further off is no guess worth making. */
const nearest = (given: string, known: ReadonlyArray<string>): { readonly nearest?: string } => {
  const [best] = known
    .map((name) => ({ name, off: distance(given.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.off - b.off)
  return best !== undefined && best.off * 3 <= Math.max(given.length, best.name.length) ? { nearest: best.name } : {}
}
