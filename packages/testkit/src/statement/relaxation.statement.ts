/** What may be relaxed and how far, as in art. 5(7), and the objections to a title. */
import type { ConditionId, FindingMade, Readings, WaiverRequest } from "@shifan/core"
import {
  comparisonOf,
  computedIn,
  conditionsOf,
  exceptionFor,
  isFound,
  openIn,
  opensAnException,
  verdictOfAll,
  type Verdict,
} from "./eligibility.statement.js"
import type { StatedText, UnitFacts } from "./text.statement.js"

/** Why a condition may not be relaxed as requested; `undefined` if it may. */
export const obstacleTo = (
  text: StatedText,
  request: Pick<WaiverRequest, "condition" | "relaxedTo">,
  facts: UnitFacts,
  readings: Readings,
  isRelaxed: (id: ConditionId) => boolean = () => false,
): string | undefined => {
  const { condition, relaxedTo } = request
  const exception = exceptionFor(text, condition)
  if (exception === undefined) return "notWaivable"
  if (exception.opensWith.some((id) => comparisonOf(text, id, facts, readings).holds !== true)) return "gateClosed"
  const { holds, asked, actual } = comparisonOf(text, condition, facts, readings)
  if (holds === true || isRelaxed(condition)) return "alreadyMet"
  if (asked === undefined || actual === undefined) return undefined
  if (relaxedTo === undefined || relaxedTo >= asked) return "levelNotBelowStatutory"
  if (actual < relaxedTo) return "levelNotReached"
  const floor = /^floor\((\d+)\)$/.exec(readings["waiver.depth"])?.[1]
  return floor !== undefined && 100 * relaxedTo < Number(floor) * asked ? "belowFloor" : undefined
}

/** Whether a relaxation is effective: the exception is open, the condition may be relaxed, and the level is reached. */
const carries = (
  text: StatedText,
  { condition, relaxedTo }: Pick<WaiverRequest, "condition" | "relaxedTo">,
  facts: UnitFacts,
  readings: Readings,
): boolean => {
  const { asked, actual } = comparisonOf(text, condition, facts, readings)
  const exception = exceptionFor(text, condition)
  return (
    exception !== undefined &&
    exception.opensWith.every((id) => comparisonOf(text, id, facts, readings).holds === true) &&
    (asked === undefined || actual === undefined || actual >= (relaxedTo ?? asked))
  )
}

/** The result of each condition, given the requested and existing relaxations. */
export const verdictsOf = (
  text: StatedText,
  facts: UnitFacts,
  readings: Readings,
  relaxations: ReadonlyArray<Pick<WaiverRequest, "condition" | "relaxedTo">>,
): ReadonlyMap<ConditionId, Verdict> =>
  new Map(
    conditionsOf(text).map((id): readonly [ConditionId, Verdict] => {
      const { holds } = comparisonOf(text, id, facts, readings)
      const relaxation = relaxations.find(({ condition }) => condition === id)
      if (holds === true) return [id, "met"]
      if (relaxation !== undefined && carries(text, relaxation, facts, readings)) return [id, "waived"]
      return [id, holds === undefined ? "notYetJudged" : "notMet"]
    }),
  )

/** The requested and the existing waivers. */
export interface Proposal {
  /** Waivers from the certification that still apply, under reading `review.standard`. */
  readonly standing: ReadonlyArray<WaiverRequest>
  readonly asked: ReadonlyArray<WaiverRequest>
  /** Requested by the bureau although reading `waiver.authority` leaves them to the county. */
  readonly usurped: ReadonlyArray<WaiverRequest>
  /** Findings made with this act; earlier ones are only in the facts. */
  readonly findingsNow: ReadonlyArray<FindingMade>
}

/** All objections to a title, in no particular order; none if it may be granted. */
export const againstTitle = (
  text: StatedText,
  facts: UnitFacts,
  readings: Readings,
  { standing, asked, usurped, findingsNow }: Proposal,
): ReadonlyArray<string> => {
  const isRelaxed = (id: ConditionId): boolean => {
    const stands = standing.find(({ condition }) => condition === id)
    return stands !== undefined && carries(text, stands, facts, readings)
  }
  const inForce = [
    ...asked,
    ...standing.filter(({ condition }) => !asked.some((fresh) => fresh.condition === condition)),
  ]
  const verdicts = verdictsOf(text, facts, readings, inForce)
  const open = openIn(text, verdicts)
  const findings = open.filter((id) => isFound(text, id))
  const figures = open.filter((id) => !isFound(text, id))
  return [
    ...usurped.map(({ condition }) => `WaiverNotAllowed ${condition} notTheAuthority`),
    ...asked.flatMap((request, i) => {
      const isSecond = asked.slice(0, i).some(({ condition }) => condition === request.condition)
      const because = isSecond ? "askedTwice" : obstacleTo(text, request, facts, readings, isRelaxed)
      return because === undefined ? [] : [`WaiverNotAllowed ${request.condition} ${because}`]
    }),
    ...(findings.length === 0 ? [] : [`FindingMissing ${findings.join()}`]),
    ...(figures.length === 0 ? [] : [`FigureMissing ${figures.join()}`]),
    ...(verdictOfAll(text, verdicts) === "notMet" ? ["ConditionsNotMet"] : []),
    ...againstFindings(text, facts, readings, findingsNow),
  ]
}

/** Findings made with an act must concern conditions that may be found, each once. */
export const againstFindings = (
  text: StatedText,
  facts: UnitFacts,
  readings: Readings,
  findingsNow: ReadonlyArray<FindingMade>,
): ReadonlyArray<string> =>
  findingsNow.flatMap(({ condition }, i) => {
    const isSecond = findingsNow.slice(0, i).some((finding) => finding.condition === condition)
    const faults = [
      ...(mayBeFound(text, condition, facts, readings) ? [] : ["misplaced"]),
      ...(isSecond ? ["twice"] : []),
    ]
    return faults.map(() => `InvalidParticulars findings.${i}.condition`)
  })

/** Officials judge the conditions assigned to them, and conditions whose figures are missing. */
const mayBeFound = (text: StatedText, id: ConditionId, facts: UnitFacts, readings: Readings): boolean => {
  const byFigures = computedIn(text, id, facts, readings)
  return isFound(text, id) || opensAnException(text, id) || (byFigures !== undefined && byFigures.holds === undefined)
}
