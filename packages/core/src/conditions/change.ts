/** Hypothetical changes of a case: another number, date, word or finding, a later day, or a waiver. */
import type { CivilDate } from "../law/civil-date.js"
import type { ConditionId } from "../law/provision.js"
import type { Unit } from "./assessment.js"
import type { Evidence } from "./evidence.js"

/** A change. `for`: the conditions that need it. `from`: the present value; `null` if not given or not judged. */
export type Change =
  | {
      readonly _tag: "Figure"
      readonly figure: string
      readonly unit: Unit
      readonly from: number | null
      readonly to: number
      readonly for: ReadonlyArray<ConditionId>
    }
  /** The same case on a later day, with its figures taken as those of that day. */
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
  /** `relaxedTo`: the actual level, in the unit of the condition; `null` if it has no number. */
  | { readonly _tag: "Waiver"; readonly relaxedTo: number | null; readonly for: ReadonlyArray<ConditionId> }

/** The evidence as if one change had been made: to evaluate it again, and see what the change would bring. */
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
      const findings = change.for.map((condition) => ({ condition, met: true, reasons: "" }))
      return { ...evidence, findings: [...evidence.findings, ...findings] }
    }
    case "Waiver": {
      const level = change.relaxedTo === null ? {} : { relaxedTo: change.relaxedTo }
      const relaxations = change.for.map((condition) => ({ condition, ...level }))
      return { ...evidence, relaxations: [...evidence.relaxations, ...relaxations] }
    }
  }
}

/** Identifies the thing that a change affects. Two changes with the same subject replace each other. */
export const subjectOf = (change: Change): string => {
  switch (change._tag) {
    case "Figure":
      return `figure ${change.figure}`
    case "Date":
      return `date ${change.date}`
    case "Word":
      return `word ${change.word}`
    case "Wait":
      return "day"
    case "Finding":
    case "Waiver":
      return `${change._tag} ${change.for.join()}`
  }
}

/** Adds a change. If its subject is already changed, extends that change, keeping the original value. */
export const withAnother = (changes: ReadonlyArray<Change>, further: Change): ReadonlyArray<Change> => {
  const subject = subjectOf(further)
  const before = changes.find((change) => subjectOf(change) === subject)
  if (before === undefined) return [...changes, further]
  const whole = {
    ...further,
    ...("from" in before ? { from: before.from } : {}),
    for: [...new Set([...before.for, ...further.for])],
  } as Change
  return changes.map((change) => (change === before ? whole : change))
}

/** Whether every change in `a` is also in `b` and goes no further: no higher number, no longer wait, no earlier date. */
export const asksNoMore = (a: ReadonlyArray<Change>, b: ReadonlyArray<Change>): boolean => {
  const bySubject = new Map(b.map((change) => [subjectOf(change), change]))
  return a.every((change) => {
    const other = bySubject.get(subjectOf(change))
    switch (change._tag) {
      case "Figure":
        return other?._tag === "Figure" && change.to <= other.to
      case "Wait":
        return other?._tag === "Wait" && change.to <= other.to
      case "Date":
        return other?._tag === "Date" && change.noLaterThan >= other.noLaterThan
      default:
        return other !== undefined
    }
  })
}
