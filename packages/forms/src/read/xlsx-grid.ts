/** The cells of a workbook as texts: numbers, dates and percentages as typed. */
import type { XmlElement } from "@rgrove/parse-xml"
import { bilingual, type Bilingual } from "@shifan/core"
import * as E from "fp-ts/lib/Either.js"
import {
  coveredText,
  digitsLost,
  formulaError,
  formulaWithoutValue,
  hiddenSheet,
  shownScaled,
  textNotInFile,
  type Doubt,
} from "./doubt.js"
import type { FormFault } from "./form-fault.js"
import { Tags, type Grid, type ReadCell, type ReadRow } from "./grid.js"
import { numberText, readFormats, type NumberFormat } from "./cell-number.js"
import type { PackageParts } from "./package-parts.js"
import { textsBeside } from "./texts-beside.js"
import { wordSheetName } from "../write/xlsx-parts.js"
import { attribute, childNamed, childrenNamed, childrenOf, localName } from "./xml-tree.js"

export const xlsxGrid = async (parts: PackageParts): Promise<E.Either<FormFault, Grid>> => {
  const workbook = await parts.xml(parts.main)
  if (E.isLeft(workbook)) return workbook
  const relations = await parts.relationsOf(parts.main)
  if (E.isLeft(relations)) return relations
  const { byId, byType } = relations.right
  const strings = await partOrNone(parts, byType.get("sharedStrings"))
  if (E.isLeft(strings)) return strings
  const styles = await partOrNone(parts, byType.get("styles"))
  if (E.isLeft(styles)) return styles
  const context: Context = {
    strings: childrenNamed(strings.right, "si").map(richText),
    formats: readFormats(styles.right, attribute(childNamed(workbook.right, "workbookPr"), "date1904") ?? ""),
  }
  const rows: Array<ReadRow> = []
  const cells = new Map<string, ReadCell>()
  const doubts: Array<Doubt> = []
  const hidden = new Set<string>()
  const sheets = childrenNamed(childNamed(workbook.right, "sheets"), "sheet")
  for (const [i, sheet] of sheets.entries()) {
    const path = byId.get(attribute(sheet, "id") ?? "")
    const state = attribute(sheet, "state") ?? "visible"
    // Only programs make a sheet "veryHidden", for data of their own.
    if (state === "veryHidden" || path === undefined || !parts.has(path)) continue
    const read = await parts.xml(path)
    if (E.isLeft(read)) return read
    const name = attribute(sheet, "name") ?? ""
    if (state === "hidden") {
      if (name !== wordSheetName && hasText(read.right)) doubts.push(hiddenSheet(name))
      continue
    }
    const beside = await textsBeside(parts, path, name)
    if (E.isLeft(beside)) return beside
    doubts.push(...beside.right)
    rows.push(...sheetRows(read.right, { ...context, name, table: i, cells, doubts, hidden }))
  }
  return E.right({ rows, tags: namedCells(workbook.right, cells), doubts, hidden })
}

const hasText = (sheet: XmlElement): boolean =>
  childrenNamed(childNamed(sheet, "sheetData"), "row").some((row) =>
    childrenNamed(row, "c").some(({ text }) => text !== ""),
  )

const partOrNone = async (
  parts: PackageParts,
  path: string | undefined,
): Promise<E.Either<FormFault, XmlElement | undefined>> =>
  path !== undefined && parts.has(path) ? parts.xml(path) : E.right(undefined)

interface Context {
  readonly strings: ReadonlyArray<string>
  readonly formats: ReadonlyArray<NumberFormat>
}

interface SheetContext extends Context {
  readonly name: string
  readonly table: number
  /** Cells of all sheets, by name and reference: 表!C5. */
  readonly cells: Map<string, ReadCell>
  readonly doubts: Array<Doubt>
  /** Places in hidden rows and columns. */
  readonly hidden: Set<string>
}

/** Joins runs of text, without phonetic guides for Chinese. */
const richText = (element: XmlElement): string =>
  childrenOf(element)
    .map((child) => {
      const name = localName(child)
      if (name === "t") return unspelt(child.text)
      return name === "r" ? richText(child) : ""
    })
    .join("")

/** Decodes escapes: `_x0041_` is A. */
const unspelt = (text: string): string =>
  text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\r\n", "\n")

interface Position {
  readonly column: number
  readonly row: number
}

/** Column letters: A for 0, B for 1. */
const letterOf = (column: number): string => {
  const above = Math.floor(column / 26)
  return `${above === 0 ? "" : letterOf(above - 1)}${String.fromCharCode(65 + (column % 26))}`
}

