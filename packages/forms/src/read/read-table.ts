/** Reads a list from a workbook as rows of texts: numbers and dates as typed. */
import * as E from "fp-ts/lib/Either.js"
import type { FormFault } from "./form-fault.js"
import { formLimits, openPackage } from "./package-parts.js"
import { xlsxGrid } from "./xlsx-grid.js"

/** A row of a sheet. */
export interface TableRow {
  /** Row number in the sheet, from 1. */
  readonly number: number
  /** From the first column on; empty texts for empty cells. */
  readonly cells: ReadonlyArray<string>
}

/** Reads the first visible sheet with any rows. Skips rows without text. */
export const readTable = async (bytes: Uint8Array): Promise<E.Either<FormFault, ReadonlyArray<TableRow>>> => {
  const parts = await openPackage(bytes, formLimits.part)
  if (E.isLeft(parts)) return parts
  if (parts.right.format !== "xlsx") return E.left({ _tag: "NotAWorkbook" })
  const grid = await xlsxGrid(parts.right)
  if (E.isLeft(grid)) return grid
  const written = grid.right.rows.filter(({ cells }) => cells.some(({ text }) => text.trim() !== ""))
  const first = written[0]?.table
  return E.right(
    written
      .filter(({ table }) => table === first)
      .map(({ number, cells }) => {
        const texts = new Map(cells.map(({ column, text }) => [column, text.trim()]))
        const width = Math.max(...cells.map(({ column }) => column)) + 1
        return { number, cells: Array.from({ length: width }, (_, column) => texts.get(column) ?? "") }
      }),
  )
}
