/** What could be otherwise in a case: a number, a day, a word, a finding; or a waiver that an authority grants. */
import { plusYears, dayBefore, type CivilDate } from "../law/civil-date.js"
import type { ConditionId } from "../law/provision.js"
import type { Unit } from "./assessment.js"
import type { Evidence } from "./evidence.js"

/** `for`: the conditions that need it. `from` is `null` where nothing was given, or nobody has judged. */
export type Change =
  | {
      readonly _tag: "Figure"
      readonly figure: string
      readonly unit: Unit
      readonly from: number | null
      readonly to: number
      readonly for: ReadonlyArray<ConditionId>
    }
  /** The same case on a later day; the figures of that day are then its own. */
  | {
      readonly _tag: "Wait"
      readonly from: CivilDate
      readonly to: CivilDate
      readonly for: ReadonlyArray<ConditionId>
    }
  | {
      readonly _tag: "Date"
      readonly date: string
      readonly noLaterThan: CivilDate
      readonly for: ReadonlyArray<ConditionId>
    }
  | {
      readonly _tag: "Word"
      readonly word: string
      readonly from: string | null
      readonly oneOf: ReadonlyArray<string>
      readonly for: ReadonlyArray<ConditionId>
    }
  | { readonly _tag: "Finding"; readonly from: false | null; readonly for: ReadonlyArray<ConditionId> }
  /** `relaxedTo`: the level there is, in the unit of the condition; `null` where it has no number. */
  | { readonly _tag: "Waiver"; readonly relaxedTo: number | null; readonly for: ReadonlyArray<ConditionId> }

/** The case as it would be. */
export const withChange = (evidence: Evidence, change: Change): Evidence => {
  switch (change._tag) {
    case "Figure":
      return { ...evidence, figures: { ...evidence.figures, [change.figure]: change.to } }
    case "Wait":
      return { ...evidence, asOf: change.to }
    case "Date":
      return { ...evidence, dates: { ...evidence.dates, [change.date]: change.noLaterThan } }
    case "Word":
      return { ...evidence, words: { ...evidence.words, [change.word]: change.oneOf[0] } }
    case "Finding": {
      const found = change.for.map((condition) => ({ condition, met: true, reasons: "" }))
      return { ...evidence, findings: [...evidence.findings, ...found] }
    }
    case "Waiver": {
      const level = change.relaxedTo === null ? {} : { relaxedTo: change.relaxedTo }
      const asked = change.for.map((condition) => ({ condition, ...level }))
      return { ...evidence, relaxations: [...evidence.relaxations, ...asked] }
    }
  }
}

/** The latest day from which so many years have passed on `on`; a day earlier where the reading counts from the day after. */
export const latestStart = (on: CivilDate, years: number, dayAfter: boolean): CivilDate => {
  const start = plusYears(on, -years)
  return dayAfter ? dayBefore(start) : start
}
