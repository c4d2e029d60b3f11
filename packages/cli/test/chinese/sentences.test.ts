import { join } from "node:path"
import { describe, expect, it } from "vitest"
import {
  applyOn,
  byBureau,
  dossiers,
  published,
  runProgram,
  storeWithApplication,
  storeWithCall,
  unit,
} from "../shifan.js"

const shifanInChinese = (folder: string) => (argv: ReadonlyArray<string>) =>
  runProgram(["--lang", "zh", "--yes", "--store", `sqlite:${join(folder, "shifan.db")}`, ...argv])

describe("a name or number that does not exist", () => {
  it.each([
    [
      ["instrument", "extend", "qhd-2020", "--file", "EXTENSION", ...byBureau("2021-01-04")],
      "没有编号为“qhd-2020”的办法\n  → 现有：qinhuangdao-2020-2",
    ],
    [["history", "91130324MA00010776"], "没有单位91130324MA00010776的记录\n  → 现有：91130302MA00010187"],
    [["why", unit, "--event", "7"], "没有第7号记录\n  → 现有：0"],
    [["roster", "show", "91130324MA00010776"], "名单中没有91130324MA00010776\n  → 现有："],
    [["roster", "write", "9"], "没有第9号公布记录\n  → 现有：0"],
    [["audit", "published", "FILE", "--event", "9"], "没有第9号公布记录\n  → 现有：0"],
    [["audit", "key", "retire", "00000000", ...byBureau("2021-01-04")], "没有密钥00000000\n  → 现有："],
    [["regulation", "art_5__para_1__point_9"], "→ 共78个，相近的有：art_5__para_1__point_1"],
    [["audit", "what-if", "--reading", "staff.qualified=none"], "→ 可选：staff.qualified=pooled、staff.qualified=both"],
    [["audit", "what-if", "--regulation", "2019"], "现有qinhuangdao-2020-2"],
  ])("is answered with those that exist: %j", async (argv, message) => {
    const { folder, file, save } = await published()
    const extension = save("extend.json", '{"document":"延期","from":"2022-11-13","until":"2027-11-12"}')
    const files: Readonly<Record<string, string>> = { FILE: file("csv"), EXTENSION: extension }
    const ran = await shifanInChinese(folder)(argv.map((arg) => files[arg] ?? arg))
    expect([2, 6]).toContain(ran.exit)
    expect(ran.err).toContain(message)
  })
})

describe("a self-check", () => {
  it("concludes on the conditions, the materials and the form, and says what is missing", async () => {
    const { out, exit } = await runProgram(["--lang", "zh", "assess", join(dossiers, "01-exactly-met"), "--exit-code"])
    expect(exit).toBe(0)
    expect(out).toContain("? 第五条 市级示范平台的条件\n")
    expect(out).toContain("资产总额  100万元（要求不低于100万元）")
    expect(out).toContain("2018年12月1日起算，2020年12月1日满两年（以2020年12月1日为准）")
    expect(out).toContain("如以上年末的事实为准，则")
    expect(out).toContain("其他待认定事项均通过的，尚须补足下列任一组：")
    expect(out).toMatch(/结论：待认定（符合8项，待认定12项）；材料齐全；填报无矛盾\n$/)
    const incomplete = await runProgram([
      "--lang",
      "zh",
      "assess",
      join(dossiers, "13-material-missing"),
      "--exit-code",
    ])
    expect(incomplete).toMatchObject({ exit: 10, out: expect.stringMatching(/；材料缺1项；填报无矛盾\n$/) })
    const failing = await runProgram(["--lang", "zh", "assess", join(dossiers, "02-nine-staff"), "--exit-code"])
    expect(failing).toMatchObject({
      exit: 10,
      out: expect.stringContaining("结论：不符合（符合7项，不符合1项，待认定12项）"),
    })
    expect((await runProgram(["assess", join(dossiers, "02-nine-staff")])).exit).toBe(0)
  })
})

