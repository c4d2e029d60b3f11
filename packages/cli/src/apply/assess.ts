/** Self-check of an application against the conditions and the materials; needs no store. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, cite, dossierItems, qinhuangdao2020, selfCheck, verdictNames, type Assessment } from "@shifan/core"
import { readApplication } from "./dossier-folder.js"
import type { Failure, Output } from "../result.js"
import { paint, say, type World } from "../command-context.js"
import { assessmentTree, divergenceLines, tally, waysLines } from "../look/assessment-tree.js"

/** As of the day the form was filled in, under the readings that hold until the bureau interprets otherwise. */
export const assess = (world: World, path: string): E.Either<Failure, Output> => {
  const application = readApplication(path)
  if (E.isLeft(application)) return application
  const { form, dossier } = application.right
  const regulation = qinhuangdao2020
  const checked = selfCheck({ regulation, readings: regulation.readings }, form, dossier, form.filledOn)
  const { assessment, missing, contradictions } = checked
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
    assessmentTree(world, regulation, assessment),
    materials.length === 0
      ? `${paint(world, "green", "✓")} ${say(world, bilingual("十二项材料齐全（第八条）", "the twelve materials are there (Art. 8)"))}`
      : `${paint(world, "red", "✗")} ${say(world, bilingual("材料不齐（第八条）", "materials are missing (Art. 8)"))}`,
    ...materials,
    ...faults,
    ...waysLines(world, regulation, checked.changes),
    ...divergenceLines(world, regulation, assessment),
    conclusion(world, assessment),
  ].join("\n")
  return E.right({ json: { uscc: form.uscc, ...checked }, text })
}

const conclusion = (world: World, assessment: Assessment): string => {
  const [verdict, counts] = [verdictNames[assessment.verdict], tally(world, assessment)]
  return say(world, bilingual(`结论：${verdict.zh}（${counts}）`, `verdict: ${verdict.en} (${counts})`))
}
