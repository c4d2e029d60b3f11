/** The assessment of an application as it stands, before anybody has decided: on its form and on what was found so far. */
import {
  evaluateWithDivergences,
  ruleStatusOn,
  type ApplicableLaw,
  type Assessment,
  type CivilDate,
  type FindingMade,
  type State,
} from "@shifan/core"
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
