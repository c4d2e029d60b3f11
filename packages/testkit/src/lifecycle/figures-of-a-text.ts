/** Generates forms that meet all numbers in a regulation's conditions, or are close to one of them. */
import {
  plusDays,
  yearOf,
  type ApplicationForm,
  type CivilDate,
  type Criterion,
  type Level,
  type Regulation,
  type Sealed,
} from "@shifan/core"
import { withParts, type Quantity } from "@shifan/core/conditions"
import type { SeededRandom } from "../seeded-random.js"

type Form = ApplicationForm<Sealed>

/** Figures, dates and words of an application; a review report contains most of them too. */
export type CaseFigures = Pick<
  Form,
  "basic" | "operation" | "trailingTwelveMonths" | "priorYearEnd" | "selfDeclaredSatisfaction" | "extensions"
>

const namesIn = (quantity: Quantity): ReadonlyArray<string> => {
  switch (quantity._tag) {
    case "Figure":
      return [quantity.name]
    case "Sum":
      return quantity.of.flatMap(namesIn)
    case "ByReading":
      return Object.values(quantity.options).flatMap(namesIn)
  }
}

const levelsIn = (level: Level): ReadonlyArray<number> =>
  typeof level === "number"
    ? [level]
    : [...Object.values(level.levels), ...(level.otherwise === undefined ? [] : [level.otherwise])].flatMap(levelsIn)

const rowsBack = { y0: 1, y1: 2, y2: 3 } as const

/** Sets a figure by name, if the form has it or the regulation requires it; otherwise returns the form unchanged. */
const withFigure = (
  { extensions: asked = {} }: Regulation,
  form: CaseFigures,
  on: CivilDate,
  name: string,
  value: number,
): CaseFigures => {
  const [first = "", second = "", third = ""] = name.split(".")
  if (asked[name] !== undefined) {
    const { as } = asked[name]
    return { ...form, extensions: { ...form.extensions, [as]: { ...form.extensions?.[as], [name]: value } } }
  }
  if (first === "served" && second !== "trailing") {
    const year = yearOf(on) - rowsBack[second as keyof typeof rowsBack]
    const change =
      third === "visits" ? { visits: value } : { smesServed: value, smesWithAgreement: Math.min(value, 20) }
    return { ...form, operation: form.operation.map((row) => (row.year === year ? { ...row, ...change } : row)) }
  }
  if (first === "served") {
    const { smesServed = value, visits = value } = form.trailingTwelveMonths ?? {}
    const trailing = third === "visits" ? { smesServed, visits: value } : { smesServed: value, visits }
    return { ...form, trailingTwelveMonths: trailing }
  }
  if (first === "yearEnd" && form.priorYearEnd !== undefined)
    return { ...form, priorYearEnd: { ...form.priorYearEnd, [second]: value } }
  if (name === "staff") {
    // Qualified staff cannot exceed staff.
    const qualifiedStaff = { diplomaOnly: 0, titleOnly: 0, diplomaAndTitle: value }
    return { ...form, basic: { ...form.basic, staff: value, qualifiedStaff } }
  }
  if (name === "totalAssets") return { ...form, basic: { ...form.basic, totalAssets: value } }
  return name in form.basic.qualifiedStaff
    ? { ...form, basic: { ...form.basic, qualifiedStaff: { ...form.basic.qualifiedStaff, [name]: value } } }
    : form
}

const figureOf = (
  { basic, operation, trailingTwelveMonths, priorYearEnd, extensions = {} }: CaseFigures,
  name: string,
) => {
  const [first = "", second = "", third = ""] = name.split(".")
  const rows = operation.toReversed()
  const row =
    first === "served" ? (second === "trailing" ? trailingTwelveMonths : rows[Number(second.slice(1))]) : undefined
  if (row !== undefined) return third === "visits" ? row.visits : row.smesServed
  const heads: { readonly [name: string]: unknown } =
    first === "yearEnd" ? { ...priorYearEnd } : { ...basic, ...basic.qualifiedStaff }
  const value = heads[second === "" ? first : second] ?? extensions.count?.[name] ?? extensions.share?.[name] ?? 0
  return typeof value === "number" ? value : 0
}

const plain = ({ basic, operation }: Pick<Form, "basic" | "operation">): CaseFigures => {
  const staff = 20
  const heads = { diplomaOnly: 0, titleOnly: 0, diplomaAndTitle: staff }
  return {
    basic: { ...basic, staff, qualifiedStaff: heads },
    operation: operation.map((row, i) => ({ ...row, smesServed: 60 + i, visits: 120 + i })),
    trailingTwelveMonths: { smesServed: 80, visits: 160 },
    priorYearEnd: { staff, totalAssets: basic.totalAssets, ...heads },
    selfDeclaredSatisfaction: 9000,
  }
}

