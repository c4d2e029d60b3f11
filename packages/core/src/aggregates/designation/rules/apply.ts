/** Art. 8: a unit applies during a call, with its form and twelve materials. */
import { invalid, type MissingMaterial } from "../../../kernel/refusal.js"
import { unlessObjected } from "../../../kernel/decision.js"
import { evaluateWithDivergences } from "../../../conditions/evaluate.js"
import { evidenceOfApplication, noFindings } from "../../../conditions/evidence.js"
import { readingsOf } from "../../../conditions/assessment.js"
import type { ApplicationForm } from "../../../forms/application.js"
import { contradictionsInApplication } from "../../../forms/contradictions.js"
import { check, checkAmong, checks, type Contradiction } from "../../../forms/check.js"
import { dossierItemNames, type Dossier } from "../../../forms/dossier.js"
import { isIndividualBusiness } from "../../../forms/uscc.js"
import { bilingual } from "../../../law/bilingual.js"
import { plusYears, type CivilDate } from "../../../law/civil-date.js"
import { parameterOf } from "../../../law/readings.js"
import { callOf, isOpenOn, type Rule } from "../../../kernel/applicable-law.js"
import type { CommandData } from "../commands.js"
import { checkExtensions, checkOwnMaterials } from "./extensions.js"
import { sealReadings } from "./case-evidence.js"
import { checkCounty, when, type CaseInput, type Objection, type RuleResult } from "../rule-result.js"

export const apply = (input: CaseInput, data: CommandData["Apply"]): RuleResult => {
  const { context, rule, state } = input
  const { legalPersonsOnly } = rule.regulation.lifecycle
  return unlessObjected(
    [
      ...when(legalPersonsOnly && isIndividualBusiness(state.unit), () => ({
        code: "NotLegalPerson",
        unit: state.unit,
      })),
      ...outsideCall(input, data.callYear),
      ...barred(input),
      ...formObjections(input, data, context.effectiveOn),
    ],
    () => {
      const evidence = evidenceOfApplication(data.form, noFindings, context.effectiveOn, rule.readings)
      const selfAssessment = evaluateWithDivergences(rule.regulation.conditions, evidence)
      return [
        {
          type: "Applied",
          data: { ...data, selfAssessment },
          readings: [
            "application.route",
            "materials.none",
            "revocation.reapply",
            ...sealReadings(data.form),
            ...readingsOf(selfAssessment),
          ],
        },
      ]
    },
  )
}

/**
 * Objections to a form and its materials, filed or supplemented. `asOf` is the day whose facts it states; `others` are
 * contradictions found elsewhere.
 */
export const formObjections = (
  { context, rule, state }: CaseInput,
  { form, dossier }: Pick<CommandData["Apply"], "form" | "dossier">,
  asOf: CivilDate,
  others: ReadonlyArray<Contradiction | undefined> = [],
): ReadonlyArray<Objection> => {
  const missing = missingMaterials(rule, dossier)
  const issues = [
    ...checks([
      checkCounty(rule.regulation.territory, "form.countyOrDistrict", form.countyOrDistrict),
      check(
        form.uscc === state.unit,
        "form.uscc",
        bilingual(`本单位代码${state.unit}`, `the unit's own code, ${state.unit}`),
        form.uscc,
      ),
      checkGrade(rule.regulation.lifecycle.grades, form),
      ...checkExtensions("form", form, rule.regulation),
      ...checkOwnMaterials(rule.regulation, dossier),
      ...others,
    ]),
    ...contradictionsInApplication(form, dossier, asOf, rule.readings, context.effectiveOn),
  ]
  return [...when(missing.length > 0, () => ({ code: "DossierIncomplete", missing })), ...invalid(issues)]
}

/** Materials missing from a dossier under reading `materials.none`. */
export const missingMaterials = (
  { regulation, readings }: Pick<Rule, "regulation" | "readings">,
  dossier: Dossier,
): ReadonlyArray<MissingMaterial> =>
  [
    ...dossierItemNames.map((item) => [item, regulation.materials[item], dossier[item]] as const),
    ...Object.entries(regulation.own?.materials ?? {}).map(
      ([item, requirement]) => [item, requirement, dossier.own?.[item]] as const,
    ),
  ].flatMap(([item, requirement, material]): ReadonlyArray<MissingMaterial> => {
    const status = material?.status ?? "missing"
    if (requirement === undefined || status === "provided") return []
    if (status === "declaredNone" && requirement.mayBeNone && readings["materials.none"] === "declareNone") return []
    return [{ item, provision: requirement.provision, because: status === "missing" ? "missing" : "mayNotBeNone" }]
  })

const checkGrade = (
  grades: ReadonlyArray<string> | undefined,
  { grade }: ApplicationForm<unknown>,
): Contradiction | undefined =>
  grades === undefined
    ? check(
        grade === undefined,
        "form.grade",
        bilingual("空", "nothing"),
        grade ?? "",
        bilingual("本办法不分等级，form.grade应不填", "form.grade: expected nothing: there are no grades"),
      )
    : checkAmong("form.grade", grades, grade, bilingual("等级", "a grade"))

export const outsideCall = ({ context }: Pick<CaseInput, "context">, year: number): ReadonlyArray<Objection> => {
  const call = callOf(context.law, year)
  return when(call === undefined || !isOpenOn(call, context.effectiveOn), () => ({
    code: "OutsideCall",
    year,
    on: context.effectiveOn,
    window: call?.window ?? null,
  }))
}

const barred = ({ context, rule, state }: CaseInput): ReadonlyArray<Objection> => {
  const years = parameterOf(rule.readings["revocation.reapply"])
  if (years === undefined || state.lastRevokedOn === null) return []
  const until = plusYears(state.lastRevokedOn, years)
  return when(context.effectiveOn <= until, () => ({ code: "ReapplicationBarred", until }))
}
