/** Self-check of an application against the conditions and the materials; needs no store. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, cite, dossierItems, qinhuangdao2020, selfCheck, verdictNames, type Assessment } from "@shifan/core"
import { readApplication } from "./dossier-folder.js"
import type { Failure, Output } from "../result.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { assessmentTree, divergenceLines, tally, waysLines } from "../look/assessment-tree.js"

/** As of the day the form was filled in, under the readings that hold until the bureau interprets otherwise. */
export const assess = (context: CommandContext, path: string): E.Either<Failure, Output> => {
  const application = readApplication(path)
  if (E.isLeft(application)) return application
  const { form, dossier } = application.right
  const regulation = qinhuangdao2020
  const checked = selfCheck({ regulation, readings: regulation.readings }, form, dossier, form.filledOn)
  const { assessment, missing, contradictions } = checked
  const title = paint(context, "bold", `${form.platformName}  ${form.uscc}  ${form.filledOn}`)
  const materials = missing.map(
    ({ item, provision }) =>
      `  ${paint(context, "red", "✗")} ${say(context, dossierItems[item])} [${say(context, cite(provision))}]`,
  )
  const faults = contradictions.map(
    ({ path: at, expected, got }) =>
      `  ${paint(context, "red", "✗")} ${say(context, bilingual(`${at}应为${expected.zh}，实为${got}`, `${at}: expected ${expected.en}, got ${got}`))}`,
  )
  const text = [
    title,
    assessmentTree(context, regulation, assessment),
    materials.length === 0
      ? `${paint(context, "green", "✓")} ${say(context, bilingual("十二项材料齐全（第八条）", "the twelve materials are there (Art. 8)"))}`
      : `${paint(context, "red", "✗")} ${say(context, bilingual("材料不齐（第八条）", "materials are missing (Art. 8)"))}`,
    ...materials,
    ...faults,
    ...waysLines(context, regulation, checked.changes),
    ...divergenceLines(context, regulation, assessment),
    conclusion(context, assessment),
  ].join("\n")
  return E.right({ json: { uscc: form.uscc, ...checked }, text })
}

const conclusion = (context: CommandContext, assessment: Assessment): string => {
  const [verdict, counts] = [verdictNames[assessment.verdict], tally(context, assessment)]
  return say(context, bilingual(`结论：${verdict.zh}（${counts}）`, `verdict: ${verdict.en} (${counts})`))
}
