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
import { paint, say, type World } from "../command-context.js"

const marks: { readonly [V in Verdict]: readonly [string, "green" | "red" | "yellow" | "cyan"] } = {
  met: ["✓", "green"],
  notMet: ["✗", "red"],
  notYetJudged: ["?", "yellow"],
  waived: ["~", "cyan"],
}

export const assessmentTree = (world: World, regulation: Regulation, node: Assessment, depth = 0): string => {
  const [mark, colour] = marks[node.verdict]
  const figures = node.figures === undefined ? "" : `  ${paint(world, "dim", say(world, figuresText(node.figures)))}`
  const change = node.parts === undefined ? whatWouldChange(node) : undefined
  const arrow = change === undefined ? "" : `  ${paint(world, colour, `→ ${say(world, change)}`)}`
  const name = say(
    world,
    node.parts === undefined ? (regulation.texts[node.id] ?? cite(node.id)) : describe(regulation, node.id),
  )
  const line = `${"  ".repeat(depth)}${paint(world, colour, mark)} ${name}${figures}${arrow}`
  return [line, ...(node.parts ?? []).map((part) => assessmentTree(world, regulation, part, depth + 1))].join("\n")
}

/** 17条符合，1条不符合，9条待认定 */
export const tally = (world: World, assessment: Assessment): string => {
  const all = conditions(assessment)
  return (["met", "notMet", "notYetJudged", "waived"] as const)
    .map((verdict) => ({ verdict, n: all.filter((one) => one.verdict === verdict).length }))
    .filter(({ n }) => n > 0)
    .map(({ verdict, n }) => paint(world, marks[verdict][1], `${n} ${say(world, verdictNames[verdict])}`))
    .join(say(world, { zh: "，", en: ", " }))
}

/** The smallest sets of changes, one a line. */
export const waysLines = (
  world: World,
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
      const cited = provisions.map((id) => say(world, cite(id))).join(say(world, bilingual("、", ", ")))
      return `${say(world, changeText(regulation, change))}${cited === "" ? "" : ` ${paint(world, "dim", `[${cited}]`)}`}`
    })
    return `  ${paint(world, "yellow", "→")} ${changes.join(say(world, bilingual("；", "; ")))}`
  })
  return [
    say(world, head),
    ...lines,
    ...(more ? [`  ${say(world, bilingual("……另有其他组合", "… and others of the same size"))}`] : []),
  ]
}

/** The other readings of the text that would change a result, one a line. */
export const divergenceLines = (
  world: World,
  regulation: Regulation,
  { divergences = [] }: Assessment,
): ReadonlyArray<string> =>
  divergences.length === 0
    ? []
    : [
        say(world, bilingual("解读不同则结果不同：", "results that rest on a reading of the text:")),
        ...divergences.map(
          (divergence) => `  ${paint(world, "yellow", "≠")} ${say(world, divergenceText(regulation, divergence))}`,
        ),
      ]
