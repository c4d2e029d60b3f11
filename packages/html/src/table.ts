import { html, type Content, type Markup } from "./markup.js"

/** A column of a table, and how its cells are formatted. */
export interface Column {
  readonly head: Content
  /** `number` is right-aligned; `fixed` (codes, dates) never wraps. Default: text. */
  readonly kind?: "number" | "fixed"
}

/** Content of a table, with its accessible names. */
export interface Table {
  /** Shown above the table; screen readers read it first. */
  readonly caption?: Content
  readonly columns: ReadonlyArray<Column>
  /** Accessible name of the table as a region that can be scrolled by keyboard. Default: only the caption. */
  readonly label?: string
  /** A cell per column, or a row from `tableRow`. */
  readonly rows: ReadonlyArray<ReadonlyArray<Content> | Markup>
  /** Column whose cell is the row's header, from 0. Default: the first; `null`: none. */
  readonly rowHead?: number | null
  readonly id?: string
}

/** A table that scrolls on its own if the page is too narrow. */
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

/** @param rowHead index of the cell that is the row's header, from 0 */
export const tableRow = (
  columns: ReadonlyArray<Omit<Column, "head">>,
  cells: ReadonlyArray<Content>,
  rowHead: number | null = 0,
): Markup => html`<tr>${cells.map((cell, at) => cellOf(cell, columns[at]?.kind, at === rowHead))}</tr>\n`

const classOf = (kind: Column["kind"]): Content => kind !== undefined && html` class="${kind}"`

const cellOf = (cell: Content, kind: Column["kind"], isHead: boolean): Markup =>
  isHead ? html`<th scope="row"${classOf(kind)}>${cell}</th>` : html`<td${classOf(kind)}>${cell}</td>`
