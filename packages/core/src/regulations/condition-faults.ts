/** Finds faults in a regulation's conditions: names that no form has, and conditions that no evidence can meet. */
import { dateNames, figureNames, wordNames } from "../conditions/case-fields.js"
import { reaches, withParts, type Criterion, type Elapsed, type Except } from "../conditions/criterion.js"
import { platformKinds, serviceAreas } from "../forms/application.js"
import { unitNatures } from "../forms/basic-particulars.js"
import type { OwnNames, RegulationDraft } from "../kernel/regulation.js"
import { isOptionOf, isReadingId, readingOptions } from "../law/readings.js"
import {
  levelsIn,
  namesIn,
  partsAt,
  quantitiesIn,
  type LevelUse,
  type NameUse,
  type QuantityUse,
} from "./condition-places.js"
import type { BareFault, BareObservation, NameKind } from "./fault.js"

export const conditionFaults = (regulation: RegulationDraft): ReadonlyArray<BareFault> => [
  ...ownNamesTaken(regulation.own ?? {}),
  ...partsAt(regulation.conditions, "conditions").flatMap(({ part, place }) => [
    ...partFaults(part, place),
    ...namesIn(part, place).flatMap((use) => nameFaults(use, regulation)),
    ...levelsIn(part, place).flatMap((use) => levelFaults(use, regulation)),
    ...quantitiesIn(part, place).flatMap(optionFaults),
    ...(part._tag === "OneOfWords" ? neverGiven(part.word, part.of, `${place}.of`, regulation) : []),
  ]),
]

export const unusedOwnNames = ({ own = {}, conditions }: RegulationDraft): ReadonlyArray<BareObservation> => {
  const used = partsAt(conditions, "conditions").flatMap(({ part, place }) => namesIn(part, place))
  return declared(own).flatMap(({ kind, name, place }): ReadonlyArray<BareObservation> =>
    used.some((use) => use.kind === kind && use.name === name) ? [] : [{ code: "OwnNameUnused", place, kind, name }],
  )
}

const partFaults = (part: Criterion, place: string): ReadonlyArray<BareFault> => {
  switch (part._tag) {
    case "Group":
      return Number.isInteger(part.n) && 1 <= part.n && part.n <= part.of.length
        ? []
        : [{ code: "GroupCount", place, asked: part.n, parts: part.of.length }]
    case "Except":
      return exceptionFaults(part, place)
    case "OneOfWords":
      return emptyAt(part.of, `${place}.of`)
    case "Growth":
      return notWhole(part.series.length, `${place}.series.length`, 2)
    case "Elapsed":
      return elapsedFaults(part, place)
    default:
      return []
  }
}

const exceptionFaults = (rule: Except, place: string): ReadonlyArray<BareFault> => {
  const { id, from, when } = rule
  const conditions = withParts(rule.in).filter(({ _tag }) => _tag !== "Group" && _tag !== "Except")
  return [
    ...emptyAt(from, `${place}.from`),
    ...from.flatMap((point, i): ReadonlyArray<BareFault> =>
      conditions.some((condition) => reaches({ ...rule, from: [point] }, condition.id))
        ? []
        : [{ code: "ExceptionReachesNothing", place: `${place}.from.${i}`, id, from: point }],
    ),
    ...(when.length === 0 ? [{ code: "ExceptionWithoutFinding" as const, place: `${place}.when`, id }] : []),
  ]
}

const elapsedFaults = ({ since, countedOn }: Elapsed, place: string): ReadonlyArray<BareFault> => [
  ...emptyAt(since.operationStart, `${place}.since.operationStart`),
  ...emptyAt(since.registration, `${place}.since.registration`),
  ...(countedOn === undefined
    ? []
    : [
        ...notWhole(countedOn.month, `${place}.countedOn.month`, 1, 12),
        ...notWhole(countedOn.day, `${place}.countedOn.day`, 1, 31),
      ]),
]

const emptyAt = (list: ReadonlyArray<unknown>, place: string): ReadonlyArray<BareFault> =>
  list.length === 0 ? [{ code: "EmptyList", place }] : []

export const notWhole = (
  value: number,
  place: string,
  least: number,
  most: number | null = null,
): ReadonlyArray<BareFault> =>
  Number.isSafeInteger(value) && value >= least && (most === null || value <= most)
    ? []
    : [{ code: "ImpossibleNumber", place, value, least, most }]

