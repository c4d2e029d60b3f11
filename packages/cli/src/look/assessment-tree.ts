/** Renders an assessment: each condition with its provision, its figures, and what would change it. */
import { verdictCounts } from "@shifan/casework"
import { bilingual, type Assessment, type MinimalChanges, type Regulation, type Verdict } from "@shifan/core"
import { changeText, cite, divergenceText, explainAssessment, type ExplainedAssessment } from "@shifan/core/messages"
import { paint, say, type CommandContext, type Style } from "../command-context.js"

const marks: { readonly [V in Verdict]: { readonly mark: string; readonly style: Style } } = {
  met: { mark: "✓", style: "green" },
  notMet: { mark: "✗", style: "red" },
  notYetJudged: { mark: "?", style: "yellow" },
  waived: { mark: "~", style: "cyan" },
}

export const assessmentTree = (context: CommandContext, regulation: Regulation, assessment: Assessment): string =>
  treeLines(context, explainAssessment(assessment, regulation)).join("\n")

const treeLines = (context: CommandContext, node: ExplainedAssessment, depth = 0): ReadonlyArray<string> => {
  const { mark, style } = marks[node.verdict]
  const figures = node.figures === null ? "" : `  ${paint(context, "dim", say(context, node.figures))}`
  const arrow = node.change === null ? "" : `  ${paint(context, style, `→ ${say(context, node.change)}`)}`
  return [
    `${"  ".repeat(depth)}${paint(context, style, mark)} ${say(context, node.name)}${figures}${arrow}`,
    ...node.sources.map((source) => `${"  ".repeat(depth + 2)}${paint(context, "dim", say(context, source))}`),
    ...node.parts.flatMap((part) => treeLines(context, part, depth + 1)),
  ]
}

/** 符合17项，不符合1项，待认定9项 */
export const tally = (context: CommandContext, assessment: Assessment): string =>
  verdictCounts(assessment)
    .map(({ verdict, text }) => paint(context, marks[verdict].style, say(context, text)))
    .join(say(context, bilingual("，", ", ")))

/** The smallest sets of changes that would meet the criterion, one per line. */
export const changeLines = (
  context: CommandContext,
  regulation: Regulation,
  { sets, more }: MinimalChanges,
): ReadonlyArray<string> => {
  if (sets.length === 0) return []
  const head = bilingual(
    "其他待认定事项均通过的，尚须补足下列任一组：",
    "smallest changes that would meet the conditions (any one line; assuming open findings are favourable):",
  )
  const lines = sets.map((set) => {
    const changes = set.map((change) => {
      const provisions = change._tag === "Figure" || change._tag === "Wait" ? change.for : []
      const cited = provisions.map((id) => say(context, cite(id))).join(say(context, bilingual("、", ", ")))
      const text = say(context, changeText(regulation, change))
      return cited === "" ? text : `${text} ${paint(context, "dim", `[${cited}]`)}`
    })
    return `  ${paint(context, "yellow", "→")} ${changes.join(say(context, bilingual("；", "; ")))}`
  })
  const others = say(context, bilingual("……另有其他组合", "… and others of the same size"))
  return [say(context, head), ...lines, ...(more ? [`  ${others}`] : [])]
}

/** Other readings of the regulation under which a result would differ, one per line. */
export const divergenceLines = (
  context: CommandContext,
  regulation: Regulation,
  { divergences = [] }: Assessment,
): ReadonlyArray<string> => {
  if (divergences.length === 0) return []
  const head = bilingual("解读不同则结果不同：", "results that depend on a reading of the text:")
  const lines = divergences.map(
    (divergence) => `  ${paint(context, "yellow", "≠")} ${say(context, divergenceText(regulation, divergence))}`,
  )
  return [say(context, head), ...lines]
}
