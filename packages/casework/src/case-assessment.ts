/** The assessment of an application before anybody has decided: on its form, and on what was found so far. */
import {
  evaluateWithDivergences,
  evidenceOfApplication,
  noFindings,
  ruleStatusOn,
  type ApplicableLaw,
  type Assessment,
  type CivilDate,
  type FindingMade,
  type State,
} from "@shifan/core"
import { applicationForm, asFilled, decode } from "@shifan/core/forms"
import { evidenceOfCase } from "@shifan/core/registry"

/** `findings`: those that are being made. `undefined` where no application is under way, or no rule was ever in force. */
export const caseAssessment = (
  { phase }: State,
  law: ApplicableLaw,
  on: CivilDate,
  findings: ReadonlyArray<FindingMade> = [],
): Assessment | undefined => {
  const status = ruleStatusOn(law, on)
  if (status._tag === "NoRule" || (phase._tag !== "applied" && phase._tag !== "recommended")) return undefined
  const { readings, regulation } = status.rule
  const recommended = phase._tag === "recommended" ? phase.recommendation : undefined
  const made = {
    findings: [...(recommended?.findings ?? []), ...findings],
    measurements: recommended?.measurements ?? [],
    relaxations: [],
    ...(recommended === undefined ? {} : { satisfaction: recommended.satisfaction }),
  }
  return evaluateWithDivergences(regulation.conditions, evidenceOfCase(phase.case, made, readings))
}

/** Of an application that is being filled in: once its form is whole, whatever its materials lack. */
export const formAssessment = (form: unknown, law: ApplicableLaw, on: CivilDate): Assessment | undefined => {
  const status = ruleStatusOn(law, on)
  const decoded = decode(applicationForm(asFilled), form)
  if (status._tag === "NoRule" || decoded._tag === "Left") return undefined
  const { readings, regulation } = status.rule
  return evaluateWithDivergences(regulation.conditions, evidenceOfApplication(decoded.right, noFindings, on, readings))
}
