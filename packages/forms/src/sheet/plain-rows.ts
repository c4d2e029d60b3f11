/** Lists fields below each other with their labels: for acts without an annex, and for fields that the annexes lack. */
import type { Field, Leaf, Rows } from "../value/fields.js"
import { answerOf, cell, heading, headRow, row, sheetWidth, table, type Block, type Row } from "./sheet.js"

const labelWidth = 8

export const plainBlocks = (fields: ReadonlyArray<Field>): ReadonlyArray<Block> => {
  const leaves = fields.filter((field): field is Leaf => field._tag === "Leaf")
  const lists = fields.filter((field): field is Rows => field._tag === "Rows")
  return [...(leaves.length === 0 ? [] : [table(withNotesOnce(leaves).map(leafRow))]), ...lists.flatMap(listBlocks)]
}

/** What several fields stand in says its note only at the first: 更正为（整项作废的不填）·事项, then 更正为·开始日. */
const withNotesOnce = (leaves: ReadonlyArray<Leaf>): ReadonlyArray<Leaf> =>
  leaves.map((leaf, i) => {
    const [group = "", ...own] = leaf.label.split("·")
    const isLater = own.length > 0 && leaves.slice(0, i).some(({ label }) => label.startsWith(`${group}·`))
    return isLater ? { ...leaf, label: [group.replace(/（[^）]*）$/, ""), ...own].join("·") } : leaf
  })

const leafRow = (leaf: Leaf): Row => ({
  ...row(
    heading(labelWidth, leaf.label),
    cell(sheetWidth - labelWidth, answerOf(leaf), leaf.kind === "longText" ? { top: true } : {}),
  ),
  ...(leaf.kind === "longText" ? { height: 20 } : {}),
})

const listBlocks = (list: Rows): ReadonlyArray<Block> => {
  if (list.rows.length === 0) return []
  const isFlat = list.rows.every((item) => item.every(({ _tag }) => _tag === "Leaf"))
  return isFlat ? [table(columnsOf(list))] : list.rows.flatMap((item, i) => plainBlocks(numbered(list, item, i)))
}

/** The first column contains numbers; its head names the list, so that no two lists look alike. */
const columnsOf = ({ path, label, rows }: Rows): ReadonlyArray<Row> => {
  const [first = []] = rows
  const widths = columnWidths(first.length)
  const isOneColumn = first.length === 1 && first[0]?.label === label
  const header = headRow(
    heading(numberWidth, label),
    ...first.map((field, i) => heading(widths[i] ?? 1, isOneColumn ? "内容" : field.label)),
  )
  return [
    header,
    ...rows.map((item, index): Row => ({
      ...row(
        heading(numberWidth, String(index + 1)),
        ...item.map((field, i) => cell(widths[i] ?? 1, field._tag === "Leaf" ? answerOf(field) : [])),
      ),
      item: { list: path, index },
    })),
  ]
}

const numberWidth = 4

/** The last column takes the remaining width. */
const columnWidths = (columns: number): ReadonlyArray<number> => {
  const each = Math.floor((sheetWidth - numberWidth) / columns)
  return Array.from({ length: columns }, (_, i) =>
    i < columns - 1 ? each : sheetWidth - numberWidth - each * (columns - 1),
  )
}

/** An entry that contains a list is laid out separately, with its number in every label. */
const numbered = ({ label }: Rows, item: ReadonlyArray<Field>, index: number): ReadonlyArray<Field> =>
  item.map((field) => ({ ...field, label: `${label}${index + 1}·${field.label}` }))
