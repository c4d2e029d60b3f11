import stringWidth from "string-width"

/**
 * Aligned columns in any script: a Chinese character takes two cells. The first row is the head. If the table is wider than
 * the terminal, which would wrap lines anywhere, each row becomes a paragraph instead.
 *
 * @param width cells of the terminal; `undefined` if there is none
 */
export const table = (rows: ReadonlyArray<ReadonlyArray<string>>, width = Infinity): string => {
  const wide = columnsOf(rows)
  return wide.split("\n").every((line) => stringWidth(line) <= width) ? wide : paragraphsOf(rows)
}

/** One line per non-empty cell, each with its head. */
const paragraphsOf = ([heads = [], ...rows]: ReadonlyArray<ReadonlyArray<string>>): string => {
  const labels = heads.map((head) => stringWidth(head))
  const paragraph = (row: ReadonlyArray<string>): string =>
    row
      .map((text, i) => ({ text, head: heads[i] ?? "" }))
      .filter(({ text }) => text !== "")
      .map(({ text, head }) => (head === "" ? text : `${pad(head, Math.max(...labels))}  ${text}`))
      .join("\n")
  return rows.map(paragraph).join("\n\n")
}

const columnsOf = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const columns = rows[0]?.length ?? 0
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? ""))))
  return rows
    .map((row) =>
      row
        .map((text, i) => pad(text, widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}

const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - stringWidth(text)))
