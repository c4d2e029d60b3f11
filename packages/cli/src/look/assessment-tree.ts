/** The assessment tree: each condition with its provision, figures, and what would change it. */
import {
  bilingual,
  changeText,
  cite,
  conditions,
  describe,
  divergenceText,
  figuresText,
  verdictNames,
  whatWouldChange,
  type Assessment,
  type MinimalChanges,
  type Regulation,
  type Verdict,
} from "@shifan/core"
import { paint, say, type CommandContext } from "../command-context.js"

const marks: { readonly [V in Verdict]: readonly [string, "green" | "red" | "yellow" | "cyan"] } = {
  met: ["✓", "green"],
  notMet: ["✗", "red"],
  notYetJudged: ["?", "yellow"],
  waived: ["~", "cyan"],
}

export const assessmentTree = (
  context: CommandContext,
  regulation: Regulation,
  node: Assessment,
  depth = 0,
): string => {
  const [mark, colour] = marks[node.verdict]
  const figures =
    node.figures === undefined ? "" : `  ${paint(context, "dim", say(context, figuresText(node.figures)))}`
  const change = node.parts === undefined ? whatWouldChange(node) : undefined
  const arrow = change === undefined ? "" : `  ${paint(context, colour, `→ ${say(context, change)}`)}`
  const name = say(
    context,
    node.parts === undefined ? (regulation.texts[node.id] ?? cite(node.id)) : describe(regulation, node.id),
  )
  const line = `${"  ".repeat(depth)}${paint(context, colour, mark)} ${name}${figures}${arrow}`
  return [line, ...(node.parts ?? []).map((part) => assessmentTree(context, regulation, part, depth + 1))].join("\n")
}

/** 17条符合，1条不符合，9条待认定 */
export const tally = (context: CommandContext, assessment: Assessment): string => {
  const all = conditions(assessment)
  return (["met", "notMet", "notYetJudged", "waived"] as const)
    .map((verdict) => ({ verdict, n: all.filter((one) => one.verdict === verdict).length }))
    .filter(({ n }) => n > 0)
    .map(({ verdict, n }) => paint(context, marks[verdict][1], `${n} ${say(context, verdictNames[verdict])}`))
    .join(say(context, { zh: "，", en: ", " }))
}

/** The smallest sets of changes, one a line. */
export const waysLines = (
  context: CommandContext,
  regulation: Regulation,
  { sets, more }: MinimalChanges,
): ReadonlyArray<string> => {
  if (sets.length === 0) return []
  const head = bilingual(
    "最少需改变以下内容（待认定事项均获认定时，任取其一）：",
    "the least that would have to change (if whatever is not yet judged is found in favour; any one line):",
  )
  const lines = sets.map((set) => {
    const changes = set.map((change) => {
      const provisions = change._tag === "Figure" || change._tag === "Wait" ? change.for : []
      const cited = provisions.map((id) => say(context, cite(id))).join(say(context, bilingual("、", ", ")))
      return `${say(context, changeText(regulation, change))}${cited === "" ? "" : ` ${paint(context, "dim", `[${cited}]`)}`}`
    })
    return `  ${paint(context, "yellow", "→")} ${changes.join(say(context, bilingual("；", "; ")))}`
  })
  return [
    say(context, head),
    ...lines,
    ...(more ? [`  ${say(context, bilingual("……另有其他组合", "… and others of the same size"))}`] : []),
  ]
}

/** The other readings of the text that would change a result, one a line. */
export const divergenceLines = (
  context: CommandContext,
  regulation: Regulation,
  { divergences = [] }: Assessment,
): ReadonlyArray<string> =>
  divergences.length === 0
    ? []
    : [
        say(context, bilingual("解读不同则结果不同：", "results that rest on a reading of the text:")),
        ...divergences.map(
          (divergence) => `  ${paint(context, "yellow", "≠")} ${say(context, divergenceText(regulation, divergence))}`,
        ),
      ]
