/** Self-check of an application against the conditions and the materials; needs no store. */
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  contradictionsInApplication,
  cite,
  dossierItems,
  evaluate,
  evidenceOfApplication,
  missingMaterials,
  noFindings,
  qinhuangdao2020,
  verdictNames,
} from "@shifan/core"
import { readApplication } from "../dossier-folder.js"
import type { Failure, Output } from "../outcome.js"
import { paint, say, type World } from "../surroundings.js"
import { assessmentTree, tally } from "../view/assessment.js"

/** As of the day the form was filled in, under the readings that hold until the bureau interprets otherwise. */
export const assess = (world: World, path: string): E.Either<Failure, Output> => {
  const application = readApplication(path)
  if (E.isLeft(application)) return application
  const { form, dossier } = application.right
  const { conditions, readings } = qinhuangdao2020
  const assessment = evaluate(conditions, evidenceOfApplication(form, noFindings, form.filledOn, readings))
  const missing = missingMaterials({ regulation: qinhuangdao2020, readings }, dossier)
  const contradictions = contradictionsInApplication(form, dossier, form.filledOn)
  const title = paint(world, "bold", `${form.platformName}  ${form.uscc}  ${form.filledOn}`)
  const materials = missing.map(
    ({ item, provision }) =>
      `  ${paint(world, "red", "✗")} ${say(world, dossierItems[item])} [${say(world, cite(provision))}]`,
  )
  const faults = contradictions.map(
    ({ path: at, expected, got }) =>
      `  ${paint(world, "red", "✗")} ${say(world, bilingual(`${at}应为${expected.zh}，实为${got}`, `${at}: expected ${expected.en}, got ${got}`))}`,
  )
  const text = [
    title,
    assessmentTree(world, qinhuangdao2020, assessment),
    materials.length === 0
      ? `${paint(world, "green", "✓")} ${say(world, bilingual("十二项材料齐全（第八条）", "the twelve materials are there (Art. 8)"))}`
      : `${paint(world, "red", "✗")} ${say(world, bilingual("材料不齐（第八条）", "materials are missing (Art. 8)"))}`,
    ...materials,
    ...faults,
    `${say(world, bilingual("结论", "verdict"))}: ${say(world, verdictNames[assessment.verdict])} (${tally(world, assessment)})`,
  ].join("\n")
  return E.right({ json: { uscc: form.uscc, asOf: form.filledOn, assessment, missing, contradictions }, text })
}
