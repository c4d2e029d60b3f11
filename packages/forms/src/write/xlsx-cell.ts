/** Writes cells of a spreadsheet, always as text. */
import { element, escaped } from "./xml.js"

/** A1 for the first column (0 to 25) and first row (from 1). */
export const reference = (column: number, row: number): string => `${String.fromCharCode(65 + column)}${row}`

/** @param at reference of the cell, as from `reference` */
export const cellXml = (at: string, style: number, text: string): string =>
  text === ""
    ? element("c", { r: at, s: style })
    : element(
        "c",
        { r: at, s: style, t: "inlineStr" },
        element("is", {}, element("t", { "xml:space": "preserve" }, spelt(text))),
      )

/** Spreadsheets decode `_x0041_` as A, so an underscore before such a sequence is escaped itself. */
const spelt = (text: string): string =>
  escaped(text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_"))
    .replaceAll("&#10;", "\n")
    .replaceAll("&#9;", "\t")
