/** The conditions of a regulation as data, used alike by the evaluator, forms, documentation and coverage. */
import { liesIn, type ConditionId, type ProvisionId } from "../law/provision.js"
import type { ConditionReadingId } from "../law/readings.js"
import type { CountingDay } from "../law/civil-date.js"
import type { Unit } from "./assessment.js"
import type { DateName, FigureName, OwnName, WordName } from "./case-fields.js"

/** A condition, a group of criteria, or a criterion with an exception. */
export type Criterion = Condition | Group | Except

/** A criterion without parts. */
export type Condition = AtLeast | AtLeastShare | Growth | Elapsed | OneOfWords | Finding

/** A number of the case: a figure, a sum, or a choice by a reading. */
export type Quantity =
  | { readonly _tag: "Figure"; readonly name: FigureName | OwnName }
  | { readonly _tag: "Sum"; readonly of: ReadonlyArray<Quantity> }
  | {
      readonly _tag: "ByReading"
      readonly reading: ConditionReadingId
      readonly options: { readonly [option: string]: Quantity }
    }

/** A number set by the text: the same for all cases, or by a word of the case, such as its region, kind or grade. */
export type Level = number | LevelByWord

/** A level that depends on a word of the case, for example on the region. */
export interface LevelByWord {
  readonly _tag: "LevelByWord"
  readonly word: WordName | OwnName
  readonly levels: { readonly [value: string]: Level }
  /** Level for words without an entry. If missing, such a case cannot be judged. */
  readonly otherwise?: Level
}

/** A quantity not below a number: 不低于, 不少于 and 以上 all include it (Civil Code art. 1259). */
export interface AtLeast {
  readonly _tag: "AtLeast"
  readonly id: ConditionId
  readonly quantity: Quantity
  readonly required: Level
  readonly unit: Unit
}

/** `part` is at least `percent` of `whole`, compared in integers: 100 · part ≥ percent · whole. */
export interface AtLeastShare {
  readonly _tag: "AtLeastShare"
  readonly id: ConditionId
  readonly part: Quantity
  readonly whole: Quantity
  readonly percent: Level
  readonly unit: Unit
}

/** A number that grew from year to year, as defined by reading `growth.steady`. The oldest year first. */
export interface Growth {
  readonly _tag: "Growth"
  readonly id: ConditionId
  readonly series: ReadonlyArray<Quantity>
  readonly unit: Unit
}

/** A date is at least this many years ago. Uses the first of the named dates that the case has. */
export interface Elapsed {
  readonly _tag: "Elapsed"
  readonly id: ConditionId
  readonly since: { readonly [Option in "operationStart" | "registration"]: ReadonlyArray<DateName | OwnName> }
  readonly years: Level
  /** The day as of which to count, if the rule sets it. Default: by reading `asOf.facts`. */
  readonly countedOn?: CountingDay
}

/** A word of the case is one of the admitted words. */
export interface OneOfWords {
  readonly _tag: "OneOfWords"
  readonly id: ConditionId
  readonly word: WordName | OwnName
  readonly of: ReadonlyArray<string>
}

/** A condition without figures. An official finds it met or not, with reasons; the program never decides it. */
export interface Finding {
  readonly _tag: "Finding"
  readonly id: ConditionId
}

/** At least `n` of the parts must hold. `allOf` and `anyOf` are the extreme cases. */
export interface Group {
  readonly _tag: "Group"
  readonly id: ConditionId
  readonly n: number
  readonly of: ReadonlyArray<Criterion>
}

/** `from` may be waived, condition by condition and with reasons, once every finding in `when` is met. */
export interface Except {
  readonly _tag: "Except"
  readonly id: ConditionId
  readonly from: ReadonlyArray<ProvisionId>
  readonly when: ReadonlyArray<Finding>
  readonly in: Criterion
}

/** A figure of the case, by a standard name or by a regulation's own. */
export const figure = (name: FigureName | OwnName): Quantity => ({ _tag: "Figure", name })

/** The sum of quantities. Unknown if any of them is unknown. */
export const sum = (...of: ReadonlyArray<Quantity>): Quantity => ({ _tag: "Sum", of })

