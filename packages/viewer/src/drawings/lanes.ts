/** Draws the swim lanes of a unit. The table next to the picture has the same content. */
import { bilingual, type Bilingual, type Language, type Regulation } from "@shifan/core"
import { eventDetail, eventName, phaseNames, roleName } from "@shifan/core/messages"
import type { TextOfAct } from "@shifan/casework"
import { forTerminal } from "@shifan/bundle/escape"
import { html, phaseShapes, type Markup } from "@shifan/html"
import type { Lane, LaneChart, LaneOfMarks, Mark } from "../lanes/lane-chart.js"
import { stepKindNames } from "../lanes/step-kinds.js"
import { shapeAt } from "./shapes.js"

/** In units of the picture, which are pixels if there is enough room. */
export const laneLine = { left: 120, right: 980, markWidth: 26 } as const

const width = 1000
const top = 26
const phaseHeight = 26
const levelHeight = 32
const padding = 6

/** Name of a lane: who acts in it, as the text calls them. */
export const laneName = (lane: Lane, regulation: Regulation): Bilingual =>
  lane === "unknown" ? bilingual("不明", "not known") : roleName(lane, regulation)

export interface LaneDrawing {
  readonly language: Language
  /** Link target of a mark. */
  readonly href: (mark: Mark) => string
  /** Accessible name of the picture; says where the same content is as a table. */
  readonly label: string
  /** The text in whose words the lanes are named. */
  readonly regulation: Regulation
  /** The text in whose words an event is told. */
  readonly regulationOf: TextOfAct
}

export const drawLanes = (chart: LaneChart, drawing: LaneDrawing): Markup => {
  const rows = placedLanes(chart.lanes)
  const bottom = rows.reduce((_, { y, height }) => y + height, top + phaseHeight + padding)
  const height = bottom + 30
  return html`<svg class="lanes" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${drawing.label}">
${grid(chart, bottom)}${missingTime(chart, bottom, drawing.language)}${phases(chart, drawing.language)}
${rows.map((row) => laneOf(row, drawing))}
</svg>`
}

interface PlacedLane extends LaneOfMarks {
  readonly y: number
  readonly height: number
}

const placedLanes = (lanes: ReadonlyArray<LaneOfMarks>): ReadonlyArray<PlacedLane> => {
  let y = top + phaseHeight + padding
  return lanes.map((lane) => {
    const placed = { ...lane, y, height: lane.levels * levelHeight + padding }
    y += placed.height
    return placed
  })
}

/** Vertical lines for dates, with labels below. */
const grid = ({ ticks }: LaneChart, bottom: number): Markup =>
  html`<g aria-hidden="true">${ticks.map(
    ({ x, label }) =>
      html`<line class="tick" x1="${x}" x2="${x}" y1="${top - 6}" y2="${bottom}"/><text class="label" x="${x}" y="${bottom + 18}" text-anchor="middle">${label}</text>`,
  )}</g>`

const missingTime = ({ withoutRule, silences }: LaneChart, bottom: number, language: Language): Markup =>
  html`<g>${[
    withoutRule.length > 0 &&
      html`<defs><pattern id="hatched" width="8" height="8" patternUnits="userSpaceOnUse"><path class="hatch" d="M0 8L8 0"/></pattern></defs>`,
    ...withoutRule.map(({ x, width: wide, from, until }) => {
      const name = noRule[language]
      const fits = wide > name.length * (language === "zh" ? 13 : 7)
      return html`<rect class="without-rule" x="${x}" y="${top - 4}" width="${wide}" height="${bottom - top + 4}"><title>${name} ${from} – ${until}</title></rect>${fits && html`<text class="without-rule-name" x="${x + Math.floor(wide / 2)}" y="${bottom - 8}" text-anchor="middle" aria-hidden="true">${name}</text>`}`
    }),
    ...silences.map(({ x, width: wide, days }) => {
      const label = bilingual(`${days}天无记录`, `${days} days without a record`)[language]
      const text =
        wide > label.length * 8 + 20 &&
        html`<text class="label" x="${x + (wide - (wide % 2)) / 2}" y="14" text-anchor="middle">${label}</text>`
      return html`<path class="silence" d="M${x} 8v10M${x} 18H${x + wide}M${x + wide} 8v10"/>${text}`
    }),
  ]}</g>`

const noRule = bilingual("无生效的规定", "no rule in force")

const phases = ({ phases: stretches }: LaneChart, language: Language): Markup => html`<g>
<text class="lane-name" x="4" y="${top + 18}">${bilingual("状态", "state")[language]}</text>
${stretches.map(({ x, width: wide, phase, from, until }) => {
  const name = phaseNames[phase][language]
  const { tone, mark } = phaseShapes[phase]
  const label = wide > name.length * (language === "zh" ? 14 : 8) + 26 ? `${mark} ${name}` : wide > 16 ? mark : ""
  return html`<g class="phase ${tone}"><rect x="${x}" y="${top}" width="${wide}" height="${phaseHeight - 4}"><title>${name} ${from} – ${until}</title></rect><text x="${x + 5}" y="${top + 16}" aria-hidden="true">${label}</text></g>`
})}</g>`

const laneOf = ({ lane, marks, y, height }: PlacedLane, drawing: LaneDrawing): Markup => html`<g>
<rect class="lane" x="0" y="${y}" width="${width}" height="${height}"/><text class="lane-name" x="4" y="${y + 20}">${laneName(lane, drawing.regulation)[drawing.language]}</text>
${marks.map((mark) => markOf(mark, y, drawing))}</g>`

const markOf = (mark: Mark, y: number, { language, href, regulationOf }: LaneDrawing): Markup => {
  const { record, kind, x, level, missingBefore } = mark
  const middle = y + level * levelHeight + 14
  const title = forTerminal(titleOf(mark, regulationOf)[language])
  return html`<a href="${href(mark)}" aria-label="${title}" data-index="${record.index}"><title>${title}</title>${
    missingBefore > 0 && html`<path class="missing" d="M${x - 13} ${middle - 10}v20"/>`
  }${shapeAt(kind, x, middle)}<text class="number" x="${x}" y="${middle + 19}" text-anchor="middle" aria-hidden="true">${record.revision}</text></a>
`
}

/** One-line text of a mark. */
const titleOf = ({ record, event, day, kind }: Mark, regulationOf: LaneDrawing["regulationOf"]): Bilingual => {
  if (event === null) {
    const { zh, en } = stepKindNames[kind]
    return bilingual(`第${record.revision}号：${zh}`, `number ${record.revision}: ${en}`)
  }
  const regulation = regulationOf(event)
  const name = eventName(event.type, regulation)
  const detail = eventDetail(event, regulation)
  return detail === undefined
    ? bilingual(`第${record.revision}号 ${day} ${name.zh}`, `number ${record.revision}, ${day}: ${name.en}`)
    : bilingual(
        `第${record.revision}号 ${day} ${name.zh}：${detail.zh}`,
        `number ${record.revision}, ${day}: ${name.en}: ${detail.en}`,
      )
}
