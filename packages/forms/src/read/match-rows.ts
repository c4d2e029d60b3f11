/**
 * Finds the rows of a form in a file by their words, wherever they were moved. Rows of a list follow its heading, in any
 * number.
 */
import type { Bilingual } from "@shifan/core"
import { blanksIn, type Blank } from "../sheet/sheet.js"
import { patternOf } from "./cell-pattern.js"
import type { Grid, ReadCell, ReadRow } from "./grid.js"
import { forItem, isNumber, isNumberText, type TemplateCell, type TemplateRow } from "./template.js"

/** The text of a blank, and its place. */
export interface Finding {
  readonly blank: Blank
  readonly text: string
  readonly place: Bilingual
}

export interface Matched {
  readonly findings: ReadonlyArray<Finding>
  /** Lists whose heading was found: their rows count in the order found, whatever their tags say. */
  readonly lists: ReadonlySet<string>
  /** Cells and lines that are neither where the form has their words nor in one of its blanks. */
  readonly strays: ReadonlyArray<ReadCell>
  /** Number of rows found, of those that contain words. */
  readonly found: number
}

export const matchRows = (template: ReadonlyArray<TemplateRow>, grid: Grid): Matched => {
  const matcher = new Matcher(template)
  for (const row of grid.rows) matcher.take(row)
  return matcher.result(grid)
}

interface OpenList {
  readonly list: string
  readonly pattern: TemplateRow
  readonly table: number | undefined
  /** Number of the last row that belongs to the list. */
  last: number
  /** For each heading cell of the form, its index in the file, if the columns were moved. */
  readonly order: ReadonlyArray<number> | undefined
  next: number
}

class Matcher {
  readonly #template: ReadonlyArray<TemplateRow>
  readonly #used = new Set<number>()
  readonly #findings: Array<Finding> = []
  readonly #lists = new Set<string>()
  readonly #strays: Array<ReadCell> = []
  #next = 0
  #open: OpenList | undefined

  constructor(template: ReadonlyArray<TemplateRow>) {
    this.#template = template
  }

