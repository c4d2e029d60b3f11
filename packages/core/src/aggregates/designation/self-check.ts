/** What a unit can know of its application before it files it: conditions, materials, contradictions, and the way to all. */
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

/** What a unit learns of an application before it hands it in. Nothing is recorded. */
export interface SelfCheck {
  readonly asOf: CivilDate
  readonly assessment: Assessment
  /** What would make the conditions met, if officials find for the unit wherever nobody has judged yet. */
  readonly changes: MinimalChanges
  readonly missing: ReadonlyArray<MissingMaterial>
  readonly contradictions: ReadonlyArray<Contradiction>
}

/** As of a day, under a regulation's text and the readings that hold then. Pure: a form in a browser may call it as one types. */
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

/** Findings nobody has made are taken as favourable, those that open an exception apart: an exception is to be earned. */
const presumed = (criterion: Criterion, assessment: Assessment, evidence: Evidence): Evidence => {
  const gates = new Set(exceptionsIn(criterion).flatMap(({ when }) => when.map(({ id }) => id)))
  const open = findingIds(criterion).filter(
    (id) => !gates.has(id) && nodeOf(assessment, id)?.verdict === "notYetJudged",
  )
  const found = open.map((condition) => ({ condition, met: true, reasons: "" }))
  return { ...evidence, findings: [...evidence.findings, ...found] }
}
