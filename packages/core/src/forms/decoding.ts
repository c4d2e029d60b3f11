/** Decodes input and reports all its faults at once, each with the expected and the actual value. */
import * as E from "fp-ts/lib/Either.js"
import type * as t from "io-ts"
import { described, type TextFault } from "../codec/codec.js"
import { unknownField } from "../codec/record.js"
import type { Bilingual } from "../law/bilingual.js"

/** A fault of the input: its path, the expected and the actual value. */
export interface FormIssue {
  /** Fields separated by dots, list indices from 0: `form.basic.investors.0.share`. */
  readonly path: string
  readonly expected: Bilingual
  /** The value as JSON, cut at 60 characters; `nothing` if the field is missing. */
  readonly got: string
  /** For an unknown field or word: the one that was probably meant. */
  readonly nearest?: string
  /** For an unknown field: the known fields. */
  readonly known?: ReadonlyArray<string>
  /** A specific sentence, if "expected this, got that" would not explain the fault. */
  readonly sentence?: Bilingual
  /** The precise fault of a text, such as an invisible character, which `got` cannot show. */
  readonly fault?: TextFault
}

/** Decodes unknown input: the value, or all faults with their paths. An unknown field is a fault, too. */
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

/** The nearest known word, if at most a third of the letters differ. */
const nearestTo = (word: string, known: ReadonlyArray<string>): { readonly nearest?: string } => {
  const isNear = (distance: number, name: string): boolean => distance * 3 <= Math.max(word.length, name.length)
  const [best] = known
    .filter((name) => isNear(Math.abs(word.length - name.length), name))
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  return best !== undefined && isNear(best.distance, best.name) ? { nearest: best.name } : {}
}

/** The names sorted by similarity, most similar first. */
export const nearestNames = (word: string, names: ReadonlyArray<string>): ReadonlyArray<string> =>
  names
    .map((name) => ({ name, distance: editDistance(word.toLowerCase(), name.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
    .map(({ name }) => name)

/** Levenshtein distance: the number of letters to insert, delete or replace. */
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
