/** Art. 5(7) said a second time: what may be relaxed and how far, and what stands against a title. */
import type { ConditionId, FindingMade, Readings, WaiverRequest } from "@shifan/core"
import {
  comparisonOf,
  computed,
  conditionIds,
  judgedByOfficials,
  mayBeRelaxed,
  openingTheException,
  type UnitFacts,
} from "./eligibility.statement.js"

/** Why a condition may not be relaxed as asked; `undefined` if it may. */
export const obstacleTo = (
  request: Pick<WaiverRequest, "condition" | "relaxedTo">,
  facts: UnitFacts,
  readings: Readings,
  isRelaxed: (id: ConditionId) => boolean = () => false,
): string | undefined => {
  const { condition, relaxedTo } = request
  if (!mayBeRelaxed(condition)) return "notWaivable"
  if (openingTheException.some((id) => comparisonOf(id, facts, readings).holds !== true)) return "gateClosed"
  const { holds, asked, actual } = comparisonOf(condition, facts, readings)
  if (holds === true || isRelaxed(condition)) return "alreadyMet"
  if (asked === undefined || actual === undefined) return undefined
  if (relaxedTo === undefined || relaxedTo >= asked) return "levelNotBelowStatutory"
  if (actual < relaxedTo) return "levelNotReached"
  const floor = /^floor\((\d+)\)$/.exec(readings["waiver.depth"])?.[1]
  return floor !== undefined && 100 * relaxedTo < Number(floor) * asked ? "belowFloor" : undefined
}

/** Whether a relaxation carries: point 7 is open, the condition is one that may be relaxed, and the level is reached. */
const carries = (
  { condition, relaxedTo }: Pick<WaiverRequest, "condition" | "relaxedTo">,
  facts: UnitFacts,
  readings: Readings,
): boolean => {
  const { asked, actual } = comparisonOf(condition, facts, readings)
  return (
    mayBeRelaxed(condition) &&
    openingTheException.every((id) => comparisonOf(id, facts, readings).holds === true) &&
    (asked === undefined || actual === undefined || actual >= (relaxedTo ?? asked))
  )
}

/** What a condition comes to in the second statement. */
export type Verdict = "met" | "notMet" | "notYetJudged" | "waived"

/** What each condition comes to, with the relaxations that were asked for or that stand. */
export const verdictsOf = (
  facts: UnitFacts,
  readings: Readings,
  relaxations: ReadonlyArray<Pick<WaiverRequest, "condition" | "relaxedTo">>,
): ReadonlyMap<ConditionId, Verdict> =>
  new Map(
    conditionIds.map((id): readonly [ConditionId, Verdict] => {
      const { holds } = comparisonOf(id, facts, readings)
      const relaxation = relaxations.find(({ condition }) => condition === id)
      if (holds === true) return [id, "met"]
      if (relaxation !== undefined && carries(relaxation, facts, readings)) return [id, "waived"]
      return [id, holds === undefined ? "notYetJudged" : "notMet"]
    }),
  )

/** All at once: one that is not met is enough against, and one that is open keeps the whole open. */
export const verdictOfAll = (verdicts: ReadonlyMap<ConditionId, Verdict>): Verdict => {
  const all = [...verdicts.values()]
  if (all.includes("notMet")) return "notMet"
  return all.includes("notYetJudged") ? "notYetJudged" : "met"
}

/** The waivers that are asked for, and those that stand already. */
export interface Proposal {
  /** Waivers that stand from the certification, under reading `review.standard`. */
  readonly standing: ReadonlyArray<WaiverRequest>
  readonly asked: ReadonlyArray<WaiverRequest>
  /** Asked for by the bureau where reading `waiver.authority` leaves them to the county. */
  readonly usurped: ReadonlyArray<WaiverRequest>
  /** The findings made with this act; those before it are in the facts only. */
  readonly findingsNow: ReadonlyArray<FindingMade>
}

/** Everything that stands against a title, in no order; nothing if it may be given. */
export const againstTitle = (
  facts: UnitFacts,
  readings: Readings,
  { standing, asked, usurped, findingsNow }: Proposal,
): ReadonlyArray<string> => {
  const isRelaxed = (id: ConditionId): boolean => {
    const stands = standing.find(({ condition }) => condition === id)
    return stands !== undefined && carries(stands, facts, readings)
  }
  const inForce = [
    ...asked,
    ...standing.filter(({ condition }) => !asked.some((fresh) => fresh.condition === condition)),
  ]
  const verdicts = verdictsOf(facts, readings, inForce)
  const open = conditionIds.filter((id) => verdicts.get(id) === "notYetJudged").toSorted()
  const findings = open.filter((id) => judgedByOfficials.includes(id))
  const figures = open.filter((id) => !judgedByOfficials.includes(id))
  return [
    ...usurped.map(({ condition }) => `WaiverNotAllowed ${condition} notTheAuthority`),
    ...asked.flatMap((request, i) => {
      const isSecond = asked.slice(0, i).some(({ condition }) => condition === request.condition)
      const because = isSecond ? "askedTwice" : obstacleTo(request, facts, readings, isRelaxed)
      return because === undefined ? [] : [`WaiverNotAllowed ${request.condition} ${because}`]
    }),
    ...(findings.length === 0 ? [] : [`FindingMissing ${findings.join()}`]),
    ...(figures.length === 0 ? [] : [`FigureMissing ${figures.join()}`]),
    ...(verdictOfAll(verdicts) === "notMet" ? ["ConditionsNotMet"] : []),
    ...findingsNow.flatMap(({ condition }, i) => {
      const isSecond = findingsNow.slice(0, i).some((finding) => finding.condition === condition)
      const faults = [...(mayBeFound(condition, facts, readings) ? [] : ["misplaced"]), ...(isSecond ? ["twice"] : [])]
      return faults.map(() => `InvalidParticulars findings.${i}.condition`)
    }),
  ]
}

/** Officials find on what is theirs to judge, and on what figures would decide if they were there. */
const mayBeFound = (id: ConditionId, facts: UnitFacts, readings: Readings): boolean =>
  judgedByOfficials.includes(id) ||
  openingTheException.includes(id) ||
  (computed[id] !== undefined && computed[id](facts, readings).holds === undefined)
