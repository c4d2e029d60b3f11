/** Lists the figures, dates, words and levels in a regulation's conditions, each with its path in the value. */
import type { Criterion, Level, Quantity } from "../conditions/criterion.js"
import type { NameKind } from "./fault.js"

export interface Part {
  readonly part: Criterion
  readonly place: string
}

/** All criteria with their paths, each before its parts. Leaves out findings that open an exception, which use no names. */
export const partsAt = (part: Criterion, place: string): ReadonlyArray<Part> => {
  switch (part._tag) {
    case "Group":
      return [{ part, place }, ...part.of.flatMap((child, i) => partsAt(child, `${place}.of.${i}`))]
    case "Except":
      return [{ part, place }, ...partsAt(part.in, `${place}.in`)]
    default:
      return [{ part, place }]
  }
}

export interface NameUse {
  readonly kind: NameKind
  readonly name: string
  readonly place: string
}

/** Names that a criterion itself uses, without those of its parts. */
export const namesIn = (part: Criterion, place: string): ReadonlyArray<NameUse> => [
  ...quantitiesIn(part, place).flatMap(({ quantity, place: at }): ReadonlyArray<NameUse> =>
    quantity._tag === "Figure" ? [{ kind: "figure", name: quantity.name, place: at }] : [],
  ),
  ...levelsIn(part, place).flatMap(({ level, place: at }): ReadonlyArray<NameUse> =>
    typeof level === "number" ? [] : [{ kind: "word", name: level.word, place: at }],
  ),
  ...(part._tag === "OneOfWords" ? [{ kind: "word" as const, name: part.word, place: `${place}.word` }] : []),
  ...(part._tag === "Elapsed"
    ? (["operationStart", "registration"] as const).flatMap((option) =>
        part.since[option].map((name, i) => ({ kind: "date" as const, name, place: `${place}.since.${option}.${i}` })),
      )
    : []),
]

export interface QuantityUse {
  readonly quantity: Quantity
  readonly place: string
}

/** All quantities of a criterion, each before its parts. */
export const quantitiesIn = (part: Criterion, place: string): ReadonlyArray<QuantityUse> => {
  switch (part._tag) {
    case "AtLeast":
      return within(part.quantity, `${place}.quantity`)
    case "AtLeastShare":
      return [...within(part.part, `${place}.part`), ...within(part.whole, `${place}.whole`)]
    case "Growth":
      return part.series.flatMap((year, i) => within(year, `${place}.series.${i}`))
    default:
      return []
  }
}

const within = (quantity: Quantity, place: string): ReadonlyArray<QuantityUse> => {
  switch (quantity._tag) {
    case "Figure":
      return [{ quantity, place }]
    case "Sum":
      return [{ quantity, place }, ...quantity.of.flatMap((part, i) => within(part, `${place}.of.${i}`))]
    case "ByReading":
      return [
        { quantity, place },
        ...Object.entries(quantity.options).flatMap(([option, part]) => within(part, `${place}.options.${option}`)),
      ]
  }
}

export interface LevelUse {
  readonly level: Level
  readonly place: string
  /** Upper bound for its numbers; `null` if there is none. */
  readonly most: number | null
}

/** All levels of a criterion, each before its entries. */
export const levelsIn = (part: Criterion, place: string): ReadonlyArray<LevelUse> => {
  switch (part._tag) {
    case "AtLeast":
      return rowsOf(part.required, `${place}.required`, part.unit === "basisPoints" ? 10_000 : null)
    case "AtLeastShare":
      return rowsOf(part.percent, `${place}.percent`, 100)
    case "Elapsed":
      return rowsOf(part.years, `${place}.years`, null)
    default:
      return []
  }
}

const rowsOf = (level: Level, place: string, most: number | null): ReadonlyArray<LevelUse> =>
  typeof level === "number"
    ? [{ level, place, most }]
    : [
        { level, place, most },
        ...Object.entries(level.levels).flatMap(([value, row]) => rowsOf(row, `${place}.levels.${value}`, most)),
        ...(level.otherwise === undefined ? [] : rowsOf(level.otherwise, `${place}.otherwise`, most)),
      ]
