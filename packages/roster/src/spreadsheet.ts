/** CSV for spreadsheets, and what they do to it: they run formulas, and make floating-point numbers of long codes. */

/** RFC 4180 with a byte order mark and CRLF, which is what Excel and WPS open without asking for an encoding. */
export const csv = (rows: ReadonlyArray<ReadonlyArray<string>>): string =>
  `\u{feff}${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`

const csvCell = (text: string): string => {
  const guarded = guardCell(text)
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** Puts an apostrophe before what a spreadsheet would run or round; plain numbers stay. */
export const guardCell = (text: string): string => guardNumber(isFormula(text) ? `'${text}` : text)

const isFormula = (text: string): boolean => /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)

/** The same of numbers alone: longer than a spreadsheet shows, in powers of ten, or with a zero in front. */
export const guardNumber = (text: string): string => (/^(?:\d{12,}|\d+[Ee]\d+|0\d+)$/.test(text) ? `'${text}` : text)

/** Whether a spreadsheet may have made this cell of that code: `9.11303E+17`, or fifteen digits and then zeros. */
export const isMadeOf = (cell: string, code: string): boolean => {
  if (guardNumber(code) === code || cell === code) return false
  const [, digits, decimals = "", exponent] = /^(\d)(?:\.(\d+))?E\+?(\d+)$/i.exec(cell) ?? []
  if (digits !== undefined)
    return Number(code).toExponential(decimals.length) === `${digits}${decimals && "."}${decimals}e+${exponent}`
  return /^\d{16,}$/.test(cell) && cell === code.slice(0, 15).padEnd(code.length, "0")
}
