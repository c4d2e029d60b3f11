/** The columns of a list of titles granted earlier, under the heads that offices give them. */
import type { CommandDataFilled } from "@shifan/core"

export type Field = "uscc" | keyof CommandDataFilled<string>["ImportTitle"]

/** The first name of each is the one a fault is told under. */
const heads: ReadonlyArray<readonly [Field, ReadonlyArray<string>]> = [
  ["uscc", ["统一社会信用代码", "信用代码", "代码", "code", "uscc"]],
  ["operatingUnitName", ["单位名称", "运营单位", "承担单位", "名称", "name", "unit", "operatingUnitName"]],
  ["platformName", ["平台名称", "platform", "platformName"]],
  ["grantingDocument", ["认定文件", "认定文号", "文件", "文号", "document", "grantingDocument"]],
  ["grantedOn", ["认定日期", "日期", "date", "grantedOn"]],
  ["countyOrDistrict", ["所在县区", "所在县、区", "县区", "county", "countyOrDistrict"]],
  ["lastConfirmedOn", ["最近确认日期", "最近复核日期", "confirmed", "lastConfirmedOn"]],
  ["validUntil", ["有效期至", "validUntil"]],
]

/** Columns that lists have for their readers. */
const remarks: ReadonlyArray<string> = ["序号", "备注", "no.", "no", "remarks"]

const plain = (head: string): string => head.trim().toLowerCase()

export const isRemark = (head: string): boolean => remarks.includes(plain(head))

export const fieldOf = (head: string): Field | undefined =>
  heads.find(([, names]) => names.some((name) => plain(name) === plain(head)))?.[0]

/** A field of the command that has no column goes by its own name. */
export const headOf = (field: string): string => heads.find(([known]) => known === field)?.[1][0] ?? field

/** What a list cannot do without; the rest follows from these or may be absent. */
export const needed: ReadonlyArray<Field> = ["uscc", "operatingUnitName", "grantingDocument", "grantedOn"]

export const knownHeads: ReadonlyArray<string> = heads.map(([field]) => headOf(field))
