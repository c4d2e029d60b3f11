/** Enumerates alterations of a JSON value: each keeps its kind or removes a part. */
import { instantAt, isCivilDate, isInstant, plusDays } from "@shifan/core"

/** A change to one part of a value. */
export interface Alteration {
  /** Such as `data.form.basic.phone`; list items are `*`. */
  readonly path: string
  /** In words, such as `a day later`. */
  readonly how: string
  /** The whole value with that part altered. */
  readonly value: unknown
}

/** Keys and indices that lead to a part. */
export type Path = ReadonlyArray<string | number>

/** All alterations of a value and its parts. For lists of more than three items, only of the first and last. */
export const alterationsOf = (value: unknown): ReadonlyArray<Alteration> =>
  partsOf(value, []).flatMap(({ path, part }) =>
    (path.length === 0 ? [furtherField(part)] : waysToAlter(part)).map(([how, altered]) => ({
      path: path.map((step) => (typeof step === "number" ? "*" : step)).join("."),
      how,
      value: withPart(value, path, altered),
    })),
  )

interface Part {
  readonly path: Path
  readonly part: unknown
}

const partsOf = (value: unknown, path: Path): ReadonlyArray<Part> => {
  const own = [{ path, part: value }]
  if (Array.isArray(value)) {
    const items = value.length > 3 ? [0, value.length - 1] : [...value.keys()]
    return [...own, ...items.flatMap((i) => partsOf(value[i], [...path, i]))]
  }
  if (typeof value !== "object" || value === null) return own
  return [...own, ...Object.entries(value).flatMap(([key, inner]) => partsOf(inner, [...path, key]))]
}

/** In place of a part that is taken away. */
export const missing = Symbol("missing")

type Way = readonly [how: string, altered: unknown]

const waysToAlter = (part: unknown): ReadonlyArray<Way> => {
  if (part === null) return [["given", 1] as const, ["a text", "示例"] as const, ["a UUID", anyUuid] as const, removed]
  if (typeof part === "string") return [...textWays(part), removed]
  if (typeof part === "number") return [...numberWays(part), removed]
  if (typeof part === "boolean") return [["the other", !part] as const, removed]
  if (Array.isArray(part)) return [...listWays(part), removed]
  return [furtherField(part), ["null", null] as const, removed]
}

const furtherField = (part: unknown): Way => ["another field", { ...Object(part), further: "示例" }]

/** Where `null` stands for no id, a text that is none would be refused by its shape alone. */
const anyUuid = "0190163d-8694-7000-8000-00000000bbbb"

const removed: Way = ["taken away", missing]

const millisecondsADay = 86_400_000

const textWays = (text: string): ReadonlyArray<Way> => {
  if (isInstant(text)) {
    const shifted = (by: number): string => instantAt(Date.parse(text) + by)
    return [
      ["a millisecond earlier", shifted(-1)],
      ["a millisecond later", shifted(1)],
      ["a day earlier", shifted(-millisecondsADay)],
      ["a day later", shifted(millisecondsADay)],
      ["years earlier", shifted(-3000 * millisecondsADay)],
      ["years later", shifted(9000 * millisecondsADay)],
    ]
  }
  if (isCivilDate(text))
    return [
      ["a day earlier", plusDays(text, -1)],
      ["a day later", plusDays(text, 1)],
      ["years earlier", plusDays(text, -3000)],
      ["years later", plusDays(text, 9000)],
    ]
  const ways: ReadonlyArray<Way> = [
    ["one character", otherCharacter(text)],
    ["a longer text", `${text}甲`],
    ["in capitals or small letters", otherCase(text)],
    ["another text", "示例二"],
    ["no text", ""],
  ]
  return ways.filter(([, altered]) => altered !== text)
}

/** Changes the last digit or, in a text without digits, the first letter. */
const otherCharacter = (text: string): string => {
  const at = text.search(/\d(?=\D*$)/)
  if (at >= 0) return `${text.slice(0, at)}${(Number(text[at]) + 1) % 10}${text.slice(at + 1)}`
  return `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`
}

const otherCase = (text: string): string => (text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase())

const numberWays = (number: number): ReadonlyArray<Way> => [
  ["one less", number - 1],
  ["one more", number + 1],
  ["far more", number * 25 + 50],
  ["below nothing", -1 - number],
]

const listWays = (list: ReadonlyArray<unknown>): ReadonlyArray<Way> => [
  ...(list.length === 0 ? [["an item", ["示例"]] as const] : []),
  ...(list.length > 0
    ? [["without the last", list.slice(0, -1)] as const, ["the last twice", [...list, list.at(-1)]] as const]
    : []),
  ...(list.length > 1 ? [["turned round", list.toReversed()] as const, ["emptied", []] as const] : []),
]

/** The value with one part altered, added or, by `missing`, taken away. */
export const withPart = (value: unknown, [step, ...rest]: Path, altered: unknown): unknown => {
  if (step === undefined) return altered
  if (Array.isArray(value) && typeof step === "number") {
    const item = withPart(value[step], rest, altered)
    return item === missing ? value.toSpliced(step, 1) : value.with(step, item)
  }
  const { [step]: inner, ...others }: Readonly<Record<string, unknown>> = Object(value)
  const part = withPart(inner, rest, altered)
  return part === missing ? others : { ...others, [step]: part }
}