/** A quantity that depends on a reading. Under options that are not listed, it cannot be judged. */
export const byReading = (reading: ConditionReadingId, options: { readonly [option: string]: Quantity }): Quantity => ({
  _tag: "ByReading",
  reading,
  options,
})

/** A level that depends on a word of the case. */
export const byWord = (word: LevelByWord["word"], levels: LevelByWord["levels"], otherwise?: Level): LevelByWord => ({
  _tag: "LevelByWord",
  word,
  levels,
  ...(otherwise === undefined ? {} : { otherwise }),
})

/** A condition that a number reaches a level. Reaching it exactly is enough: 不低于 and 以上 include it. */
export const atLeast = (id: ConditionId, quantity: Quantity, required: Level, unit: Unit): Criterion => ({
  _tag: "AtLeast",
  id,
  quantity,
  required,
  unit,
})

/** A condition on a share in whole per cent. Compared in integers, without rounding. */
export const atLeastShare = (
  id: ConditionId,
  { part, whole, percent, unit }: Omit<AtLeastShare, "_tag" | "id">,
): Criterion => ({ _tag: "AtLeastShare", id, part, whole, percent, unit })

/** A condition that a number grew, the oldest year first. Reading `growth.steady` defines "steady". */
export const growth = (id: ConditionId, series: ReadonlyArray<Quantity>, unit: Unit): Criterion => ({
  _tag: "Growth",
  id,
  series,
  unit,
})

/** A condition that a number of years have passed since a date of the case. */
export const elapsed = (
  id: ConditionId,
  years: Level,
  since: Elapsed["since"],
  countedOn?: CountingDay,
): Criterion => ({ _tag: "Elapsed", id, since, years, ...(countedOn === undefined ? {} : { countedOn }) })

/** A condition that a word of the case is in a list. */
export const oneOfWords = (id: ConditionId, word: OneOfWords["word"], of: ReadonlyArray<string>): Criterion => ({
  _tag: "OneOfWords",
  id,
  word,
  of,
})

/** A condition without figures, met if the responsible officials find so. */
export const finding = (id: ConditionId): Finding => ({ _tag: "Finding", id })

/** A group that is met if all its parts are. */
export const allOf = (id: ConditionId, of: ReadonlyArray<Criterion>): Criterion => atLeastOf(id, of.length, of)

/** A group that is met if at least one of its parts is. */
export const anyOf = (id: ConditionId, of: ReadonlyArray<Criterion>): Criterion => atLeastOf(id, 1, of)

/** A group that is met if at least `n` of its parts are. */
export const atLeastOf = (id: ConditionId, n: number, of: ReadonlyArray<Criterion>): Criterion => ({
  _tag: "Group",
  id,
  n,
  of,
})

/** A criterion with an exception: some conditions may be waived once certain findings are met. */
export const except = (id: ConditionId, rule: Omit<Except, "_tag" | "id">): Criterion => ({
  _tag: "Except",
  id,
  ...rule,
})

/**
 * The criterion and everything in it, each before its parts: groups, exceptions, conditions, and the findings that open an
 * exception. For listing what a regulation asks; `nodes` does the same for an assessment.
 */
export const withParts = (criterion: Criterion): ReadonlyArray<Criterion> => {
  const all: Array<Criterion> = []
  const visit = (part: Criterion): void => {
    all.push(part)
    if (part._tag === "Group") part.of.forEach(visit)
    if (part._tag === "Except") [part.in, ...part.when].forEach(visit)
  }
  visit(criterion)
  return all
}

/** All exceptions in a criterion, including nested ones. */
export const exceptionsIn = (criterion: Criterion): ReadonlyArray<Except> =>
  withParts(criterion).flatMap((part) => (part._tag === "Except" ? [part] : []))

/** Whether an exception covers a condition, so that it may be waived. */
export const reaches = ({ from }: Except, condition: ConditionId): boolean =>
  from.some((point) => liesIn(condition, point))

/** The conditions that an official has to judge, including those that open an exception. */
export const findingIds = (criterion: Criterion): ReadonlyArray<ConditionId> =>
  withParts(criterion).flatMap(({ _tag, id }) => (_tag === "Finding" ? [id] : []))
