/**
 * Converts our workbook to what Excel and WPS save: shared texts in runs, real numbers and dates, inserted rows and columns,
 * renamed parts. `next(n)` chooses from 0 to n - 1.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import type { Choose } from "./as-word-saves.js"

class SharedStrings {
  readonly #items: Array<string> = []

  add(item: string): number {
    const known = this.#items.indexOf(item)
    return known >= 0 ? known : this.#items.push(item) - 1
  }

  get xml(): string {
    const items = this.#items.map((item) => `<si>${item}</si>`).join("")
    return `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1">${items}</sst>`
  }
}

const plainText = (text: string): string => `<t xml:space="preserve">${text}</t>`

/** Never splits an escape like `_x005F_` or an entity. */
const charactersOf = (xml: string): ReadonlyArray<string> => xml.match(/&[^;]+;|_x[0-9A-F]{4}_|[\s\S]/gu) ?? []

const richText = (text: string, next: Choose): string => {
  const characters = charactersOf(text)
  const at = next(characters.length + 1)
  const [one, other] = [characters.slice(0, at).join(""), characters.slice(at).join("")]
  return `<r>${plainText(one)}</r><r><rPr><b/><rFont val="宋体"/></rPr>${plainText(other)}</r><rPh sb="0" eb="1"><t>shì</t></rPh>`
}

const dayInMilliseconds = 86_400_000

/** The 1904 and 1900 calendars count from different days. */
const serialOf = (year: string, month: string, day: string, is1904: boolean): number => {
  const first = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  return (Date.UTC(Number(year), Number(month) - 1, Number(day)) - first) / dayInMilliseconds
}

interface Saving {
  readonly next: Choose
  readonly strings: SharedStrings
  readonly is1904: boolean
  /** Index of the style that formats dates. */
  readonly dateStyle: number
}

/** Digits that a spreadsheet would convert to a number without loss: no code with a leading zero. */
const isPlainNumber = (text: string): boolean => /^-?(?:0|[1-9]\d{0,8})(?:\.\d{0,3}[1-9])?$/.test(text)

const savedCell = (at: string, style: string, text: string, { next, strings, is1904, dateStyle }: Saving): string => {
  const shared = (item: string): string => `<c r="${at}" s="${style}" t="s"><v>${strings.add(item)}</v></c>`
  const [, year, month, day] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text) ?? []
  if (year !== undefined && month !== undefined && day !== undefined && next(2) === 0)
    return `<c r="${at}" s="${dateStyle}"><v>${serialOf(year, month, day, is1904)}</v></c>`
  if (isPlainNumber(text)) {
    const number = Number(text)
    switch (next(4)) {
      case 0:
        return `<c r="${at}" s="${style}"><v>${number === 0 ? 0 : number.toPrecision(17)}</v></c>`
      case 1:
        return shared(plainText(`${text}  `))
      case 2:
        return `<c r="${at}" s="${style}" t="str"><f>A1&amp;""</f><v>${text}</v></c>`
    }
  }
  return shared(next(3) === 0 ? richText(text, next) : plainText(text))
}

interface Shift {
  readonly rows: number
  readonly columns: number
}

const moved = (reference: string, { rows, columns }: Shift): string =>
  reference.replace(/(\$?)([A-Z]+)(\$?)(\d+)/g, (_, before: string, letter: string, dollar: string, row: string) => {
    return `${before}${String.fromCharCode(letter.charCodeAt(0) + columns)}${dollar}${Number(row) + rows}`
  })

const shifted = (sheet: string, shift: Shift): string =>
  sheet
    .replace(/<row r="(\d+)"/g, (_, row: string) => `<row r="${Number(row) + shift.rows}" spans="1:26"`)
    .replace(/<(c r|mergeCell ref)="([^"]+)"/g, (_, name: string, at: string) => `<${name}="${moved(at, shift)}"`)

const withoutPlaces = (sheet: string): string => sheet.replace(/<c r="[A-Z]+\d+" /g, "<c ")

export const asExcelSaves = (bytes: Uint8Array, next: Choose): Uint8Array => {
  const parts: Record<string, Uint8Array> = unzipSync(bytes)
  const text = (path: string): string => strFromU8(parts[path] ?? new Uint8Array())
  const styles = text("xl/styles.xml")
  const dateStyle = [...(/<cellXfs.*<\/cellXfs>/.exec(styles)?.[0] ?? "").matchAll(/<xf /g)].length
  const strings = new SharedStrings()
  const saving = { next, strings, is1904: next(2) === 0, dateStyle }
  const shift = { rows: next(3), columns: next(3) }
  const isBare = next(4) === 0
  const sheet = text("xl/worksheets/sheet1.xml").replace(
    /<c r="(\w+)" s="(\d+)" t="inlineStr"><is><t xml:space="preserve">([^<]*)<\/t><\/is><\/c>/g,
    (_, at: string, style: string, written: string) => savedCell(at, style, written, saving),
  )
  const placed = isBare ? withoutPlaces(sheet) : shifted(sheet, shift)
  const workbook = text("xl/workbook.xml")
    .replace("<bookViews>", `<workbookPr${saving.is1904 ? ' date1904="1"' : ""}/><bookViews>`)
    .replace(
      /(<definedName [^>]*>)([^<]+)/g,
      (_, name: string, at: string) => `${name}${isBare ? at : moved(at, shift)}`,
    )
  const relations = text("xl/_rels/workbook.xml.rels").replace(
    "</Relationships>",
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="/xl/texts.xml"/></Relationships>',
  )
  return zipSync({
    ...parts,
    "xl/workbook.xml": strToU8(workbook),
    "xl/_rels/workbook.xml.rels": strToU8(relations),
    "xl/worksheets/sheet1.xml": strToU8(placed),
    "xl/texts.xml": strToU8(strings.xml),
    "xl/styles.xml": strToU8(
      styles.replace("</cellXfs>", '<xf numFmtId="31" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'),
    ),
  })
}
