/** `assess`: checks an application against the conditions and the list of materials. Needs no store. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, conditions, selfCheck, type SelfCheck } from "@shifan/core"
import { cite, materialName, verdictNames } from "@shifan/core/messages"
import { ownText } from "../own-text.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { fieldNamesOf, namedContradictionText } from "../field-names.js"
import { assessmentTree, changeLines, divergenceLines, tally } from "../look/assessment-tree.js"
import { exitWith, type Failure, type FindingOptions, type Output } from "../result.js"
import { readApplication, tellFiles } from "./dossier-folder.js"

/** As of the form's date, under the default readings, which apply until the bureau interprets them. */
export const assess = async (
  context: CommandContext,
  path: string,
  options: FindingOptions = {},
): Promise<E.Either<Failure, Output>> => {
  const handedIn = await readApplication(path, "Apply", context.settings)
  if (E.isLeft(handedIn)) return handedIn
  tellFiles(context, handedIn.right)
  const { form, dossier } = handedIn.right.application
  const regulation = ownText
  const checked = selfCheck({ regulation, readings: regulation.readings }, form, dossier, form.filledOn)
  const { assessment, missing, contradictions, changes } = checked
  const yes = paint(context, "green", "✓")
  const no = paint(context, "red", "✗")
  const materials =
    missing.length === 0
      ? `${yes} ${say(context, bilingual("十二项材料齐全（第八条）", "all twelve materials are present (Art. 8)"))}`
      : `${no} ${say(context, bilingual("材料不齐（第八条）", "materials are missing (Art. 8)"))}`
  const missingMaterials = missing.map(
    ({ item, provision }) =>
      `  ${no} ${say(context, materialName(item, regulation))} [${say(context, cite(provision))}]`,
  )
  const names = fieldNamesOf("Apply")
  const contradictionLines = contradictions.map(
    (contradiction) => `  ${no} ${say(context, namedContradictionText(contradiction, names))}`,
  )
  const notMet = conditions(assessment).filter(({ verdict }) => verdict === "notMet")
  const obstacles = [...notMet, ...missing, ...contradictions]
  return E.right({
    json: { uscc: form.uscc, ...checked, ready: obstacles.length === 0 },
    exit: exitWith(obstacles, options),
    text: [
      paint(context, "bold", `${form.platformName}  ${form.uscc}  ${form.filledOn}`),
      assessmentTree(context, regulation, assessment),
      materials,
      ...missingMaterials,
      ...contradictionLines,
      ...changeLines(context, regulation, changes),
      ...divergenceLines(context, regulation, assessment),
      conclusion(context, checked),
    ].join("\n"),
  })
}

/** Separate results for conditions, materials and form: 结论：条件待认定（符合8项，待认定12项）；材料齐全；填报无矛盾 */
const conclusion = (context: CommandContext, { assessment, missing, contradictions }: SelfCheck): string => {
  const verdict = verdictNames[assessment.verdict]
  const counts = tally(context, assessment)
  const materials =
    missing.length === 0
      ? bilingual("材料齐全", "materials complete")
      : bilingual(`材料缺${missing.length}项`, `${missing.length} materials missing`)
  const form =
    contradictions.length === 0
      ? bilingual("填报无矛盾", "the form does not contradict itself")
      : bilingual(`填报有${contradictions.length}处矛盾`, `${contradictions.length} contradictions in the form`)
  return say(
    context,
    bilingual(
      `结论：${verdict.zh}（${counts}）；${materials.zh}；${form.zh}`,
      `verdict: ${verdict.en} (${counts}); ${materials.en}; ${form.en}`,
    ),
  )
}
