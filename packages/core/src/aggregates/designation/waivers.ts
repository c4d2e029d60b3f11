/** Art. 5(7): which conditions may be relaxed, how far and by whom. */
import { holds, levels, nodeOf, type Assessment } from "../../conditions/assessment.js"
import { exceptionsIn, findingIds, reaches, type Criterion } from "../../conditions/criterion.js"
import { evaluate, evaluateWithDivergences } from "../../conditions/evaluate.js"
import type { Evidence, FindingMade } from "../../conditions/evidence.js"
import { check, checkTwice, type Contradiction } from "../../forms/check.js"
import { bilingual } from "../../law/bilingual.js"
import { provisionOf, type ConditionId, type ProvisionId } from "../../law/provision.js"
import { parameterOf } from "../../law/readings.js"
import type { Waiver, WaiverRequest } from "./decision-parts.js"
import type { WaiverObstacle } from "../../kernel/refusal.js"
import type { Objection } from "./rule-result.js"

/** Objections to waivers requested by an authority that may not waive, under reading `waiver.authority`. */
export const notTheAuthority = (requests: ReadonlyArray<WaiverRequest>): ReadonlyArray<Objection> =>
  requests.map(({ condition }) => ({ code: "WaiverNotAllowed", condition, because: "notTheAuthority" }))

export interface Judged {
  readonly assessment: Assessment
  readonly waivers: ReadonlyArray<Waiver>
  readonly objections: ReadonlyArray<Objection>
  /** Provisions of the waived conditions and of the exception that permits the waiver. */
  readonly provisions: ReadonlyArray<ProvisionId>
}

/**
 * Evaluates with the requested waivers, which are added to existing ones or replace them. Objects to each waiver that the
 * provision does not permit.
 */
export const judge = (
  conditions: Criterion,
  evidence: Evidence,
  requests: ReadonlyArray<WaiverRequest>,
  officer: string,
): Judged => {
  const standing = evidence.relaxations.filter(
    ({ condition }) => !requests.some((fresh) => fresh.condition === condition),
  )
  const assessment = evaluateWithDivergences(conditions, { ...evidence, relaxations: [...standing, ...requests] })
  const bare = requests.length === 0 ? assessment : evaluate(conditions, evidence)
  const objections = requests.flatMap((request, i): ReadonlyArray<Objection> => {
    const because =
      requests.findIndex(({ condition }) => condition === request.condition) < i
        ? "askedTwice"
        : obstacle(conditions, bare, request, evidence)
    return because === undefined ? [] : [{ code: "WaiverNotAllowed", condition: request.condition, because }]
  })
  return {
    assessment,
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
  const measured = figures?._tag === "Measured" ? figures : undefined
  return {
    condition,
    statutory: level?.statutory ?? null,
    actual: level?.actual ?? null,
    relaxedTo: relaxedTo ?? null,
    ...(measured?.share && { share: { part: measured.actual, whole: measured.share.whole } }),
    officer,
    reasons,
  }
}

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
  const level = levels(node.figures)
  if (level === null) return undefined
  if (relaxedTo === undefined || relaxedTo >= level.statutory) return "levelNotBelowStatutory"
  if (level.actual < relaxedTo) return "levelNotReached"
  const floor = parameterOf(readings["waiver.depth"])
  return floor !== undefined && 100 * relaxedTo < floor * level.statutory ? "belowFloor" : undefined
}

/**
 * Conditions that cannot be judged yet, for lack of findings or figures. Leaves out alternatives to a condition that is met,
 * and findings that only open an exception, which matter only for a waiver.
 */
export const openConditions = (
  conditions: Criterion,
  assessment: Assessment,
): { readonly findings: ReadonlyArray<ConditionId>; readonly figures: ReadonlyArray<ConditionId> } => {
  const open = openLeaves(assessment)
  if (open.length === 0) return { findings: open, figures: open }
  const gates = exceptionsIn(conditions).flatMap(({ when }) => when.map(({ id }) => id))
  const judgedByOfficials = findingIds(conditions)
  return {
    findings: open.filter((id) => judgedByOfficials.includes(id) && !gates.includes(id)),
    figures: open.filter((id) => !judgedByOfficials.includes(id)),
  }
}

const openLeaves = ({ id, verdict, parts }: Assessment): ReadonlyArray<ConditionId> => {
  if (holds(verdict)) return []
  if (parts !== undefined) return parts.flatMap(openLeaves)
  return verdict === "notYetJudged" ? [id] : []
}

const findingPath = (i: number): string => `findings.${i}.condition`

/** Findings are admissible if the regulation asks for them or figures are missing. Available figures always decide. */
export const checkFindings = (
  assessment: Assessment,
  findings: ReadonlyArray<FindingMade>,
): ReadonlyArray<Contradiction | undefined> => {
  const twice = checkTwice(
    findingPath,
    findings.map(({ condition }) => condition),
  )
  const misplaced = findings.map(({ condition }, i) => {
    const node = nodeOf(assessment, condition)
    return check(
      node !== undefined && node.parts === undefined && node.figures === undefined,
      findingPath(i),
      bilingual("本办法须认定、不依数据计算的条件", "a condition left to a finding, not computed"),
      condition,
    )
  })
  return [...misplaced, ...twice]
}
