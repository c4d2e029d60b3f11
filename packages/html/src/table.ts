import { html, type Content, type Markup } from "./markup.js"

/** A column of a table, and how its cells are formatted. */
export interface Column {
  readonly head: Content
  /**
   * `number` is right-aligned; `fixed` (codes, dates) never wraps; `short` (a county, a role, a step) wraps only between words,
   * which in Chinese means never. Default: text, which gives way to the others and breaks anywhere.
   */
  readonly kind?: "number" | "fixed" | "short"
  /** Repeated before each cell where a narrow screen stacks them. Default: `head`, if it is a text. */
  readonly label?: string
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
  /**
   * On a narrow screen: `stack` shows each row as a card, its cells below each other; `scroll` keeps the grid, for tables
   * read by column. Default: `stack` from four columns on.
   */
  readonly narrow?: "stack" | "scroll"
}

/** A table that scrolls on its own if the page is too narrow, or stacks the cells of each row. */
export const table = ({ caption, label, columns, rows, rowHead = 0, id, narrow }: Table): Markup => {
  const stacks = (narrow ?? (columns.length > 3 ? "stack" : "scroll")) === "stack"
  const heads = columns.map(({ head, kind }) => html`<th scope="col"${classOf(kind)}>${head}</th>`)
  const labelled = stacks ? columns.map(withLabel) : columns.map(({ label: _, ...column }) => column)
  const lines = rows.map((row) => ("isEscaped" in row ? row : tableRow(labelled, row, rowHead)))
  const region = label !== undefined && html` role="region" aria-label="${label}"`
  return html`<div class="wide${stacks && html` stack`}" tabindex="0"${region}${id !== undefined && html` id="${id}"`}><table>
${caption !== undefined && html`<caption>${caption}</caption>\n`}<thead><tr>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table></div>`
}

const withLabel = (column: Column): Column =>
  column.label === undefined && typeof column.head === "string" ? { ...column, label: column.head } : column

/** @param rowHead index of the cell that is the row's header, from 0 */
export const tableRow = (
  columns: ReadonlyArray<Omit<Column, "head">>,
  cells: ReadonlyArray<Content>,
  rowHead: number | null = 0,
): Markup => html`<tr>${cells.map((cell, at) => cellOf(cell, columns[at], at === rowHead))}</tr>\n`

const classOf = (kind: Column["kind"]): Content => kind !== undefined && html` class="${kind}"`

const cellOf = (cell: Content, { kind, label }: Omit<Column, "head"> = {}, isHead: boolean): Markup =>
  isHead
    ? html`<th scope="row"${classOf(kind)}>${cell}</th>`
    : html`<td${classOf(kind)}${label !== undefined && html` data-head="${label}"`}>${cell}</td>`
