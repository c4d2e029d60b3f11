/** Columns that line up whatever script is in them: a Chinese character takes two cells. */
import stringWidth from "string-width"

const pad = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - stringWidth(text)))

/** The first row is the head. */
export const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const columns = rows[0]?.length ?? 0
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? ""))))
  return rows
    .map((row) =>
      row
        .map((cell, i) => pad(cell, widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}

/** RFC 4180 with BOM and CRLF, as spreadsheets of the office open it; a text that would run as a formula is guarded. */
export const csv = (rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  `\u{feff}${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`

const cell = (text: string): string => {
  const harmless = guarded(text)
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A text that would run as a formula, behind an apostrophe. */
export const guarded = (text: string): string =>
  /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
