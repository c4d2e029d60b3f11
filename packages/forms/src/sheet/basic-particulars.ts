/** 一、平台基本情况: the common part of annexes 2 and 3, with their different wording. */
import type { FieldsByPath } from "./fields-by-path.js"
import { cell, heading, row, table, type Blank, type Block, type Row } from "./sheet.js"

/** The words that differ between the two annexes. */
export interface BasicWording {
  readonly facilities: string
  readonly qualified: string
}

export const basicTable = (fields: FieldsByPath, at: string, wording: BasicWording): Block => {
  const blank = (name: string, room?: number): Blank => fields.blank(`${at}.${name}`, room)
  return table([
    row(
      cell(9, ["注册日期：", blank("registeredOn")]),
      cell(8, ["单位性质：", blank("unitNature")]),
      cell(7, ["法人代表：", blank("legalRepresentative")]),
    ),
    row(cell(16, ["注册地址：", blank("registeredAddress")]), cell(8, ["邮政编码：", blank("postalCode")])),
    row(cell(12, ["联系人：", blank("contactPerson")]), cell(12, ["联系电话：", blank("phone")])),
    row(cell(12, ["手机：", blank("mobile")]), cell(12, ["传真：", blank("fax")])),
    row(cell(12, ["电子邮件：", blank("email")]), cell(12, ["网址（已建网站的填写）：", blank("website")])),
    ...capitalRows(fields, at),
    row(
      cell(6, ["总资产\n", blank("totalAssets", 6), "万元"], { rows: 3, align: "centre" }),
      cell(18, [wording.facilities, blank("facilitiesAndSoftware", 4), "％"]),
    ),
    row(cell(18, ["仪器设备：", blank("instrumentSets", 4), "台（套），占总资产的", blank("instruments", 4), "％"])),
    row(
      cell(18, [
        "场地面积：",
        blank("premisesArea", 5),
        "平米，性质：租用",
        fields.box(`${at}.premisesTenure.rented`),
        "　自有",
        fields.box(`${at}.premisesTenure.owned`),
        "，自有场地占总资产的",
        blank("ownedPremises", 4),
        "％",
      ]),
    ),
    ...staffRows(fields, at, wording.qualified),
  ])
}

const capitalRows = (fields: FieldsByPath, at: string): ReadonlyArray<Row> => {
  const { rows } = fields.rows(`${at}.investors`)
  const capital = fields.blank(`${at}.registeredCapital`, 6)
  return [
    row(
      cell(6, ["注册资本\n", capital, "万元"], { rows: rows.length + 1, align: "centre" }),
      heading(9, "其中：主要投资方名称"),
      heading(5, "性质"),
      heading(4, "投资比例％"),
    ),
    ...rows.map((_, index): Row => ({
      ...row(
        cell(9, fields.blank(`${at}.investors.${index}.name`)),
        cell(5, fields.blank(`${at}.investors.${index}.nature`), { align: "centre" }),
        cell(4, fields.blank(`${at}.investors.${index}.share`), { align: "centre" }),
      ),
      item: { list: `${at}.investors`, index },
    })),
  ]
}

/** The annex asks for one number; below it are separate ones for diploma, title, or both. */
const staffRows = (fields: FieldsByPath, at: string, qualified: string): ReadonlyArray<Row> => {
  const of = (name: string): Blank => fields.blank(`${at}.${name}`, 3)
  const total: Blank = { key: `${at}.qualifiedStaff`, label: "专业人员", kind: "integer", inert: true, room: 4 }
  return [
    row(cell(24, ["从业人数：", of("staff"), "人"])),
    row(cell(24, [qualified, total, "人"])),
    row(
      cell(24, [
        "（仅有大专及以上学历",
        of("qualifiedStaff.diplomaOnly"),
        "人，仅有中级及以上技术职称",
        of("qualifiedStaff.titleOnly"),
        "人，两者兼有",
        of("qualifiedStaff.diplomaAndTitle"),
        "人）",
      ]),
    ),
  ]
}
