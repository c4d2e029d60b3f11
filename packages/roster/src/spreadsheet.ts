/** CSV for spreadsheets. Guards cells against what a spreadsheet does to them: it runs formulas, and rounds long codes. */

/** RFC 4180 with a byte order mark and CRLF, so that Excel and WPS open it without asking for an encoding. */
export const csv = (rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  `\u{feff}${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`

const csvCell = (text: string): string => {
  const guarded = guardCell(text)
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** Puts an apostrophe before text that a spreadsheet would run as a formula or round. Plain numbers are left alone. */
export const guardCell = (text: string): string => guardNumber(isFormula(text) ? `'${text}` : text)

const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)

/** `guardCell` for numbers only: too long for a spreadsheet, in scientific notation, or with a leading zero. */
export const guardNumber = (text: string): string => (/^(?:\d{12,}|\d+[Ee]\d+|0\d+)$/.test(text) ? `'${text}` : text)

/** Whether a spreadsheet may have turned this code into this cell: `9.11303E+17`, or fifteen digits followed by zeros. */
export const isMadeOf = (cell: string, code: string): boolean => {
  if (guardNumber(code) === code || cell === code) return false
  const [, digits, decimals = "", exponent] = /^(\d)(?:\.(\d+))?E\+?(\d+)$/i.exec(cell) ?? []
  if (digits !== undefined)
    return Number(code).toExponential(decimals.length) === `${digits}${decimals && "."}${decimals}e+${exponent}`
  return /^\d{16,}$/.test(cell) && cell === code.slice(0, 15).padEnd(code.length, "0")
}
