/** How a case would be assessed before it is decided: from the record and from a form still being filled in. */
import {
  conditions,
  evaluateWithDivergences,
  evidenceOfApplication,
  noFindings,
  ruleStatusOn,
  type ApplicableLaw,
  type ApplicationForm,
  type Assessment,
  type CivilDate,
  type FindingMade,
  type Regulation,
  type Rule,
  type State,
  type Title,
} from "@shifan/core"
import { missingFacts, type Evidence, type Measurement, type Relaxation } from "@shifan/core/conditions"
import type { OperationReport, Satisfaction, Sealed } from "@shifan/core/forms"
import { evidenceOfCase, evidenceOfFiledReview, type FiledReview, type ReviewFindings } from "@shifan/core/registry"
import { codecOfAct, knownParts } from "@shifan/forms"

/** An act of a unit that somebody is filling in. */
export interface ActUnderWay {
  readonly act: string
  /** Data of its command as JSON, as far as filled in. */
  readonly data?: unknown
  /** State of the unit; `undefined` if it has no record. */
  readonly state: State | undefined
  readonly law: ApplicableLaw
  /** The day on which the act would take effect. */
  readonly on: CivilDate
}

/** The assessment of a case so far, and what it still lacks. */
export interface CaseAssessment {
  readonly assessment: Assessment
  /** By condition not yet judged: the names of the figures, dates and words it lacks. */
  readonly missing: ReadonlyMap<string, ReadonlyArray<string>>
  /** The regulation whose conditions were assessed. */
  readonly regulation: Regulation
}

/**
 * `undefined` if the act has no assessment, or if no rule was ever in force. With complete data this is the assessment
 * that the act would record. Missing data leave only the conditions that need them not yet judged.
 */
export const caseAssessment = ({ act, data, state, law, on }: ActUnderWay): CaseAssessment | undefined => {
  const status = ruleStatusOn(law, on)
  if (status._tag === "NoRule") return undefined
  const { rule } = status
  const parts = partsOf(knownParts(codecOfAct(act, rule.regulation), data))
  const judged = judgedOn({ act, parts, law, rule, on }, state)
  if (judged === undefined) return undefined
  const { regulation } = judged.rule
  const assessment = evaluateWithDivergences(regulation.conditions, judged.evidence)
  const open = new Set<string>(
    conditions(assessment).flatMap(({ id, verdict }) => (verdict === "notYetJudged" ? [id] : [])),
  )
  const lacking = [...missingFacts(regulation.conditions, judged.evidence)]
  return { assessment, missing: new Map(lacking.filter(([id]) => open.has(id))), regulation }
}

/** The data of an act that its conditions may use. Personal data are not used, so they may be in clear. */
interface Parts {
  readonly form?: ApplicationForm<Sealed>
  readonly report?: OperationReport<Sealed>
  readonly satisfaction?: Satisfaction
  readonly assessment?: { readonly satisfaction?: Satisfaction } | null
  readonly findings?: ReadonlyArray<Partial<FindingMade>>
  readonly measurements?: ReadonlyArray<Partial<Measurement>>
  readonly waivers?: ReadonlyArray<Partial<Relaxation>>
  readonly waiversProposed?: ReadonlyArray<Partial<Relaxation>>
}

/** Fields not filled in yet are `undefined`, whatever their type says; evidence treats those as unknown. */
const isParts = (known: unknown): known is Parts => typeof known === "object" && known !== null

const partsOf = (known: unknown): Parts => (isParts(known) ? known : {})

interface Judged {
  readonly rule: Rule
  readonly evidence: Evidence
}

interface Judging {
  readonly act: string
  readonly parts: Parts
  readonly law: ApplicableLaw
  readonly rule: Rule
  readonly on: CivilDate
}

const judgedOn = (judging: Judging, state: State | undefined): Judged | undefined => {
  const { act, parts, rule, on } = judging
  const phase = state?.phase
  if (act === "Apply" && parts.form !== undefined)
    return {
      rule,
      evidence: evidenceOfApplication({ ...parts.form, uscc: parts.form.uscc ?? "" }, noFindings, on, rule.readings),
    }
  if (phase?._tag === "applied" || phase?._tag === "recommended")
    return { rule, evidence: caseEvidence(judging, phase) }
  return state !== undefined && phase?._tag === "certified" ? reviewJudged(judging, state, phase.title) : undefined
}

