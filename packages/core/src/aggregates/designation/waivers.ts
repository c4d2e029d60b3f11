/** Art. 5(7): which conditions may be relaxed, how far, and by whom. */
import { conditions as leaves, holds, levels, nodeOf, type Assessment } from "../../conditions/assessment.js"
import { exceptionsIn, reaches, type Criterion } from "../../conditions/criterion.js"
import { withDivergences, evaluate } from "../../conditions/evaluate.js"
import type { Evidence } from "../../conditions/evidence.js"
import { provisionOf, type ConditionId, type ProvisionId } from "../../law/provision.js"
import { parameterOf } from "../../law/readings.js"
import type { Waiver, WaiverRequest } from "./events.js"
import type { WaiverObstacle } from "../../kernel/refusal.js"
import type { Objection } from "./rules/rule-result.js"

export interface Judged {
  readonly assessment: Assessment
  readonly waivers: ReadonlyArray<Waiver>
  readonly objections: ReadonlyArray<Objection>
  /** Of the conditions waived, and of the exception that lets them be. */
  readonly provisions: ReadonlyArray<ProvisionId>
}

/**
 * Evaluates with the waivers asked for, beside those that stand already or in place of them, and objects to each that
 * the provision does not carry.
 */
export const judge = (
  conditions: Criterion,
  evidence: Evidence,
  requests: ReadonlyArray<WaiverRequest>,
  officer: string,
): Judged => {
  const bare = evaluate(conditions, evidence)
  const objections = requests.flatMap((request, i): ReadonlyArray<Objection> => {
    const because =
      requests.findIndex(({ condition }) => condition === request.condition) < i
        ? "askedTwice"
        : obstacle(conditions, bare, request, evidence)
    return because === undefined ? [] : [{ code: "WaiverNotAllowed", condition: request.condition, because }]
  })
  const standing = evidence.relaxations.filter(
    ({ condition }) => !requests.some((fresh) => fresh.condition === condition),
  )
  const relaxed = { ...evidence, relaxations: [...standing, ...requests] }
  const assessment = requests.length === 0 ? bare : evaluate(conditions, relaxed)
  return {
    assessment: withDivergences(conditions, relaxed, assessment),
    waivers: requests.map((request) => granted(bare, request, officer)),
    objections,
    provisions: [...new Set(requests.flatMap(({ condition }) => grounds(conditions, condition)))],
  }
}

const grounds = (conditions: Criterion, condition: ConditionId): ReadonlyArray<ProvisionId> =>
  [condition, ...exceptionsIn(conditions).flatMap((one) => (reaches(one, condition) ? [one.id] : []))].map(provisionOf)

const granted = (bare: Assessment, { condition, relaxedTo, reasons }: WaiverRequest, officer: string): Waiver => {
  const figures = nodeOf(bare, condition)?.figures
  const level = levels(figures)
  const share = figures?._tag === "Measured" ? figures.share : undefined
  return {
    condition,
    statutory: level?.statutory ?? null,
    actual: level?.actual ?? null,
    relaxedTo: relaxedTo ?? null,
    ...(figures?._tag === "Measured" && share !== undefined
      ? { share: { part: figures.actual, whole: share.whole } }
      : {}),
    officer,
    reasons,
  }
}

/** What a waiver came from: the levels are the assessment's, not the officer's. */
export const requestOf = ({ condition, relaxedTo, reasons }: Waiver): WaiverRequest => ({
  condition,
  reasons,
  ...(relaxedTo === null ? {} : { relaxedTo }),
})

const obstacle = (
  conditions: Criterion,
  bare: Assessment,
  { condition, relaxedTo }: WaiverRequest,
  { readings }: Evidence,
): WaiverObstacle | undefined => {
  const reaching = exceptionsIn(conditions).find((one) => reaches(one, condition))
  const node = nodeOf(bare, condition)
  if (reaching === undefined || node === undefined || node.parts !== undefined) return "notWaivable"
  if (reaching.when.some(({ id }) => nodeOf(bare, id)?.verdict !== "met")) return "gateClosed"
  if (holds(node.verdict)) return "alreadyMet"
  if (node.verdict === "notYetJudged") return "notYetJudged"
  const level = levels(node.figures)
  if (level === null) return undefined
  if (relaxedTo === undefined || relaxedTo >= level.statutory) return "levelNotBelowStatutory"
  if (level.actual < relaxedTo) return "levelNotReached"
  const floor = parameterOf(readings["waiver.depth"])
  return floor !== undefined && 100 * relaxedTo < floor * level.statutory ? "belowFloor" : undefined
}

/** What is still to be judged; the findings that open an exception are asked for only by who wants one. */
export const openConditions = (conditions: Criterion, assessment: Assessment): ReadonlyArray<ConditionId> => {
  const open = leaves(assessment).flatMap(({ id, verdict }) => (verdict === "notYetJudged" ? [id] : []))
  if (open.length === 0) return open
  const gates = exceptionsIn(conditions).flatMap(({ when }) => when.map(({ id }) => id))
  return open.filter((id) => !gates.includes(id))
}
