import stringWidth from "string-width"
import { wrapped, wrappedCommand } from "./wrapped.js"

/** Text, or a command line that is meant to be copied. */
export type Cell = string | { readonly command: string }

type Row = ReadonlyArray<Cell>

/**
 * Aligned columns in any script: a Chinese character takes two cells. The first row is the head. If the table is wider than the terminal, which would wrap lines anywhere, each row becomes a paragraph instead.
 *
 * @param width cells of the terminal; `undefined` if there is none
 */
export const table = (rows: ReadonlyArray<Row>, width: number | undefined): string => {
  const wide = columnsOf(rows)
  const most = width ?? Infinity
  return wide.every((line) => stringWidth(line) <= most) ? wide.join("\n") : paragraphsOf(rows, most)
}

/** The same without a head. */
export const tableWithoutHead = (rows: ReadonlyArray<Row>, width: number | undefined): string =>
  table([(rows[0] ?? []).map(() => ""), ...rows], width)

/** Below this many cells beside its head, a text goes below it: a unit's code is not broken, and long texts stay readable. */
const leastBeside = 18

const indent = "  "

/** One part per non-empty cell, each with its head. */
const paragraphsOf = ([heads = [], ...rows]: ReadonlyArray<Row>, width: number): string => {
  const labels = heads.map(textOf)
  const beside = Math.max(...labels.map((label) => stringWidth(label))) + 2
  const isBeside = width - beside >= leastBeside
  const part = (cell: Cell, label: string): string => {
    if (label === "") return broken(cell, width)
    if (!isBeside) return `${label}\n${indented(broken(cell, width - indent.length), indent)}`
    return pad(label, beside) + indented(broken(cell, width - beside), " ".repeat(beside)).trimStart()
  }
  return rows
    .map((row) => row.flatMap((cell, i) => (textOf(cell) === "" ? [] : [part(cell, labels[i] ?? "")])).join("\n"))
    .join("\n\n")
}

const textOf = (cell: Cell): string => (typeof cell === "string" ? cell : cell.command)

const broken = (cell: Cell, width: number): string =>
  typeof cell === "string" ? wrapped(cell, width) : wrappedCommand(cell.command, width)

const indented = (text: string, by: string): string => text.replaceAll(/^(?=.)/gm, by)

const columnsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<string> => {
  const texts = rows.map((row) => row.map(textOf))
  const widths = (texts[0] ?? []).map((_, i) => Math.max(...texts.map((row) => stringWidth(row[i] ?? ""))))
  return texts
    .filter((row, i) => i > 0 || row.some((text) => text !== ""))
    .map((row) =>
      row
        .map((text, i) => pad(text, widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
}

const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - stringWidth(text)))
