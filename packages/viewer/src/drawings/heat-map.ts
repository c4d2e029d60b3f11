/** Draws the reviews due: a row per platform, a column per month or year. The table next to it has the same content. */
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { forTerminal } from "@shifan/bundle/escape"
import { html, type Content, type Markup } from "@shifan/html"
import type { DueRow, HeatMap, Urgency } from "../due/heat-map.js"

/** A mark in addition to the colour; the day is below it. */
export const urgencies: { readonly [U in Urgency]: { readonly mark: string; readonly name: Bilingual } } = {
  overdue: { mark: "!", name: bilingual("逾期", "overdue") },
  soon: { mark: "●", name: bilingual("九十日内", "within 90 days") },
  later: { mark: "◐", name: bilingual("一年内", "within a year") },
  distant: { mark: "○", name: bilingual("一年以后", "later than a year") },
}

const width = 1000
const left = 232
const rowHeight = 26
const headHeight = 40

export interface HeatMapDrawing {
  readonly language: Language
  readonly label: string
  readonly href: (row: DueRow) => string
}

/** @param rows the rows of the map to show */
export const drawHeatMap = (
  { columns, totals }: HeatMap,
  rows: ReadonlyArray<DueRow>,
  { language, label, href }: HeatMapDrawing,
): Markup => {
  const wide = Math.floor((width - left) / columns.length)
  const top = headHeight + rowHeight
  const height = top + rows.length * rowHeight + 4
  const most = Math.max(1, ...totals)
  const x = (column: number): number => left + column * wide
  const heads = columns.map(
    ({ label: head, isMonth }, i) =>
      html`<text class="label" x="${x(i) + Math.floor(wide / 2)}" y="34" text-anchor="middle">${isMonth ? head.slice(5) : head}</text>`,
  )
  const months = columns.flatMap(({ isMonth }, i) => (isMonth ? [i] : []))
  const year = columns.find(({ isMonth }) => isMonth)?.label.slice(0, 4)
  const middle = x(months[Math.floor(months.length / 2)] ?? 0)
  const sums = totals.map((total, i) => {
    const heat = total === 0 ? 0 : Math.max(1, Math.ceil((total * 4) / most))
    return html`<rect class="heat heat-${heat}" x="${x(i) + 1}" y="${headHeight}" width="${wide - 2}" height="${rowHeight - 2}"/>${
      total > 0 &&
      html`<text class="total" x="${x(i) + Math.floor(wide / 2)}" y="${headHeight + 17}" text-anchor="middle">${total}</text>`
    }`
  })
  return html`<svg class="heat-map" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${label}">
<g aria-hidden="true"><text class="lane-name" x="${middle}" y="16" text-anchor="middle">${year}</text>${heads}<text class="lane-name" x="4" y="${headHeight + 17}">${bilingual("合计", "all")[language]}</text>${sums}</g>
${rows.map((row, i) => rowOf(row, { y: top + i * rowHeight, x, wide, isMonth: (column) => columns[column]?.isMonth === true, language, href: href(row) }))}</svg>
`
}

interface RowPlace {
  readonly y: number
  readonly x: (column: number) => number
  readonly wide: number
  readonly isMonth: (column: number) => boolean
  readonly language: Language
  readonly href: string
}

const rowOf = (row: DueRow, { y, x, wide, isMonth, language, href }: RowPlace): Markup => {
  const name = forTerminal(row.platformName ?? row.unit)
  const said = row.dues.map(({ urgency, dueOn }) => `${dueOn} ${urgencies[urgency].name[language]}`).join("; ")
  const cells = [...Map.groupBy(row.dues, ({ column }) => column)].map(([column, [first, ...others]]) => {
    if (first === undefined) return undefined
    const { urgency, dueOn } = first
    const more = others.length > 0 ? `+${others.length}` : ""
    const text = `${urgencies[urgency].mark}${dueOn.slice(isMonth(column) ? 8 : 5)}${more}`
    return html`<g class="due ${urgency}"><rect x="${x(column) + 1}" y="${y + 1}" width="${wide - 2}" height="${rowHeight - 2}"/><text x="${x(column) + Math.floor(wide / 2)}" y="${y + 18}" text-anchor="middle"${squeezed(text, wide)} aria-hidden="true">${text}</text></g>`
  })
  return html`<line class="tick" x1="0" x2="${width}" y1="${y}" y2="${y}"/><a href="${href}" data-unit="${row.unit}" data-dues="${row.dues.length}"><text x="4" y="${y + 18}">${shortened(name)}</text></a><g><title>${name}: ${said}</title>${cells}</g>
`
}

/** Widest a character of a cell gets, in pixels at its font size. */
const characterWidth = 7

/** A day and a number of further ones are wider than a narrow column: drawn closer together, none is cut off. */
const squeezed = (text: string, wide: number): Content =>
  text.length * characterWidth > wide - 6 && html` textLength="${wide - 8}" lengthAdjust="spacingAndGlyphs"`

/** Room for a name, in columns: a Chinese character takes two. */
const room = 32

const shortened = (name: string): string => {
  let taken = 0
  let short = ""
  for (const character of name) {
    taken += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
    if (taken > room) return `${short}…`
    short += character
  }
  return short
}
