/** Writes a form to a file: the same sheet with the same values gives the same bytes. */
import type { Sheet } from "../sheet/sheet.js"
import type { Values } from "../value/values.js"
import { writeDocx } from "./docx.js"
import { writeXlsx } from "./xlsx.js"

/** The Office formats in which forms are written and read. */
export type FormFormat = "docx" | "xlsx"

/** Without values the form is blank. */
export const writeForm = (format: FormFormat, sheet: Sheet, values: Values = new Map()): Uint8Array =>
  format === "docx" ? writeDocx(sheet, values) : writeXlsx(sheet, values)
