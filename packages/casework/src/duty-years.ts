/** The years that yearly duties are about: two summaries that are owed differ in nothing else. */
import { yearOf } from "@shifan/core/law"
import { bilingual, type Bilingual, type Regulation, type State } from "@shifan/core"
import { waitingStepName, type WorklistEntry } from "./worklist.js"

/** Years by entry of the worklist. */
export type DutyYears = ReadonlyMap<WorklistEntry, number>

/**
 * By entry, for yearly summaries and checks. A summary's year is not in its deadline, which may be in the year after; but a unit
 * owes one for each year of its title without one, in that order.
 *
 * @param entries all entries of the worklist, unfiltered
 */
export const dutyYears = (entries: ReadonlyArray<WorklistEntry>, units: ReadonlyMap<string, State>): DutyYears => {
  const years = new Map<WorklistEntry, number>()
  for (const entry of entries)
    if (entry.step === "spotCheck" && entry.dueOn !== null) years.set(entry, yearOf(entry.dueOn))
  const summaries = entries.filter(({ step }) => step === "annualSummary")
  for (const [unit, owed] of Map.groupBy(summaries, (one) => one.unit)) {
    const without = yearsWithoutSummary(unit === null ? undefined : units.get(unit), owed.length)
    for (const [i, entry] of owed.toSorted(byDeadline).entries()) {
      const year = without[i]
      if (year !== undefined) years.set(entry, year)
    }
  }
  return years
}

const byDeadline = (a: WorklistEntry, b: WorklistEntry): number => ((a.dueOn ?? "") < (b.dueOn ?? "") ? -1 : 1)

/** The first years of the title without a summary. */
const yearsWithoutSummary = (state: State | undefined, count: number): ReadonlyArray<number> => {
  if (state === undefined || !("title" in state.phase)) return []
  const { certifiedOn, importedOn, summaries } = state.phase.title
  const first = yearOf(importedOn ?? certifiedOn)
  return Array.from({ length: count + summaries.length }, (_, i) => first + i)
    .filter((year) => !summaries.includes(year))
    .slice(0, count)
}

/** The name of a step with its year: 2021年度工作总结. */
export const stepNameOfYear = (entry: WorklistEntry, years: DutyYears, regulation: Regulation): Bilingual => {
  const { zh, en } = waitingStepName(entry, regulation)
  const year = years.get(entry)
  return year === undefined ? bilingual(zh, en) : bilingual(`${year}${zh}`, `${en} of ${year}`)
}
