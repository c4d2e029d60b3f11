/** Checks an application before it is filed: conditions, materials and contradictions, and the changes that would help. */
import { nodeOf, type Assessment } from "../../conditions/assessment.js"
import { exceptionsIn, findingIds, type Criterion } from "../../conditions/criterion.js"
import { evaluateWithDivergences } from "../../conditions/evaluate.js"
import { evidenceOfApplication, noFindings, type Evidence } from "../../conditions/evidence.js"
import { minimalChanges, type MinimalChanges } from "../../conditions/minimal-change.js"
import type { ApplicationForm } from "../../forms/application.js"
import { contradictionsInApplication } from "../../forms/contradictions.js"
import type { Dossier } from "../../forms/dossier.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { Rule } from "../../kernel/applicable-law.js"
import { checks, type Contradiction } from "../../forms/check.js"
import type { MissingMaterial } from "../../kernel/refusal.js"
import { checkExtensions, checkOwnMaterials } from "./rules/extensions.js"
import { missingMaterials } from "./rules/apply.js"

/** Result of checking an application before filing. Nothing is recorded. */
export interface SelfCheck {
  readonly asOf: CivilDate
  readonly assessment: Assessment
  /** Changes that would meet the conditions, assuming that officials make all open findings in the unit's favour. */
  readonly changes: MinimalChanges
  readonly missing: ReadonlyArray<MissingMaterial>
  readonly contradictions: ReadonlyArray<Contradiction>
}

/** Checks a form as of a day, under a regulation and readings. Pure: a form in a browser may call it on every keystroke. */
export const selfCheck = <P>(
  rule: Pick<Rule, "regulation" | "readings">,
  form: ApplicationForm<P>,
  dossier: Dossier,
  asOf: CivilDate,
): SelfCheck => {
  const { conditions } = rule.regulation
  const evidence = evidenceOfApplication(form, noFindings, asOf, rule.readings)
  const assessment = evaluateWithDivergences(conditions, evidence)
  return {
    asOf,
    assessment,
    changes: minimalChanges(conditions, presumed(conditions, assessment, evidence)),
    missing: missingMaterials(rule, dossier),
    contradictions: [
      ...checks([...checkExtensions("form", form, rule.regulation), ...checkOwnMaterials(rule.regulation, dossier)]),
      ...contradictionsInApplication(form, dossier, asOf, rule.readings),
    ],
  }
}

/** Assumes open findings to be favourable, except those that open an exception. */
const presumed = (criterion: Criterion, assessment: Assessment, evidence: Evidence): Evidence => {
  const gates = new Set(exceptionsIn(criterion).flatMap(({ when }) => when.map(({ id }) => id)))
  const open = findingIds(criterion).filter(
    (id) => !gates.has(id) && nodeOf(assessment, id)?.verdict === "notYetJudged",
  )
  const found = open.map((condition) => ({ condition, met: true, reasons: "" }))
  return { ...evidence, findings: [...evidence.findings, ...found] }
}
