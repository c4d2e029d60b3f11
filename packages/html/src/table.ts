import { html, type Content, type Markup } from "./markup.js"

export interface Column {
  readonly head: Content
  /** `number` is set to the right; `fixed` (codes, dates) is never broken. Default: text. */
  readonly kind?: "number" | "fixed"
}

export interface Table {
  /** Read out before the table, and shown above it. */
  readonly caption?: Content
  readonly columns: ReadonlyArray<Column>
  /** A cell for each column. */
  readonly rows: ReadonlyArray<ReadonlyArray<Content>>
  /** The column that names the row, from 0. Default: the first; `null`: none. */
  readonly rowHead?: number | null
  readonly id?: string
}

/** A table that scrolls by itself where the page is too narrow for it. */
export const table = ({ caption, columns, rows, rowHead = 0, id }: Table): Markup => {
  const heads = columns.map(({ head, kind }) => html`<th scope="col"${classOf(kind)}>${head}</th>`)
  const lines = rows.map((cells) => {
    const row = cells.map((cell, at) => cellOf(cell, columns[at]?.kind, at === rowHead))
    return html`<tr>${row}</tr>\n`
  })
  return html`<div class="wide" tabindex="0"${id !== undefined && html` id="${id}"`}><table>
${caption !== undefined && html`<caption>${caption}</caption>\n`}<thead><tr>${heads}</tr></thead>
<tbody>
${lines}</tbody>
</table></div>`
}

const classOf = (kind: Column["kind"]): Content => kind !== undefined && html` class="${kind}"`

const cellOf = (cell: Content, kind: Column["kind"], isHead: boolean): Markup =>
  isHead ? html`<th scope="row"${classOf(kind)}>${cell}</th>` : html`<td${classOf(kind)}>${cell}</td>`
