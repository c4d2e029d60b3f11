import { describe, expect, it } from "vitest"
import { civilDate } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { unit } from "@shifan/testkit"
import { changedFields, columnsOf, printedCells, rosterRows, type RosterEntry } from "../src/index.js"

const entry: RosterEntry = {
  uscc: unit,
  operatingUnitName: "示例单位",
  platformName: "示例平台",
  countyOrDistrict: "130302" as RosterEntry["countyOrDistrict"],
  certificateNumber: "QHD-2020-01",
  certifiedOn: civilDate("2020-12-29"),
  lastConfirmedOn: null,
  plaqueAwardedOn: null,
  validUntil: civilDate("2023-12-28"),
}

const cells = ["示例单位", "示例平台", unit, "海港区", "QHD-2020-01", "2020-12-29", "", "", "2023-12-28"]

describe("the rows of the list", () => {
  it("have the county by its name, and an empty cell where there is no value", () => {
    const heads = columnsOf(qinhuangdao2020).map(({ head }) => head)
    expect(rosterRows("zh", qinhuangdao2020, [entry])).toEqual([heads.map(({ zh }) => zh), cells])
    expect(rosterRows("en", qinhuangdao2020, [entry])[0]).toEqual(heads.map(({ en }) => en))
  })

  it("call the divisions as the text does", () => {
    const [, , , area] = columnsOf(qinhuangdao2020)
    expect(area?.head).toEqual({ zh: "所在县区", en: "county" })
  })

  it("have a last column only if some title ends", () => {
    const endless = { ...entry, validUntil: null }
    expect(rosterRows("zh", qinhuangdao2020, [endless, entry]).map((row) => row.at(-1))).toEqual([
      "有效期至",
      "",
      "2023-12-28",
    ])
    expect(rosterRows("zh", qinhuangdao2020, [endless, endless]).map((row) => row.length)).toEqual([8, 8, 8])
  })

  it("are printed cell by cell", () => {
    const printed = printedCells(qinhuangdao2020.territory, entry, (text) => `<${text}>`)
    expect([...printed.values()]).toEqual(cells.map((text) => `<${text}>`))
    expect(printed.get("countyOrDistrict")).toBe("<海港区>")
  })
})

describe("the fields that differ between two entries", () => {
  it("are told as they are printed, each with its heading, and an empty one as none", () => {
    const after: RosterEntry = {
      ...entry,
      countyOrDistrict: "130324" as RosterEntry["countyOrDistrict"],
      lastConfirmedOn: civilDate("2022-12-20"),
    }
    expect(changedFields(qinhuangdao2020, entry, after)).toEqual([
      { zh: "所在县区：海港区 → 卢龙县", en: "county: 海港区 → 卢龙县" },
      { zh: "最近确认：（无） → 2022-12-20", en: "confirmed: (none) → 2022-12-20" },
    ])
    expect(changedFields(qinhuangdao2020, entry, entry)).toEqual([])
  })
})
