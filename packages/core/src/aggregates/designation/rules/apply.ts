/** Art. 8: a unit applies, in a call, with its form and twelve materials. */
import { evaluateWithDivergences } from "../../../conditions/divergence.js"
import { evidenceOfApplication, noFindings } from "../../../conditions/evidence.js"
import { readingsOf } from "../../../conditions/assessment.js"
import type { ApplicationForm } from "../../../forms/application.js"
import { contradictionsInApplication } from "../../../forms/contradictions.js"
import { isCountyOf } from "../../../forms/division.js"
import { dossierItemNames, type Dossier } from "../../../forms/dossier.js"
import { isIndividualBusiness } from "../../../forms/uscc.js"
import { isOpenOn } from "../../call/state.js"
import { bilingual } from "../../../law/bilingual.js"
import { plusYears } from "../../../law/civil-date.js"
import { parameterOf } from "../../../law/readings.js"
import { callOf, type Rule } from "../../../kernel/applicable-law.js"
import type { CommandData } from "../command.js"
import type { Contradiction, MissingMaterial, Objection } from "../../../kernel/refusal.js"
import { unlessObjected, when, type Answer, type Matter } from "./rule-result.js"

export const apply = (matter: Matter, data: CommandData["Apply"]): Answer => {
  const { context, rule, state } = matter
  const { form, dossier } = data
  const { legalPersonsOnly, grades } = rule.regulation.lifecycle
  const missing = missingMaterials(rule, dossier)
  const issues = [
    ...wrongPlace(matter, form),
    ...wrongGrade(grades, form),
    ...contradictionsInApplication(form, dossier, context.effectiveOn),
  ]
  return unlessObjected(
    [
      ...when(legalPersonsOnly && isIndividualBusiness(state.unit), () => ({
        code: "NotLegalPerson",
        unit: state.unit,
      })),
      ...outsideCall(matter, data.callYear),
      ...barred(matter),
      ...when(missing.length > 0, () => ({ code: "DossierIncomplete", missing })),
      ...when(issues.length > 0, () => ({ code: "InvalidParticulars", issues })),
    ],
    () => {
      const evidence = evidenceOfApplication(form, noFindings, context.effectiveOn, rule.readings)
      const selfAssessment = evaluateWithDivergences(rule.regulation.conditions, evidence)
      return [
        {
          type: "Applied",
          data: { ...data, selfAssessment },
          readings: ["application.route", "materials.none", "revocation.reapply", ...readingsOf(selfAssessment)],
        },
      ]
    },
  )
}

/** What keeps a dossier from being complete under the reading `materials.none`. */
export const missingMaterials = (
  { regulation, readings }: Pick<Rule, "regulation" | "readings">,
  dossier: Dossier,
): ReadonlyArray<MissingMaterial> =>
  dossierItemNames.flatMap((item): ReadonlyArray<MissingMaterial> => {
    const { status } = dossier[item]
    const asked = regulation.materials[item]
    if (asked === undefined || status === "provided") return []
    if (status === "declaredNone" && asked.mayBeNone && readings["materials.none"] === "declareNone") return []
    return [{ item, provision: asked.provision, because: status === "missing" ? "missing" : "mayNotBeNone" }]
  })

/** Arts. 6 and 7: the way to the bureau leads through the unit's own county or zone. */
const wrongPlace = ({ rule, state }: Matter, form: ApplicationForm<unknown>): ReadonlyArray<Contradiction> => [
  ...(isCountyOf(rule.regulation.territory, form.countyOrDistrict)
    ? []
    : [
        {
          path: "form.countyOrDistrict",
          expected: bilingual("本市所辖县区或功能区代码", "a county, district or zone of the bureau's"),
          got: form.countyOrDistrict,
        },
      ]),
  ...(form.uscc === state.unit
    ? []
    : [
        {
          path: "form.uscc",
          expected: bilingual(`本单位代码${state.unit}`, `the unit's own code, ${state.unit}`),
          got: form.uscc,
        },
      ]),
]

const wrongGrade = (
  grades: ReadonlyArray<string> | undefined,
  { grade }: ApplicationForm<unknown>,
): ReadonlyArray<Contradiction> => {
  if (grades === undefined ? grade === undefined : grade !== undefined && grades.includes(grade)) return []
  const expected =
    grades === undefined
      ? bilingual("空：本办法不分等级", "nothing: there are no grades")
      : bilingual(`等级：${grades.join("、")}`, `a grade: ${grades.join(", ")}`)
  return [{ path: "form.grade", expected, got: grade ?? "" }]
}

export const outsideCall = ({ context }: Pick<Matter, "context">, year: number): ReadonlyArray<Objection> => {
  const call = callOf(context.regime, year)
  return when(call === undefined || !isOpenOn(call, context.effectiveOn), () => ({
    code: "OutsideCall",
    year,
    on: context.effectiveOn,
    window: call?.window ?? null,
  }))
}

const barred = ({ context, rule, state }: Matter): ReadonlyArray<Objection> => {
  const years = parameterOf(rule.readings["revocation.reapply"])
  if (years === undefined || state.lastRevokedOn === null) return []
  const until = plusYears(state.lastRevokedOn, years)
  return when(context.effectiveOn <= until, () => ({ code: "ReapplicationBarred", until }))
}
