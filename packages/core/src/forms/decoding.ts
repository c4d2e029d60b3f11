/** What is wrong with what somebody filled in: every field at once, with what was expected and what was got. */
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { described, type TextFault } from "../codec/codec.js"
import { unknownField } from "../codec/record.js"
import type { Bilingual } from "../law/bilingual.js"

/** One fault of what was handed in: where, what was expected, what was there. A codec tells all of them at once. */
export interface FormIssue {
  /** Dots between fields, numbers for places in a list from 0: `form.basic.investors.0.share`. */
  readonly path: string
  readonly expected: Bilingual
  /** As JSON, cut at 60 characters; `nothing` when the field is not there. */
  readonly got: string
  /** For an unknown field or word, the one that was probably meant. */
  readonly nearest?: string
  /** For an unknown field, those there are. */
  readonly known?: ReadonlyArray<string>
  /** What is wrong, where "expected this, got that" would not say it. */
  readonly sentence?: Bilingual
  /** The same of a text, which cannot be shown where its fault is that nobody sees it. */
  readonly fault?: TextFault
}

/** Reads unknown input with a codec: the value, or every fault of it with its path. What is no field is a fault too. */
export const decode = <A>(codec: t.Decoder<unknown, A>, input: unknown): E.Either<ReadonlyArray<FormIssue>, A> => {
  const decoded = codec.decode(input)
  return E.isLeft(decoded) ? E.left(decoded.left.map(issueOf)) : decoded
}

const issueOf = ({ context, value }: t.ValidationError): FormIssue => {
  const path = context.flatMap(({ key }) => (key === "" ? [] : [key])).join(".")
  const last = context.at(-1)
  const { expected, faultOf, composition } = described(last?.type)
  const fault = faultOf?.(value)
  const issue = { path, expected, got: asJson(value), ...(fault === undefined ? {} : { fault }) }
  if (last?.type === unknownField) {
    const record = described(context.at(-2)?.type).composition
    const known = record._tag === "Record" ? Object.keys(record.fields) : []
    return { ...issue, ...nearestTo(last.key, known), known }
  }
  return typeof value === "string" && composition._tag === "Choice"
    ? { ...issue, ...nearestTo(value, composition.words) }
    : issue
}

const asJson = (value: unknown): string => {
  if (value === undefined) return "nothing"
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

/** A third of the letters may be wrong; beyond that no guess is worth making. */
const nearestTo = (word: string, known: ReadonlyArray<string>): { readonly nearest?: string } => {
  const isNear = (distance: number, name: string): boolean => distance * 3 <= Math.max(word.length, name.length)
  const [best] = known
    .filter((name) => isNear(Math.abs(word.length - name.length), name))
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  return best !== undefined && isNear(best.distance, best.name) ? { nearest: best.name } : {}
}

/** These names, those most alike first. */
export const nearestNames = (word: string, names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ name }) => name)

/** Levenshtein: how many letters to insert, delete or replace. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced))
    }
    row = next
  }
  return row[b.length] ?? 0
}
