/** Writes a sheet as a spreadsheet. Every cell is text, so that nothing runs as a formula or is rounded. */
import {
  blanksIn,
  sheetWidth,
  type Block,
  type Cell,
  type Fragments,
  type ParagraphStyle,
  type Sheet,
} from "../sheet/sheet.js"
import type { Values } from "../value/values.js"
import { plainText, withTotals } from "./blank-text.js"
import { placeCells } from "./grid.js"
import { packageFile } from "./package-file.js"
import { tagOf } from "./tag.js"
import { element } from "./xml.js"
import { cellXml, reference } from "./xlsx-cell.js"
import { xlsxParts, type Workbook } from "./xlsx-parts.js"
import { styleIndex, type CellStyle } from "./xlsx-styles.js"

export const writeXlsx = (sheet: Sheet, values: Values): Uint8Array => packageFile(xlsxParts(workbookOf(sheet, values)))

/** Width of a column in characters; Chinese characters take two. */
const columnWidth = 3.6

const workbookOf = (sheet: Sheet, values: Values): Workbook => {
  const written = new Writer(withTotals(sheet, values))
  for (const block of sheet.blocks) written.add(block)
  return {
    title: sheet.title,
    columns: { count: sheetWidth, width: columnWidth },
    rows: written.rows,
    merged: written.merged,
    names: written.names,
    lists: written.lists,
    breaks: written.breaks,
    pages: written.breaks.length > 0 ? 0 : pagesFor(written.height),
  }
}

/** Height of a page in points, in the scale at which the columns fill its width. */
const pageHeight = 700

/** Whole pages to scale the sheet to if little is beyond them, such as who signs; 0: as many as it takes. */
const pagesFor = (height: number): number => {
  const pages = Math.floor(height / pageHeight)
  return pages > 0 && height < (pages + 0.25) * pageHeight ? pages : 0
}

class Writer {
  readonly rows: Array<string> = []
  readonly merged: Array<string> = []
  readonly names: Array<Workbook["names"][number]> = []
  readonly lists: Array<Workbook["lists"][number]> = []
  /** Rows followed by a page break. */
  readonly breaks: Array<number> = []
  readonly #values: Values
  /** In points, of all rows. */
  height = 0
  #row = 0

  constructor(values: Values) {
    this.#values = values
  }

  add(block: Block): void {
    switch (block._tag) {
      case "Paragraph": {
        const text = plainText(block.content, this.#values)
        const cell = { content: block.content, width: sheetWidth }
        return this.#addRow(paragraphHeight(block.style, text), [{ cell, column: 0, style: block.style, rows: 1 }])
      }
      case "Space":
        return this.#addRow(points(block.height), [])
      case "PageBreak":
        this.breaks.push(this.#row)
        return
      case "Table":
        return this.#addTable(block)
    }
  }

  #addTable({ rows }: Extract<Block, { readonly _tag: "Table" }>): void {
    for (const [i, cells] of placeCells(rows).entries()) {
      const own = cells.filter(({ continued }) => !continued)
      const heights = own
        .filter(({ cell }) => cell.rows === undefined)
        .map(({ cell }) => linesIn(plainText(cell.content, this.#values), cell.width * columnWidth) * 14.5 + 6)
      this.#addRow(
        Math.max(points(rows[i]?.height ?? 7.5), ...heights),
        cells.map(({ cell, column, continued }) => ({
          cell: continued ? { ...cell, content: [] } : cell,
          column,
          style: styleOf(cell),
          rows: continued ? 0 : (cell.rows ?? 1),
        })),
      )
    }
    this.#addRow(6, [])
  }

  #addRow(height: number, cells: ReadonlyArray<PlacedInRow>): void {
    const row = ++this.#row
    const xml = cells.flatMap(({ cell, column, style, rows }) => {
      this.#nameCell(cell.content, reference(column, row))
      if (rows > 0 && cell.width * rows > 1)
        this.merged.push(`${reference(column, row)}:${reference(column + cell.width - 1, row + rows - 1)}`)
      const text = plainText(cell.content, this.#values)
      return Array.from({ length: cell.width }, (_, i) =>
        cellXml(reference(column + i, row), styleIndex(style), i === 0 ? text : ""),
      )
    })
    const ht = Math.min(tallestRow, Math.ceil(height))
    this.height += ht
    this.rows.push(element("row", { r: row, ht, customHeight: 1 }, ...xml))
  }

  #nameCell(content: Fragments, at: string): void {
    const [first] = blanksIn(content).filter(({ inert }) => inert !== true)
    if (first === undefined) return
    this.names.push({ name: tagOf(first.key), cell: at })
    if (first.words !== undefined && first.kind === "choice" && content.length === 1)
      this.lists.push({ cell: at, words: [...first.words.values()] })
  }
}

interface PlacedInRow {
  readonly cell: Cell
  readonly column: number
  readonly style: CellStyle
  /** Number of rows it spans; 0 if it began above. */
  readonly rows: number
}

const styleOf = ({ align, top }: Cell): CellStyle => {
  if (align === "centre") return "cellCentre"
  return top === true ? "cellTop" : "cell"
}

/** Excel's maximum. */
const tallestRow = 409

const points = (millimetres: number): number => millimetres * 2.835

const largeStyles: Partial<Record<ParagraphStyle, number>> = {
  title: 34,
  subtitle: 30,
  cover: 30,
  issuer: 26,
  annex: 24,
}

const paragraphHeight = (style: ParagraphStyle, text: string): number =>
  largeStyles[style] ?? linesIn(text, sheetWidth * columnWidth) * 16 + 6

/** Number of lines that a text takes in a cell of this width; Chinese characters have double width. */
const linesIn = (text: string, width: number): number =>
  text
    .split("\n")
    .map((line) => Math.max(1, Math.ceil(halfWidths(line) / (width - 1))))
    .reduce((sum, lines) => sum + lines, 0)

const halfWidths = (line: string): number => Array.from(line).reduce((sum, char) => sum + (char > "\u{ff}" ? 2 : 1), 0)
