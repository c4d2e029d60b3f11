/** How a case would be assessed before anybody has decided: on what is on record, and on what is being filled in just now. */
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
  /** The data of its command as far as they are filled in, as JSON. */
  readonly data?: unknown
  /** Of the unit; `undefined` where it is not on record. */
  readonly state: State | undefined
  readonly law: ApplicableLaw
  /** The day on which the act would take effect. */
  readonly on: CivilDate
}

/** What a case comes to so far, and what is wanting. */
export interface CaseAssessment {
  readonly assessment: Assessment
  /** What the conditions that no figure answers yet lack, by condition: the names of figures, dates and words. */
  readonly missing: ReadonlyMap<string, ReadonlyArray<string>>
  /** By whose conditions. */
  readonly regulation: Regulation
}

/**
 * `undefined` for an act that no assessment belongs to, or where no rule was ever in force. Whole data come to what the act would record;
 * what is not filled in yet leaves its conditions not yet judged, and no other.
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

/** The data of any act that conditions are judged on. Personal data are not, so it does not matter that they are in clear. */
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

/** In which a review is judged that was filed before. */
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

/** Those of which it is said what was found; the reasons may come later. */
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