type UnderWay = Extract<State["phase"], { readonly _tag: "applied" | "recommended" }>

const caseEvidence = ({ act, parts, rule, on }: Judging, phase: UnderWay): Evidence => {
  const { readings } = rule
  const recommended = phase._tag === "recommended" ? phase.recommendation : undefined
  const satisfaction = parts.satisfaction ?? recommended?.satisfaction
  const proposed = recommended !== undefined && readings["waiver.authority"] === "county"
  const made = {
    findings: [...(recommended?.findings ?? []), ...findingsIn(parts)],
    measurements: recommended?.measurements ?? measurementsIn(parts),
    relaxations: proposed ? recommended.waiversProposed.map(asRelaxation) : relaxationsIn(parts),
    ...(satisfaction === undefined ? {} : { satisfaction }),
  }
  if (act !== "SupplementApplication" || parts.form === undefined) return evidenceOfCase(phase.case, made, readings)
  const { case: before } = phase
  const form = { ...parts.form, uscc: before.form.uscc }
  return evidenceOfCase({ ...before, form, supplements: { ...before.supplements, suppliedOn: on } }, made, readings)
}

/** Acts that judge a review filed earlier. */
const actsOnReview: ReadonlyArray<string> = ["AssessReview", "OrderRectification", "ConcludeReview"]

const reviewJudged = ({ act, parts, law, rule, on }: Judging, state: State, title: Title): Judged | undefined => {
  const { review } = title
  const found = (filed: FiledReview, findings: ReviewFindings, asked = relaxationsIn(parts)): Judged => {
    const judged = evidenceOfFiledReview({ context: { law }, rule, state }, title, filed, findings)
    const standing = judged.evidence.relaxations.filter(
      (one) => !asked.some((fresh) => fresh.condition === one.condition),
    )
    return { ...judged, evidence: { ...judged.evidence, relaxations: [...standing, ...asked] } }
  }
  if (parts.report !== undefined) {
    const { report } = parts
    const filed = act === "SupplementReview" ? (review?.filed ?? undefined) : undefined
    const supplements = { ...(filed?.supplements ?? noneAsked), suppliedOn: filed === undefined ? null : on }
    return found({ on: filed?.on ?? on, report, supplements }, { findings: [] })
  }
  if (review?.filed == null || !actsOnReview.includes(act)) return undefined
  const findings = findingsIn(parts)
  if (act === "AssessReview") {
    const satisfaction = parts.assessment?.satisfaction
    return found(review.filed, { findings, measurements: measurementsIn(parts), ...(satisfaction && { satisfaction }) })
  }
  const { assessed } = review
  if (assessed === null) return found(review.filed, { findings })
  const byCounty = rule.readings["waiver.authority"] === "county"
  const asked = byCounty ? assessed.waiversProposed.map(asRelaxation) : relaxationsIn(parts)
  return found(review.filed, { ...assessed, findings: [...assessed.findings, ...findings] }, asked)
}

const noneAsked: Omit<FiledReview["supplements"], "suppliedOn"> = { requested: null, requests: 0 }

/** The findings that already have a result; their reasons may still be missing. */
const findingsIn = ({ findings = [] }: Parts): ReadonlyArray<FindingMade> =>
  findings.flatMap(({ condition, met, reasons = "" }) =>
    condition === undefined || met === undefined ? [] : [{ condition, met, reasons }],
  )

const measurementsIn = ({ measurements = [] }: Parts): ReadonlyArray<Measurement> =>
  measurements.filter((one): one is Measurement => one.figure !== undefined && one.value !== undefined)

const relaxationsIn = ({ waivers, waiversProposed }: Parts): ReadonlyArray<Relaxation> =>
  (waivers ?? waiversProposed ?? []).flatMap(({ condition, relaxedTo }) =>
    condition === undefined ? [] : [{ condition, ...(relaxedTo === undefined ? {} : { relaxedTo }) }],
  )

const asRelaxation = ({
  condition,
  relaxedTo,
}: {
  readonly condition: Relaxation["condition"]
  readonly relaxedTo: number | null
}): Relaxation => ({ condition, ...(relaxedTo === null ? {} : { relaxedTo }) })