const knownNames: { readonly [K in NameKind]: ReadonlyArray<string> } = {
  figure: figureNames,
  date: dateNames,
  word: wordNames,
}

const declared = ({ figures = {}, dates = {}, words = {} }: OwnNames): ReadonlyArray<NameUse> => [
  ...Object.keys(figures).map((name) => ({ kind: "figure" as const, name, place: `own.figures.${name}` })),
  ...Object.keys(dates).map((name) => ({ kind: "date" as const, name, place: `own.dates.${name}` })),
  ...Object.keys(words).map((name) => ({ kind: "word" as const, name, place: `own.words.${name}` })),
]

const ownNamesTaken = (own: OwnNames): ReadonlyArray<BareFault> =>
  declared(own).flatMap(({ kind, name, place }): ReadonlyArray<BareFault> =>
    knownNames[kind].includes(name) ? [{ code: "OwnNameTaken", place, kind, name }] : [],
  )

const nameFaults = ({ kind, name, place }: NameUse, { own = {} }: RegulationDraft): ReadonlyArray<BareFault> =>
  knownNames[kind].includes(name) || declared(own).some((use) => use.kind === kind && use.name === name)
    ? []
    : [{ code: "UnknownName", place, kind, name }]

const optionFaults = ({ quantity, place }: QuantityUse): ReadonlyArray<BareFault> => {
  if (quantity._tag === "Sum") return emptyAt(quantity.of, `${place}.of`)
  if (quantity._tag === "Figure") return []
  const { reading, options } = quantity
  if (!isReadingId(reading)) return [{ code: "UnknownReading", place: `${place}.reading`, reading }]
  return [
    ...Object.keys(options).flatMap((option): ReadonlyArray<BareFault> =>
      isOptionOf(reading, option) ? [] : [{ code: "UnknownOption", place: `${place}.options`, reading, option }],
    ),
    ...readingOptions[reading].flatMap((option): ReadonlyArray<BareFault> =>
      Object.hasOwn(options, option) ? [] : [{ code: "OptionMissing", place: `${place}.options`, reading, option }],
    ),
  ]
}

const levelFaults = ({ level, place, most }: LevelUse, regulation: RegulationDraft): ReadonlyArray<BareFault> => {
  if (typeof level === "number") return notWhole(level, place, 1, most)
  const { word, levels, otherwise } = level
  const lacking =
    otherwise === undefined ? admittedValues(word, regulation).filter((value) => !Object.hasOwn(levels, value)) : []
  return [
    ...neverGiven(word, Object.keys(levels), `${place}.levels`, regulation),
    ...lacking.map((value): BareFault => ({ code: "LevelMissing", place: `${place}.levels`, word, value })),
  ]
}

const neverGiven = (
  word: string,
  values: ReadonlyArray<string>,
  place: string,
  regulation: RegulationDraft,
): ReadonlyArray<BareFault> => {
  const possible = valuesOf(word, regulation)
  return values.flatMap((value): ReadonlyArray<BareFault> =>
    possible === undefined || possible.includes(value) ? [] : [{ code: "WordNeverGiven", place, word, value }],
  )
}

/** Values of a word with which a case can still meet the conditions; empty if not known. */
const admittedValues = (word: string, regulation: RegulationDraft): ReadonlyArray<string> => {
  const admitting = withParts(regulation.conditions).flatMap((part) =>
    part._tag === "OneOfWords" && part.word === word ? [part.of] : [],
  )
  return (valuesOf(word, regulation) ?? []).filter((value) => admitting.every((of) => of.includes(value)))
}

/** The closed list of values for a word, from the forms, grades, territory or own fields; `undefined` if there is none. */
const valuesOf = (
  word: string,
  { lifecycle, territory, extensions = {} }: RegulationDraft,
): ReadonlyArray<string> | undefined => {
  switch (word) {
    case "unitNature":
      return unitNatures
    case "serviceArea":
      return serviceAreas
    case "platformKind":
      return platformKinds
    case "grade":
      return lifecycle.grades ?? []
    case "countyOrDistrict":
      return territory?.counties.map(({ code }) => code)
    default: {
      const field = Object.hasOwn(extensions, word) ? extensions[word] : undefined
      return field?.as === "word" ? Object.keys(field.oneOf) : undefined
    }
  }
}
