/** The assessment tree: each condition with its provision, figures, and what would change it. */
import {
  cite,
  conditions,
  describe,
  figuresText,
  verdictNames,
  whatWouldChange,
  type Assessment,
  type Regulation,
  type Verdict,
} from "@shifan/core"
import { paint, say, type World } from "../surroundings.js"

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