describe("a preview", () => {
  it("of an erasure states the unit, the basis and the effective day, and the result says that the key is destroyed", async () => {
    const { folder, save } = await storeWithApplication()
    const shifan = shifanInChinese(folder)
    const previewed = await shifan([
      ...applyOn("2020-12-01"),
      "--dry-run",
      "--command-id",
      "0193a5b0-0000-7000-8000-000000000001",
    ])
    expect(previewed.err).toMatch(/^不予办理 当前为“已申报”，不能申报/)
    const erasure = [
      "erase",
      unit,
      "--file",
      save("erase.json", '{"basis":"个人信息保护法第四十七条","scope":"全部","approver":"SJ-09"}'),
      ...byBureau("2020-12-02"),
    ]
    expect((await shifan([...erasure, "--dry-run"])).out).toBe(
      "· 将办理“删除个人信息”：秦皇岛示例启航创业服务有限公司（91130302MA00010187），个人信息保护法第四十七条；2020年12月2日生效\n" +
        "预览，未写入\n→ 确认后将销毁密钥，不可恢复；此前另存的个人信息保管库副本仍可开启，须一并销毁\n",
    )
    expect((await shifan(erasure)).out).toMatch(/^✓ 删除个人信息 {2}2020-12-02 .*\n→ 密钥已销毁；/)
    const opening = save("open.json", '{"openedTo":"审计局","purpose":"审计","paths":["form.basic.phone"]}')
    expect((await shifan(["open", unit, "--file", opening, ...byBureau("2020-12-03")])).err).toBe(
      "填写有误 命令有1处错误\n  调阅的栏目（paths.0）：该单位个人信息已删除，不能调阅\n",
    )
  })

  it("of an application states the unit, the year and the state of the conditions, and of a call its days", async () => {
    const { folder } = await storeWithCall()
    const shifan = shifanInChinese(folder)
    expect((await shifan([...applyOn("2020-12-01"), "--dry-run"])).out).toMatch(
      /^· 将办理“申报”：\S+（91130302MA00010187），2020年度，符合8项，待认定12项；2020年12月1日生效，依据第八条/,
    )
    const window = ["--from", "2021-09-01", "--to", "2021-10-01", "--document", "示例2号"]
    expect((await shifan(["call", "open", "2021", ...window, ...byBureau("2021-09-01"), "--dry-run"])).out).toMatch(
      /^· 将办理“发布年度申报通知”：2021年度（2021年9月1日至2021年10月1日）；/,
    )
  })
})

describe("a fault in the input", () => {
  it.each([
    ["只有表头，没有数据", "单位名称,统一社会信用代码,认定文件,认定日期\n"],
    ["缺少“认定文件”一列", "单位名称,统一社会信用代码,认定日期\n甲,91130302MA00010187,2018-12-13\n"],
    [
      "没有名为“等级”的列；可用：",
      "单位名称,统一社会信用代码,认定文件,认定日期,等级\n甲,91130302MA00010187,文,2018-12-13,一\n",
    ],
    [
      "认定日期应为不晚于2020年11月11日，实为2999年5月6日",
      "单位名称,统一社会信用代码,认定文件,认定日期\n甲,91130302MA00010187,文,2999-05-06\n",
    ],
  ])("has its own sentence: %s", async (sentence, content) => {
    const { folder, save } = await storeWithCall()
    const ran = await shifanInChinese(folder)(["import", save("t.csv", content), ...byBureau("2020-11-20")])
    expect(ran.err).toContain(sentence)
    expect(ran.exit).toBeGreaterThan(1)
  })

  it("in JSON is a missing field, or an unknown one with the nearest name", async () => {
    const { folder, save } = await storeWithApplication()
    const shifan = shifanInChinese(folder)
    const ran = await shifan([
      "withdraw",
      unit,
      "--file",
      save("w.json", '{"reasen":"单位撤回"}'),
      ...byBureau("2020-12-02"),
    ])
    expect(ran.err).toMatch(/^填写有误 \S+有2处错误\n {2}撤回理由（data\.reason）：未填写/)
    expect(ran.err).toContain("表中没有“reasen”一栏；是否应为“reason”")
  })
})

describe("the comparison of the lists of two days", () => {
  it("is made field by field", async () => {
    const { folder, save } = await published()
    const shifan = shifanInChinese(folder)
    const document = { title: "变更通知", digest: `sha256:${"0".repeat(64)}`, mediaType: "application/pdf", size: 10 }
    const change = save("change.json", JSON.stringify({ after: { operatingUnitName: "示例新名公司" }, document }))
    expect((await shifan(["change", "91110108551385082Q", "--file", change, ...byBureau("2021-01-04")])).exit).toBe(0)
    expect((await shifan(["roster", "diff", "2020-12-01", "2021-01-05"])).out).toBe(
      "~ '+示例丙  91110108551385082Q  海港区\n    单位名称：'+示例丙 → 示例新名公司\n",
    )
  })
})