const positionOf = (reference: string): Position | undefined => {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? []
  if (letters === undefined) return undefined
  const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return { column, row: Number(digits) }
}

const sheetRows = (sheet: XmlElement, context: SheetContext): ReadonlyArray<ReadRow> => {
  const merged = mergedCells(sheet)
  const isHidden = hiddenColumns(sheet)
  let row = 0
  return childrenNamed(childNamed(sheet, "sheetData"), "row").flatMap((element): ReadonlyArray<ReadRow> => {
    row = Number(attribute(element, "r") ?? row + 1)
    const cells = placedCells(element, row).flatMap(({ cell, position }): ReadonlyArray<ReadCell> => {
      const reference = `${letterOf(position.column)}${position.row}`
      const text = cellText(cell, context)
      const place = bilingual(`${context.name}!${reference}`, `${context.name}!${reference}`)
      if (merged.isCovered(position)) {
        if (text.trim() !== "") context.doubts.push(coveredText(text, place))
        return []
      }
      context.doubts.push(...cellDoubts(cell, text, place, context))
      if (isNotShown(element) || isHidden(position.column)) context.hidden.add(place.zh)
      const read = { text, place, column: position.column }
      context.cells.set(`${context.name}!${reference}`, read)
      return text.trim() === "" && !merged.begins(reference) ? [] : [read]
    })
    return cells.length === 0 ? [] : [{ number: row, cells, table: context.table }]
  })
}

const isNotShown = (rowOrColumn: XmlElement): boolean => /^(?:1|true)$/.test(attribute(rowOrColumn, "hidden") ?? "")

const hiddenColumns = (sheet: XmlElement): ((column: number) => boolean) => {
  const hidden = childrenNamed(childNamed(sheet, "cols"), "col").filter(isNotShown)
  return (column) =>
    hidden.some((range) => Number(attribute(range, "min")) <= column + 1 && column < Number(attribute(range, "max")))
}

/** Numbers from here on have more digits than a spreadsheet keeps. */
const firstInexact = 1e15

const cellDoubts = (
  cell: XmlElement,
  text: string,
  place: Bilingual,
  { formats, strings }: Context,
): ReadonlyArray<Doubt> => {
  const type = attribute(cell, "t") ?? "n"
  const value = childNamed(cell, "v")?.text ?? ""
  if (type === "e") return [formulaError(text, place)]
  if (type === "s" && strings[Number(value)] === undefined) return [textNotInFile(place)]
  if (value === "" && type !== "str" && childNamed(cell, "f") !== undefined) return [formulaWithoutValue(place)]
  if (type !== "n" || value === "") return []
  if (Math.abs(Number(value)) >= firstInexact) return [digitsLost(text, place)]
  return formats[Number(attribute(cell, "s") ?? 0)] === "scaled" ? [shownScaled(text, place)] : []
}

/** A program may omit a cell's reference: it then follows the previous cell. */
const placedCells = (row: XmlElement, number: number) => {
  let column = -1
  return childrenNamed(row, "c").map((cell) => {
    const position = positionOf(attribute(cell, "r") ?? "") ?? { column: column + 1, row: number }
    column = position.column
    return { cell, position }
  })
}

/** Only the first cell of a merged range has text; the covered cells are ignored. */
const mergedCells = (sheet: XmlElement) => {
  const begins = new Set<string>()
  const byRow = new Map<number, Array<{ readonly from: number; readonly to: number; readonly first: boolean }>>()
  let rows = 0
  for (const merge of childrenNamed(childNamed(sheet, "mergeCells"), "mergeCell")) {
    const [start = "", end = ""] = (attribute(merge, "ref") ?? "").split(":")
    const from = positionOf(start)
    const to = positionOf(end)
    if (from === undefined || to === undefined || to.row - from.row > tallestMerge) continue
    begins.add(start)
    rows += to.row - from.row + 1
    if (rows > mostMergedRows) break
    for (let row = from.row; row <= to.row; row++) {
      const range = { from: from.column, to: to.column, first: row === from.row }
      const known = byRow.get(row)
      if (known === undefined) byRow.set(row, [range])
      else if (known.length < mostMergesInRow) known.push(range)
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

/** No form has a higher cell; a range could claim a million rows. */
const tallestMerge = 1000

/** Merges beyond these are ignored: no form has as many, and each costs time. */
const mostMergedRows = 100_000
const mostMergesInRow = 100

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
      return unspelt(value)
    case "d":
      return value.replace(/T.*$/, "")
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
