import { qinhuangdao2020 } from "@shifan/core/regulations"
import { strFromU8, unzipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { draftSheet, writeForm, type Draft } from "../src/index.js"

const one = {
  unit: `秦皇岛"<示例>"&有限公司`,
  uscc: "91130302MA00010187",
  platform: "𠮷示例平台",
  county: "海港区",
  appliedOn: "2020-12-01",
  stage: "已推荐",
  certificateNumber: "QHD-2020-001",
  certifiedOn: "2020-12-29",
}
const on = {
  ...one,
  decision: "不予认定",
  decidedOn: "2020-12-29",
  reasons: [{ provision: "第五条第（三）项", text: "从业人数不足" }],
}

const drafts: ReadonlyArray<readonly [Draft, ReadonlyArray<string>]> = [
  [{ kind: "summary", year: 2020, cases: [one] }, ["申报情况汇总表", "已推荐", "秦皇岛市工业和信息化局"]],
  [
    { kind: "recommendations", year: 2020, county: "海港区", cases: [one] },
    ["推荐名单", "（共1家）", "海港区【主管部门名称】"],
  ],
  [{ kind: "titles", year: 2020, cases: [one] }, ["名单的公告", "QHD-2020-001", "【文号，如秦工信〔　　〕　号】"]],
  [
    { kind: "revocation", on: { ...on, word: "撤消", announcementNumber: "秦工信〔2023〕9号" } },
    ["撤消其“", "秦工信〔2023〕9号", "第五条第（三）项：从业人数不足"],
  ],
  [
    { kind: "decision", on: { ...on, reasons: [] } },
    ["不予认定决定通知书", "【事实和理由】", "六十日内", "六个月内", "【行政复议机关】", "【人民法院】"],
  ],
  [
    {
      kind: "receipt",
      of: { ...one, receivedOn: "2020-12-01", materials: [{ title: "申请报告", status: "已提交", documents: 2 }] },
    },
    ["申报材料收讫回执", "2020年12月1日", "已提交", "【姓名】"],
  ],
]

describe("a draft", () => {
  it.each(drafts)("states what is on record and leaves the rest open: %j", (draft, words) => {
    const file = writeForm("docx", draftSheet(draft, qinhuangdao2020))
    const xml = strFromU8(unzipSync(file)["word/document.xml"] ?? new Uint8Array())
    const text = xml.replace(/<\/w:p>/g, "\n").replace(/<[^>]+>/g, "")
    for (const word of [...words, "秦皇岛&quot;&lt;示例&gt;&quot;&amp;有限公司", "91130302MA00010187"])
      expect(text).toContain(word)
    expect(xml).not.toContain("<w:sdt>")
    // A list over several pages repeats its heads on each.
    expect(xml.includes("<w:tblHeader/>")).toBe(xml.includes("序号"))
    expect(writeForm("docx", draftSheet(draft, qinhuangdao2020))).toEqual(file)
  })
})