  take(row: ReadRow): void {
    const index = this.#bestFor(row)
    const template = index === undefined ? undefined : this.#template[index]
    if (index === undefined || template === undefined) return this.#takeUnknown(row)
    this.#used.add(index)
    this.#next = index + 1
    const findings = alignByWords(template, row)
    this.#findings.push(...findings)
    this.#strays.push(...unread(template, row, findings))
    const below = this.#template[index + 1]
    if (below?.item?.index !== 0) {
      this.#open = undefined
      return
    }
    this.#lists.add(below.item.list)
    this.#open = {
      list: below.item.list,
      pattern: below,
      table: row.table,
      last: row.number,
      order: orderOf(template, row),
      next: 0,
    }
  }

  #takeUnknown(row: ReadRow): void {
    const open = this.#open
    // In a spreadsheet, an empty line ends a list as the end of its table does in a document.
    if (open === undefined || open.table !== row.table || row.number !== open.last + 1) {
      this.#open = undefined
      this.#strays.push(...written(row))
      return
    }
    open.last = row.number
    const findings = alignByPosition(forItem(open.pattern, open.next), row, open.order)
    // An empty row is not an item.
    if (findings.some(({ text }) => text !== "")) open.next++
    const placed = placesOf(findings)
    const number = open.pattern.cells.findIndex(({ cell }) => isNumber(cell))
    const isOrdinal = (cell: ReadCell): boolean => row.cells.indexOf(cell) === number && isNumberText(cell.text)
    this.#findings.push(...findings)
    this.#strays.push(...written(row).filter((cell) => !placed.has(cell.place.zh) && !isOrdinal(cell)))
  }

  /** The row of the form that matches the most words; among equals, the next one in the form. */
  #bestFor(row: ReadRow): number | undefined {
    let best: number | undefined
    let bestScore = 0
    for (let i = 0; i < this.#template.length; i++) {
      const index = (this.#next + i) % this.#template.length
      const template = this.#template[index]
      if (template === undefined || template.item !== undefined || template.literals === 0 || this.#used.has(index))
        continue
      const score = likeness(template, row)
      if (score > bestScore) {
        best = index
        bestScore = score
      }
    }
    return bestScore >= leastLikeness ? best : undefined
  }

  result(grid: Grid): Matched {
    const found = new Set(this.#findings.map(({ blank }) => blank.key))
    const missing = this.#template.flatMap((row, i) => (this.#used.has(i) || row.item !== undefined ? [] : [row]))
    const bySelf = missing.flatMap((row) => cellsElsewhere(row, grid)).filter(({ blank }) => !found.has(blank.key))
    const moved = placesOf(bySelf)
    const strays = this.#strays.filter(({ place }) => !moved.has(place.zh))
    const findings = [...this.#findings, ...bySelf].filter(({ blank }) => blank.inert !== true)
    return { findings, lists: this.#lists, strays, found: this.#used.size }
  }
}

/** A row matches if at least half of its words do. */
const leastLikeness = 0.5

const isLabel = ({ cell }: TemplateCell): boolean => patternOf(cell.content).hasLiteral

const matches = ({ cell }: TemplateCell, { text }: ReadCell): boolean =>
  patternOf(cell.content).read(text) !== undefined

/** Share of the cells with words that occur in the row. */
const likeness = (template: TemplateRow, { cells }: ReadRow): number => {
  const labels = template.cells.filter(isLabel)
  const there = labels.filter((label) => cells.some((cell) => matches(label, cell)))
  return there.length / labels.length
}

/** Cells of a row that are neither words of the form nor the text of a blank. */
const unread = (template: TemplateRow, row: ReadRow, findings: ReadonlyArray<Finding>): ReadonlyArray<ReadCell> => {
  const placed = placesOf(findings)
  return written(row).filter(
    (cell) => !placed.has(cell.place.zh) && !template.cells.some((label) => isLabel(label) && matches(label, cell)),
  )
}

const written = ({ cells }: ReadRow): ReadonlyArray<ReadCell> => cells.filter(({ text }) => text.trim() !== "")

const placesOf = (findings: ReadonlyArray<Finding>): ReadonlySet<string> =>
  new Set(findings.map(({ place }) => place.zh))

/** A blank without words follows the cell that contains its label. */
const alignByWords = (template: TemplateRow, row: ReadRow): ReadonlyArray<Finding> => {
  const isInPlace =
    template.cells.length === row.cells.length &&
    template.cells.every((cell, i) => !isLabel(cell) || (row.cells[i] !== undefined && matches(cell, row.cells[i])))
  if (isInPlace) return template.cells.flatMap((cell, i) => readCell(cell, row.cells[i]))
  let at = -1
  return template.cells.flatMap((cell) => {
    const place = isLabel(cell) ? row.cells.findIndex((read) => matches(cell, read)) : at + 1
    if (place < 0) return []
    at = place
    return readCell(cell, row.cells[place])
  })
}

const readCell = ({ cell }: TemplateCell, read: ReadCell | undefined): ReadonlyArray<Finding> => {
  if (read === undefined) return []
  const texts = patternOf(cell.content).read(read.text)
  if (texts === undefined) return []
  return blanksIn(cell.content).map((blank, i) => ({ blank, text: texts[i] ?? "", place: read.place }))
}

/** Order of a list's columns if they were moved, according to their heads; `undefined` if unchanged. */
const orderOf = (heading: TemplateRow, row: ReadRow): ReadonlyArray<number> | undefined => {
  const last = heading.cells.filter(isLabel)
  const order = last.map((cell) => row.cells.findIndex((read) => matches(cell, read)))
  const isMoved = order.some((at, i) => at !== i)
  return isMoved && order.every((at) => at >= 0) && order.length === row.cells.length ? order : undefined
}

/** By cell index if the number of cells is equal, otherwise by starting column. */
const alignByPosition = (
  template: TemplateRow,
  row: ReadRow,
  order: ReadonlyArray<number> | undefined,
): ReadonlyArray<Finding> => {
  const isWhole = template.cells.length === row.cells.length
  return template.cells.flatMap((cell, i) => {
    if (isNumber(cell.cell)) return []
    const read = isWhole
      ? row.cells[order !== undefined && order.length === row.cells.length ? (order[i] ?? i) : i]
      : row.cells.find(({ column }) => cell.column <= column && column < cell.column + cell.cell.width)
    return readCell(cell, read)
  })
}

/** For a row that was split up: each of its cells with words, and the blank after a cell of only words. */
const cellsElsewhere = (template: TemplateRow, grid: Grid): ReadonlyArray<Finding> =>
  template.cells.flatMap((cell, i) => {
    if (blanksIn(cell.cell.content).length === 0) return []
    const label = isLabel(cell) ? cell : template.cells[i - 1]
    if (label === undefined || !isLabel(label)) return []
    const places = grid.rows.flatMap(({ cells }) =>
      cells.flatMap((read, at) => (matches(label, read) ? [{ cells, at }] : [])),
    )
    const [only] = places
    return places.length === 1 && only !== undefined
      ? readCell(cell, only.cells[label === cell ? only.at : only.at + 1])
      : []
  })

/** Words of the form that were copied or torn from their row: nothing is lost if no blank between them is filled in. */
export const isOnlyWords = (rows: ReadonlyArray<TemplateRow>, text: string): boolean =>
  rows.some(({ cells }) =>
    cells.some(({ cell }) => {
      const pattern = patternOf(cell.content)
      return pattern.hasLiteral && pattern.read(text)?.every((blank) => blank === "") === true
    }),
  )
