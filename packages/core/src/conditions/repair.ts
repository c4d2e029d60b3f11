/** Finds the smallest changes that would meet a single condition. */
import { civilDate, dayBefore, plusYears, yearOf, type CivilDate } from "../law/civil-date.js"
import type { ConditionId } from "../law/provision.js"
import { holds, type Unit } from "./assessment.js"
import type { Change } from "./change.js"
import type { Condition, Elapsed, Growth, Quantity } from "./criterion.js"
import { evaluate } from "./evaluate.js"
import type { Evidence } from "./evidence.js"
import { comparedYears, figuresIn, levelOf, periodStart, requiredOf, valueOf } from "./outcome.js"

/**
 * The alternative changes that would meet a failing condition; empty if none would. `original` is the case before any
 * change. A share of a whole that is 0 or unknown takes two rounds: first the whole, then the part.
 */
export const repairOf = (condition: Condition, evidence: Evidence, original: Evidence): ReadonlyArray<Change> => {
  const { id } = condition
  switch (condition._tag) {
    case "AtLeast": {
      const required = levelOf(condition.required, evidence)
      return required === undefined ? [] : raised(condition.quantity, required, condition, evidence)
    }
    case "AtLeastShare": {
      const percent = levelOf(condition.percent, evidence)
      const whole = valueOf(condition.whole, evidence)
      if (percent === undefined) return []
      return whole === undefined || whole === 0
        ? raised(condition.whole, 1, condition, evidence)
        : raised(condition.part, requiredOf(percent, whole), condition, evidence)
    }
    case "Growth":
      return grown(condition, evidence)
    case "Elapsed":
      return periodStart(condition, original) === undefined ? dated(condition, evidence) : waited(condition, evidence)
    case "OneOfWords": {
      const { word, of } = condition
      return of.length === 0 ? [] : [{ _tag: "Word", word, from: evidence.words[word] ?? null, oneOf: of, for: [id] }]
    }
    case "Finding": {
      const judged = evidence.findings.some((finding) => finding.condition === id)
      return [{ _tag: "Finding", from: judged ? false : null, for: [id] }]
    }
  }
}

/** Raises a quantity to the required level. For a sum, raises its last figure. A missing figure counts as 0. */
const raised = (
  quantity: Quantity,
  required: number,
  { id, unit }: { readonly id: ConditionId; readonly unit: Unit },
  { figures, readings }: Evidence,
): ReadonlyArray<Change> => {
  const names = figuresIn(quantity, readings)
  const short = required - names.reduce((total, name) => total + (figures[name] ?? 0), 0)
  return names.flatMap((name, i): ReadonlyArray<Change> => {
    const from = figures[name] ?? null
    const added = i === names.length - 1 ? Math.max(0, short) : 0
    if (from !== null && added === 0) return []
    return [{ _tag: "Figure", figure: name, unit, from, to: (from ?? 0) + added, for: [id] }]
  })
}

/** Raises each year only as far as the preceding year requires. */
const grown = (condition: Growth, evidence: Evidence): ReadonlyArray<Change> => {
  const { years, step } = comparedYears(condition, evidence)
  let required = 0
  return years.flatMap((year) => {
    const value = valueOf(year, evidence)
    const changes = value === undefined || value < required ? raised(year, required, condition, evidence) : []
    required = Math.max(value ?? 0, required) + step
    return changes
  })
}

/** If the start date is missing: proposes the latest one that would be sufficient. */
const dated = (condition: Elapsed, evidence: Evidence): ReadonlyArray<Change> => {
  const date = condition.since[evidence.readings["period.operatingFrom"]][0]
  const years = levelOf(condition.years, evidence)
  if (date === undefined || years === undefined) return []
  const latest = plusYears(evidence.asOf, -years)
  const noLaterThan = [latest, dayBefore(latest), civilDate(`${yearOf(latest) - 1}-01-01`)].find((day) =>
    holds(evaluate(condition, { ...evidence, dates: { ...evidence.dates, [date]: day } }).verdict),
  )
  return noLaterThan === undefined ? [] : [{ _tag: "Date", date, noLaterThan, for: [condition.id] }]
}

/** Waits until the period is complete, or until 1 January if the facts of another day count. */
const waited = (condition: Elapsed, evidence: Evidence): ReadonlyArray<Change> => {
  const { figures } = evaluate(condition, evidence)
  if (figures?._tag !== "Passed") return []
  const { reached } = figures
  const newYears = [0, 1, 2].map((later): CivilDate => civilDate(`${yearOf(reached) + later}-01-01`))
  const to = [reached, ...newYears.filter((day) => day > reached)].find((asOf) =>
    holds(evaluate(condition, { ...evidence, asOf }).verdict),
  )
  return to === undefined ? [] : [{ _tag: "Wait", from: evidence.asOf, to, for: [condition.id] }]
}
