/** The cells of a workbook as texts: numbers, dates and shares as somebody typed them. */
import type { XmlElement } from "@rgrove/parse-xml"
import { bilingual } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import type { FormFault } from "./form-fault.js"
import { Tags, type Grid, type ReadCell, type ReadRow } from "./grid.js"
import { numberText, readFormats, type NumberFormat } from "./cell-number.js"
import type { PackageParts } from "./package-parts.js"
import { attribute, childNamed, childrenNamed, childrenOf, localName } from "./xml-tree.js"

export const xlsxGrid = async (parts: PackageParts): Promise<E.Either<FormFault, Grid>> => {
  const workbook = await parts.xml("xl/workbook.xml")
  if (E.isLeft(workbook)) return workbook
  const strings = await sharedStrings(parts)
  if (E.isLeft(strings)) return strings
  const styles = parts.has("xl/styles.xml") ? await parts.xml("xl/styles.xml") : E.right(undefined)
  if (E.isLeft(styles)) return styles
  const paths = await sheetPaths(parts)
  if (E.isLeft(paths)) return paths
  const context: Context = {
    strings: strings.right,
    formats: readFormats(styles.right, attribute(childNamed(workbook.right, "workbookPr"), "date1904") ?? ""),
  }
  const rows: Array<ReadRow> = []
  const cells = new Map<string, ReadCell>()
  const sheets = childrenNamed(childNamed(workbook.right, "sheets"), "sheet")
  for (const [i, sheet] of sheets.entries()) {
    const path = paths.right.get(attribute(sheet, "id") ?? "")
    if (attribute(sheet, "state") !== undefined && attribute(sheet, "state") !== "visible") continue
    if (path === undefined || !parts.has(path)) continue
    const read = await parts.xml(path)
    if (E.isLeft(read)) return read
    const name = attribute(sheet, "name") ?? ""
    rows.push(...sheetRows(read.right, { ...context, name, table: i, cells }))
  }
  return E.right({ rows, tags: namedCells(workbook.right, cells) })
}

interface Context {
  readonly strings: ReadonlyArray<string>
  readonly formats: ReadonlyArray<NumberFormat>
}

interface SheetContext extends Context {
  readonly name: string
  readonly table: number
  /** Of all sheets, by name and reference: 表!C5. */
  readonly cells: Map<string, ReadCell>
}

const sharedStrings = async (parts: PackageParts): Promise<E.Either<FormFault, ReadonlyArray<string>>> => {
  if (!parts.has("xl/sharedStrings.xml")) return E.right([])
  const strings = await parts.xml("xl/sharedStrings.xml")
  return E.isLeft(strings) ? strings : E.right(childrenNamed(strings.right, "si").map(richText))
}

/** Runs of text, without what only tells how Chinese is pronounced. */
const richText = (element: XmlElement): string =>
  unspelt(
    childrenOf(element)
      .map((child) => {
        const name = localName(child)
        if (name === "t") return child.text
        return name === "r" ? richText(child) : ""
      })
      .join(""),
  )

/** `_x0041_` is A. */
const unspelt = (text: string): string =>
  text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\r\n", "\n")

const sheetPaths = async (parts: PackageParts): Promise<E.Either<FormFault, ReadonlyMap<string, string>>> => {
  const relations = await parts.xml("xl/_rels/workbook.xml.rels")
  if (E.isLeft(relations)) return relations
  return E.right(
    new Map(
      childrenOf(relations.right).map((relation) => {
        const target = attribute(relation, "Target") ?? ""
        return [attribute(relation, "Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`]
      }),
    ),
  )
}

interface Position {
  readonly column: number
  readonly row: number
}

const positionOf = (reference: string): Position | undefined => {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? []
  if (letters === undefined) return undefined
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { column, row: Number(digits) }
}

const sheetRows = (sheet: XmlElement, context: SheetContext): ReadonlyArray<ReadRow> => {
  const merged = mergedCells(sheet)
  return childrenNamed(childNamed(sheet, "sheetData"), "row").flatMap((row): ReadonlyArray<ReadRow> => {
    const cells = childrenNamed(row, "c").flatMap((cell): ReadonlyArray<ReadCell> => {
      const reference = attribute(cell, "r") ?? ""
      const position = positionOf(reference)
      if (position === undefined || merged.isCovered(position)) return []
      const text = cellText(cell, context)
      const place = bilingual(`${context.name}!${reference}`, `${context.name}!${reference}`)
      const read = { text, place, column: position.column }
      context.cells.set(`${context.name}!${reference}`, read)
      return text.trim() === "" && !merged.begins(reference) ? [] : [read]
    })
    return cells.length === 0 ? [] : [{ cells, table: context.table }]
  })
}

/** Only what begins a merged range has a text; the cells that it covers are none of their own. */
const mergedCells = (sheet: XmlElement) => {
  const begins = new Set<string>()
  const byRow = new Map<number, Array<{ readonly from: number; readonly to: number; readonly first: boolean }>>()
  for (const merge of childrenNamed(childNamed(sheet, "mergeCells"), "mergeCell")) {
    const [start = "", end = ""] = (attribute(merge, "ref") ?? "").split(":")
    const from = positionOf(start)
    const to = positionOf(end)
    if (from === undefined || to === undefined || to.row - from.row > tallestMerge) continue
    begins.add(start)
    for (let row = from.row; row <= to.row; row++) {
      const range = { from: from.column, to: to.column, first: row === from.row }
      const known = byRow.get(row)
      if (known === undefined) byRow.set(row, [range])
      else known.push(range)
    }
  }
  return {
    begins: (reference: string): boolean => begins.has(reference),
    isCovered: ({ column, row }: Position): boolean =>
      (byRow.get(row) ?? []).some(
        ({ from, to, first }) => from <= column && column <= to && !(first && column === from),
      ),
  }
}

/** No cell of a form is as high; a range may name a million rows. */
const tallestMerge = 1000

const cellText = (cell: XmlElement, { strings, formats }: Context): string => {
  const value = childNamed(cell, "v")?.text ?? ""
  switch (attribute(cell, "t")) {
    case "s":
      return strings[Number(value)] ?? ""
    case "inlineStr": {
      const inline = childNamed(cell, "is")
      return inline === undefined ? "" : richText(inline)
    }
    case "b":
      return value === "1" ? "是" : "否"
    case "str":
    case "e":
    case "d":
      return unspelt(value)
    default:
      return value === "" ? "" : numberText(value, formats[Number(attribute(cell, "s") ?? 0)] ?? "plain")
  }
}

const namedCells = (workbook: XmlElement, cells: ReadonlyMap<string, ReadCell>): Grid["tags"] => {
  const tags = new Tags()
  for (const name of childrenNamed(childNamed(workbook, "definedNames"), "definedName")) {
    const cell = cells.get(name.text.replaceAll("$", "").replaceAll("'", ""))
    const tag = attribute(name, "name")
    if (cell !== undefined && tag !== undefined) tags.add(tag, { text: cell.text, place: cell.place, isCell: true })
  }
  return tags.all
}
