import { html, type Content, type Markup } from "./markup.js"

/** A column of a table, and how its cells are set. */
export interface Column {
  readonly head: Content
  /** `number` is set to the right; `fixed` (codes, dates) is never broken. Default: text. */
  readonly kind?: "number" | "fixed"
}

/** What a table shows, with what is read out before it. */
export interface Table {
  /** Read out before the table, and shown above it. */
  readonly caption?: Content
  readonly columns: ReadonlyArray<Column>
  /** Read out of the table as a region, which can be scrolled with the keyboard. Default: the caption is all there is. */
  readonly label?: string
  /** A cell for each column, or what `tableRow` made of them. */
  readonly rows: ReadonlyArray<ReadonlyArray<Content> | Markup>
  /** The column that names the row, from 0. Default: the first; `null`: none. */
  readonly rowHead?: number | null
  readonly id?: string
}

/** A table that scrolls by itself where the page is too narrow for it. */
export const table = ({ caption, label, columns, rows, rowHead = 0, id }: Table): Markup => {
  const heads = columns.map(({ head, kind }) => html`<th scope="col"${classOf(kind)}>${head}</th>`)
  const lines = rows.map((row) => ("isEscaped" in row ? row : tableRow(columns, row, rowHead)))
  const region = label !== undefined && html` role="region" aria-label="${label}"`
  return html`<div class="wide" tabindex="0"${region}${id !== undefined && html` id="${id}"`}><table>
${caption !== undefined && html`<caption>${caption}</caption>\n`}<thead><tr>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table></div>`
}

/** @param rowHead the cell that names the row, from 0. */
export const tableRow = (
  columns: ReadonlyArray<Omit<Column, "head">>,
  cells: ReadonlyArray<Content>,
  rowHead: number | null = 0,
): Markup => html`<tr>${cells.map((cell, at) => cellOf(cell, columns[at]?.kind, at === rowHead))}</tr>\n`

const classOf = (kind: Column["kind"]): Content => kind !== undefined && html` class="${kind}"`

const cellOf = (cell: Content, kind: Column["kind"], isHead: boolean): Markup =>
  isHead ? html`<th scope="row"${classOf(kind)}>${cell}</th>` : html`<td${classOf(kind)}>${cell}</td>`
