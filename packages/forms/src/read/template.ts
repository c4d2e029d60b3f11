/** The rows of a sheet, prepared for matching with a file. */
import { blanksIn, sheetWidth, type Cell, type Row, type Sheet } from "../sheet/sheet.js"
import { placeCells } from "../write/grid.js"
import { patternOf } from "./cell-pattern.js"

export interface TemplateCell {
  readonly cell: Cell
  readonly column: number
}

export interface TemplateRow {
  readonly cells: ReadonlyArray<TemplateCell>
  readonly item?: NonNullable<Row["item"]>
  /** Number of cells with words of the form, which identify the row. */
  readonly literals: number
}

export const templateOf = (sheet: Sheet): ReadonlyArray<TemplateRow> =>
  sheet.blocks.flatMap((block): ReadonlyArray<TemplateRow> => {
    if (block._tag === "Paragraph") return [lineRow({ content: block.content, width: sheetWidth })]
    if (block._tag !== "Table") return []
    const placed = placeCells(block.rows)
    return block.rows.map(({ item }, i) => {
      const cells = (placed[i] ?? []).filter(({ continued }) => !continued)
      return {
        cells: cells.map(({ cell, column }) => ({ cell, column })),
        ...(item === undefined ? {} : { item }),
        literals: cells.filter(({ cell }) => patternOf(cell.content).hasLiteral).length,
      }
    })
  })

const lineRow = (cell: Cell): TemplateRow => ({
  cells: [{ cell, column: 0 }],
  literals: patternOf(cell.content).hasLiteral ? 1 : 0,
})

/** The same row for another item of its list. */
export const forItem = (row: TemplateRow, index: number): TemplateRow => {
  const { item } = row
  if (item === undefined || item.index === index) return row
  const before = `${item.list}.${item.index}`
  const renamed = (key: string): string =>
    key === before || key.startsWith(`${before}.`) || key.startsWith(`${before}#`)
      ? `${item.list}.${index}${key.slice(before.length)}`
      : key
  return {
    ...row,
    item: { ...item, index },
    cells: row.cells.map(({ cell, column }) => ({
      column,
      cell: {
        ...cell,
        content: cell.content.map((fragment) =>
          typeof fragment === "string" ? fragment : { ...fragment, key: renamed(fragment.key) },
        ),
      },
    })),
  }
}

/** A number before an item is not a word of the form: rows are added and renumbered. */
export const isNumber = ({ content }: Cell): boolean =>
  blanksIn(content).length === 0 && content.every((text) => typeof text === "string" && isNumberText(text))

/** Also accepts full-width digits. */
export const isNumberText = (text: string): boolean => /^\s*\d+\s*$/.test(text.normalize("NFKC"))
