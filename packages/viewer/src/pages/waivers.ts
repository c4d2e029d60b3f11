/** The waivers: what was relaxed from which level to which, by whom and why. */
import { bilingual, percent, type Regulation, type Waiver } from "@shifan/core"
import { describe } from "@shifan/core/messages"
import { html, table, type Content } from "@shifan/html"
import { written, type Place } from "./view.js"

export const waiverSection = ({ say }: Place, waivers: ReadonlyArray<Waiver>, regulation: Regulation): Content => {
  if (waivers.length === 0) return undefined
  return html`<h2>${say(bilingual("放宽的条件", "Conditions waived"))}</h2>
${table({
  columns: [
    { head: say(bilingual("条件", "condition")) },
    { head: say(bilingual("规定", "asked")), kind: "number" },
    { head: say(bilingual("实际", "there is")), kind: "number" },
    { head: say(bilingual("放宽至", "relaxed to")), kind: "number" },
    { head: say(bilingual("理由", "reasons")) },
    { head: say(bilingual("决定人", "officer")), kind: "fixed" },
  ],
  rows: waivers.map(({ condition, statutory, actual, relaxedTo, share, officer, reasons }) => {
    const level = (n: number | null): string => (n === null ? "—" : share === undefined ? String(n) : percent(n))
    const heads = share === undefined ? "" : ` (${share.part}/${share.whole})`
    return [
      say(describe(regulation, condition)),
      level(statutory),
      `${level(actual)}${heads}`,
      level(relaxedTo),
      written(reasons),
      written(officer),
    ]
  }),
})}
`
}
