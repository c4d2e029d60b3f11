/** The columns of the published list, with their headings in both languages. */
import { bilingual, type Bilingual, type Language, type Regulation, type Territory } from "@shifan/core"
import { divisionName, textWords } from "@shifan/core/messages"
import type { ListCells } from "./list-comparison.js"
import type { RosterEntry } from "./roster.js"

interface Column {
  readonly field: keyof RosterEntry
  readonly head: Bilingual
}

/** The columns of the public list in printed order, with divisions called as the text calls them. */
export const columnsOf = (regulation: Regulation): ReadonlyArray<Column> => {
  const { division } = textWords(regulation)
  return columns.map((column) =>
    column.field === "countyOrDistrict" ? { ...column, head: bilingual(`所在${division.zh}`, division.en) } : column,
  )
}

const columns: ReadonlyArray<Column> = [
  { field: "operatingUnitName", head: bilingual("单位名称", "unit") },
  { field: "platformName", head: bilingual("平台名称", "platform") },
  { field: "uscc", head: bilingual("统一社会信用代码", "code") },
  { field: "countyOrDistrict", head: bilingual("所在地区", "area") },
  { field: "certificateNumber", head: bilingual("证书编号", "certificate") },
  { field: "certifiedOn", head: bilingual("认定日期", "certified") },
  { field: "lastConfirmedOn", head: bilingual("最近确认", "confirmed") },
  { field: "plaqueAwardedOn", head: bilingual("授牌日期", "plaque") },
  { field: "validUntil", head: bilingual("有效期至", "valid until") },
]

/** Text of a cell: a county by its name, a missing value as an empty text. */
export const cellOf = (territory: Territory, entry: RosterEntry, field: keyof RosterEntry): string =>
  field === "countyOrDistrict" ? divisionName(territory, entry.countyOrDistrict) : (entry[field] ?? "")

/** The cells of a row as they are printed, in the order of `columns`. */
export const cellsOf = (territory: Territory, entry: RosterEntry): ReadonlyArray<string> =>
  columns.map(({ field }) => cellOf(territory, entry, field))

/** The heading row, then a row for each entry. */
export const rosterRows = (
  language: Language,
  regulation: Regulation,
  list: ReadonlyArray<RosterEntry>,
): ReadonlyArray<ReadonlyArray<string>> => {
  const heads = columnsOf(regulation).map(({ head }) => head[language])
  const rows = [heads, ...list.map((entry) => cellsOf(regulation.territory, entry))]
  // Under a regulation without terms, titles have no end date: drop the last column if it is empty.
  const lastIsEmpty = rows.slice(1).every((cells) => cells.at(-1) === "")
  return lastIsEmpty ? rows.map((cells) => cells.slice(0, -1)) : rows
}

/** The cells of an entry by field, as they are printed. */
export const printedCells = (territory: Territory, entry: RosterEntry, print: (text: string) => string): ListCells =>
  new Map(columns.map(({ field }) => [field, print(cellOf(territory, entry, field))]))

/** A line for each field that differs, such as `证书编号：QHD-2020-01 → QHD-2020-10`. */
export const changedFields = (
  regulation: Regulation,
  before: RosterEntry,
  after: RosterEntry,
): ReadonlyArray<Bilingual> => {
  const empty = bilingual("（无）", "(none)")
  const orNone = (text: string): Bilingual => (text === "" ? empty : bilingual(text, text))
  return columnsOf(regulation).flatMap(({ field, head }) => {
    const [was, is] = [before, after].map((entry) => cellOf(regulation.territory, entry, field))
    if (was === undefined || is === undefined || was === is) return []
    const [from, to] = [orNone(was), orNone(is)]
    return [bilingual(`${head.zh}：${from.zh} → ${to.zh}`, `${head.en}: ${from.en} → ${to.en}`)]
  })
}
