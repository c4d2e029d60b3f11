/** Finds the smallest sets of changes that would make a case meet the conditions. */
import { parameterOf } from "../law/readings.js"
import { holds, levels, nodeOf, type Assessment } from "./assessment.js"
import { asksNoMore, withAnother, withChange, type Change } from "./change.js"
import { reaches, type Condition, type Criterion, type Except } from "./criterion.js"
import { evaluate } from "./evaluate.js"
import type { Evidence } from "./evidence.js"
import { repairOf } from "./repair.js"

type Changes = ReadonlyArray<Change>

/** The smallest sets of changes that would meet the conditions. */
export interface MinimalChanges {
  /** All have the same, smallest number of changes. Empty if the conditions are met already, or cannot be met. */
  readonly sets: ReadonlyArray<Changes>
  /** Whether there are more sets of this size than listed. */
  readonly more: boolean
}

const mostListed = 12

/** Limits the search if many conditions can each be met in several ways. Article 5 needs a few dozen sets. */
const mostConsidered = 4096

/**
 * Breadth-first search by number of changes: extends each set by every way to meet a failing condition, and lets the
 * evaluator decide whether the case is then met. The smallest size with a met case is the answer.
 */
export const minimalChanges = (criterion: Criterion, original: Evidence): MinimalChanges => {
  const bare = evaluate(criterion, original)
  if (holds(bare.verdict)) return { sets: [], more: false }
  const setsBySize: Array<Map<string, Changes> | undefined> = [new Map([["", []]])]
  let considered = 0
  // The array and its maps grow during iteration: a step that only extends a change gives a set of the same size.
  for (const sets of setsBySize) {
    const met: Array<Changes> = []
    for (const changes of sets?.values() ?? []) {
      considered += 1
      if (considered > mostConsidered) break
      const evidence = changes.reduce(withChange, original)
      const assessment = evaluate(criterion, evidence)
      if (holds(assessment.verdict)) met.push(changes)
      else
        for (const step of stepsIn(criterion, assessment, { original, bare, evidence }))
          addSet(setsBySize, step.reduce(withAnother, changes))
    }
    if (met.length > 0) return listed(met)
  }
  return { sets: [], more: false }
}

const addSet = (setsBySize: Array<Map<string, Changes> | undefined>, changes: Changes): void => {
  const sameSize = (setsBySize[changes.length] ??= new Map<string, Changes>())
  sameSize.set(JSON.stringify(changes), changes)
}

/** Drops sets that ask for more than another set; of two equivalent sets, keeps the first. */
const listed = (sets: ReadonlyArray<Changes>): MinimalChanges => {
  const least = sets.filter(
    (set, i) => !sets.some((other, j) => i !== j && asksNoMore(other, set) && (j < i || !asksNoMore(set, other))),
  )
  return { sets: least.slice(0, mostListed), more: least.length > mostListed }
}

interface ChangedCase {
  /** The case before any change, and its assessment. */
  readonly original: Evidence
  readonly bare: Assessment
  /** The case after the changes so far. */
  readonly evidence: Evidence
}

/** An exception, with its opening findings evaluated in the changed case. */
interface Exception {
  readonly rule: Except
  readonly gate: ReadonlyArray<Assessment>
}

/** Every way to meet a failing condition. If all conditions of a group must hold, only for the first failing one. */
const stepsIn = (
  criterion: Criterion,
  node: Assessment | undefined,
  changed: ChangedCase,
  exception?: Exception,
): ReadonlyArray<Changes> => {
  const parts = node?.parts ?? []
  switch (criterion._tag) {
    case "Group": {
      const failing = criterion.of.flatMap((part, i) => (isHolding(parts[i]) ? [] : [{ part, node: parts[i] }]))
      const needed = criterion.n - (parts.length - failing.length)
      const alternatives = needed === failing.length ? failing.slice(0, 1) : failing
      return alternatives.flatMap(({ part, node: failed }) => stepsIn(part, failed, changed, exception))
    }
    case "Except":
      return stepsIn(criterion.in, parts[0], changed, { rule: criterion, gate: parts.slice(1) })
    default:
      return [
        repairOf(criterion, changed.evidence, changed.original),
        exception === undefined ? [] : waiverOf(criterion, exception, changed),
      ].filter((step) => step.length > 0)
  }
}

const isHolding = (node: Assessment | undefined): boolean => node !== undefined && holds(node.verdict)

/** The waiver of a condition. Only for conditions judged as not met, and within the limit of reading `waiver.depth`. */
const waiverOf = ({ id }: Condition, { rule, gate }: Exception, { original, bare }: ChangedCase): Changes => {
  const node = nodeOf(bare, id)
  if (node?.verdict !== "notMet" || !reaches(rule, id)) return []
  const level = levels(node.figures)
  const floor = parameterOf(original.readings["waiver.depth"])
  if (level !== null && floor !== undefined && 100 * level.actual < floor * level.statutory) return []
  return [...gate.flatMap(findingFor), { _tag: "Waiver", relaxedTo: level?.actual ?? null, for: [id] }]
}

const findingFor = ({ id, verdict }: Assessment): Changes =>
  verdict === "met" ? [] : [{ _tag: "Finding", from: verdict === "notMet" ? false : null, for: [id] }]
