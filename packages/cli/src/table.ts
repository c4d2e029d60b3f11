import stringWidth from "string-width"

/** Columns that line up whatever script is in them: a Chinese character takes two cells. The first row is the head. */
export const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
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

/** RFC 4180 with a byte order mark and CRLF, which is what Excel and WPS open without asking for an encoding. */
export const csv = (rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  `\u{feff}${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`

const csvCell = (text: string): string => {
  const guarded = guardFormula(text)
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** Puts an apostrophe before a text that a spreadsheet would run as a formula; plain numbers stay. */
export const guardFormula = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