/** Meets every number of the regulation, under all readings and for all words of the case. */
export const ampleUnder = (
  regulation: Regulation,
  form: Pick<Form, "basic" | "operation">,
  on: CivilDate,
): CaseFigures => {
  let ample = plain(form)
  const set = (name: string, value: number): void => {
    ample = withFigure(regulation, ample, on, name, value)
  }
  for (const [name, field] of Object.entries(regulation.extensions ?? {})) {
    const { extensions = {} } = ample
    if (field.as === "word") {
      const [word = ""] = Object.keys(field.oneOf)
      ample = { ...ample, extensions: { ...extensions, word: { ...extensions.word, [name]: word } } }
    } else if (field.as === "date") {
      const { registeredOn } = ample.basic
      ample = { ...ample, extensions: { ...extensions, date: { ...extensions.date, [name]: registeredOn } } }
    } else set(name, 0)
  }
  const leaves = withParts(regulation.conditions)
  for (const leaf of leaves)
    if (leaf._tag === "AtLeast")
      for (const name of namesIn(leaf.quantity)) set(name, Math.max(figureOf(ample, name), ...levelsIn(leaf.required)))
  for (const leaf of leaves) {
    if (leaf._tag === "AtLeastShare")
      setShare(
        leaf,
        (whole) => whole,
        set,
        (name) => figureOf(ample, name),
      )
  }
  return growingUnder(regulation, ample, on)
}

/** Makes each year's figure one less than the next year's, counting down from the last. */
const growingUnder = (regulation: Regulation, form: CaseFigures, on: CivilDate): CaseFigures => {
  let grown = form
  for (const leaf of withParts(regulation.conditions)) {
    if (leaf._tag !== "Growth") continue
    const years = leaf.series.map(namesIn)
    const last = Math.max(...(years.at(-1) ?? []).map((name) => figureOf(grown, name)))
    for (const [i, names] of years.entries())
      for (const name of names) grown = withFigure(regulation, grown, on, name, last - (years.length - 1 - i))
  }
  return grown
}

type Share = Extract<Criterion, { readonly _tag: "AtLeastShare" }>

/** Sets the parts of a share: the last part gets the whole amount, the others zero. */
const setShare = (
  { part, whole }: Share,
  partOf: (whole: number) => number,
  set: (name: string, value: number) => void,
  get: (name: string) => number,
): void => {
  const wholes = namesIn(whole)
  const parts = namesIn(part)
  const last = parts.at(-1) ?? ""
  const isOfYearEnd = (name: string): boolean => name.startsWith("yearEnd.")
  for (const name of parts) {
    const of = wholes.find((one) => isOfYearEnd(one) === isOfYearEnd(name)) ?? wholes[0] ?? ""
    const isLast = name === last || `yearEnd.${name}` === last
    set(name, isLast ? partOf(get(of)) : 0)
  }
}

/** The same with one condition close to its number, on either side. */
export const nearANumber = (
  random: SeededRandom,
  regulation: Regulation,
  form: CaseFigures,
  on: CivilDate,
): CaseFigures => {
  let near = form
  const set = (name: string, value: number): void => {
    near = withFigure(regulation, near, on, name, Math.max(0, value))
  }
  const leaf = random.oneOf(withParts(regulation.conditions).filter(({ _tag }) => varied.includes(_tag)))
  switch (leaf._tag) {
    case "AtLeast": {
      const value = random.oneOf(levelsIn(leaf.required)) + random.between(-2, 1)
      for (const name of namesIn(leaf.quantity)) set(name, value)
      // Qualified staff equals all staff, and growing figures were lower before.
      for (const other of withParts(regulation.conditions))
        if (other._tag === "AtLeastShare")
          setShare(
            other,
            (whole) => whole,
            set,
            (name) => figureOf(near, name),
          )
      return growingUnder(regulation, near, on)
    }
    case "AtLeastShare": {
      const percent = random.oneOf(levelsIn(leaf.percent))
      const whole = random.oneOf([10, 15, 20, 22])
      for (const name of namesIn(leaf.whole)) set(name, whole)
      setShare(
        leaf,
        () => Math.ceil((percent * whole) / 100) - random.below(2),
        set,
        () => whole,
      )
      break
    }
    case "Growth": {
      const names = leaf.series.map(namesIn)
      const base = Math.max(...(names.at(-1) ?? []).map((name) => figureOf(near, name)))
      for (const ofYear of names) {
        const value = base + random.between(0, 2)
        for (const name of ofYear) set(name, value)
      }
      break
    }
    case "Elapsed": {
      const years = random.oneOf(levelsIn(leaf.years))
      const yearsAgo = yearOf(on) - years
      const registeredOn =
        leaf.countedOn === undefined
          ? plusDays(`${yearsAgo}${on.slice(4)}`.replace("-02-29", "-02-28") as CivilDate, random.between(-2, 2))
          : plusDays(`${yearsAgo}-01-01` as CivilDate, random.between(-2, 1))
      near = {
        ...near,
        basic: { ...near.basic, registeredOn },
        operation: near.operation.filter(({ year }) => year >= yearOf(registeredOn)),
      }
      break
    }
    default:
      near = { ...near, basic: { ...near.basic, unitNature: random.oneOf(["branch", "partnership", "enterprise"]) } }
  }
  return near
}

const varied: ReadonlyArray<Criterion["_tag"]> = ["AtLeast", "AtLeastShare", "Growth", "Elapsed", "OneOfWords"]
