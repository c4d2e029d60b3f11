/** The public list as a table: its columns, what stands in them, and what a row is called by its fields. */
import { bilingual, divisionName, type Bilingual, type Territory } from "@shifan/core"
import type { ListCells, RosterEntry } from "@shifan/roster"

interface Column {
  readonly field: keyof RosterEntry
  readonly head: Bilingual
}

export const columns: ReadonlyArray<Column> = [
  { field: "operatingUnitName", head: bilingual("单位名称", "unit") },
  { field: "platformName", head: bilingual("平台名称", "platform") },
  { field: "uscc", head: bilingual("统一社会信用代码", "code") },
  { field: "countyOrDistrict", head: bilingual("所在县区", "county") },
  { field: "certificateNumber", head: bilingual("证书编号", "certificate") },
  { field: "certifiedOn", head: bilingual("认定日期", "certified") },
  { field: "lastConfirmedOn", head: bilingual("最近确认", "confirmed") },
  { field: "plaqueAwardedOn", head: bilingual("授牌日期", "plaque") },
  { field: "validUntil", head: bilingual("有效期至", "valid until") },
]

/** Empty where there is nothing; a county by its name. */
const cellOf = (territory: Territory, entry: RosterEntry, field: keyof RosterEntry): string =>
  field === "countyOrDistrict" ? divisionName(territory, entry.countyOrDistrict) : (entry[field] ?? "")

export const rowOf = (territory: Territory, entry: RosterEntry): ReadonlyArray<string> =>
  columns.map(({ field }) => cellOf(territory, entry, field))

/** The head and a row for each entry, as they are printed. */
export const titledRows = (
  say: (text: Bilingual) => string,
  territory: Territory,
  list: ReadonlyArray<RosterEntry>,
): ReadonlyArray<ReadonlyArray<string>> =>
  withoutEmptyEnd([columns.map(({ head }) => say(head)), ...list.map((entry) => rowOf(territory, entry))])

/** A regulation without terms has nothing in the last column. */
const withoutEmptyEnd = (rows: ReadonlyArray<ReadonlyArray<string>>): ReadonlyArray<ReadonlyArray<string>> =>
  rows.slice(1).every((cells) => cells.at(-1) === "") ? rows.map((cells) => cells.slice(0, -1)) : rows

/** The cells of a printed row by field. */
export const printedCells = (territory: Territory, entry: RosterEntry, as: (text: string) => string): ListCells =>
  new Map(columns.map(({ field }) => [field, as(cellOf(territory, entry, field))]))

/** The fields of an entry as they stand in the published JSON; nothing where it says `null`. */
export const plainCells = (entry: RosterEntry): ListCells =>
  new Map(Object.entries(entry).map(([field, text]) => [field, text ?? ""]))
