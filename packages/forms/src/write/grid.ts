/** Computes the positions of a table's cells if some span several rows. */
import { sheetWidth, type Cell, type Row } from "../sheet/sheet.js"

export interface PlacedCell {
  readonly cell: Cell
  /** From 0, in units of the sheet's width. */
  readonly column: number
  /** Whether it began in a row above. */
  readonly continued: boolean
}

export const placeCells = (rows: ReadonlyArray<Row>): ReadonlyArray<ReadonlyArray<PlacedCell>> => {
  let above: ReadonlyArray<PlacedCell & { readonly left: number }> = []
  return rows.map(({ cells }) => {
    const placed: Array<PlacedCell & { readonly left: number }> = []
    const waiting = [...cells]
    for (let column = 0; column < sheetWidth;) {
      const reaching = above.find((cell) => cell.column === column && cell.left > 0)
      const cell = reaching?.cell ?? waiting.shift()
      if (cell === undefined) break
      const left = (reaching?.left ?? cell.rows ?? 1) - 1
      placed.push({ cell, column, continued: reaching !== undefined, left })
      column += cell.width
    }
    above = placed
    return placed
  })
}
