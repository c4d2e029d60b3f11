import { qinhuangdao2020 } from "@shifan/core/regulations"
import { createHash } from "node:crypto"
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { dossierItemNames } from "@shifan/core"
import { materialName } from "@shifan/core/messages"
import { codecOfAct, sheetOf, valuesOf, writeForm } from "@shifan/forms"
import { describe, expect, it } from "vitest"
import { materialsNamed } from "../../src/apply/material-files.js"
import { dossiers, json, storeWithCall, textIn, unit, type Ran, type Shifan, type Workplace } from "../shifan.js"

const example = join(dossiers, "01-exactly-met")
const application = JSON.parse(textIn(join(example, "application.json")))
const { reportSections: _, ...form } = application.form
const withoutDigests = { callYear: application.callYear, form, dossier: {} }

/** An applicant's dossier: a form, and files with the applicant's own names. */
const folderIn = ({ at }: Workplace, written: unknown = withoutDigests): string => {
  const folder = at("dossier")
  cpSync(example, folder, { recursive: true })
  writeFileSync(join(folder, "application.json"), JSON.stringify(written))
  return folder
}

const apply = (shifan: Shifan, folder: string, ...more: ReadonlyArray<string>): Promise<Ran> =>
  shifan(...more, "apply", folder, "--by", `unit:${unit}:U-01`, "--on", "2020-12-01")

const digestOf = (file: string): string => `sha256:${createHash("sha256").update(readFileSync(file)).digest("hex")}`

/** The recorded application, read from the form for its supplement. */
const recordedIn = async ({ shifan, at }: Workplace) => {
  await shifan("form", "blank", "supplement-application", "--unit", unit, "--out", at("recorded.docx"))
  const { data } = Object(json(await shifan("--json", "form", "read", at("recorded.docx"))))
  return data
}

describe("a folder without digests", () => {
  it("gets its digests computed, and every file is listed with its material", async () => {
    const workplace = await storeWithCall()
    const folder = folderIn(workplace)
    const ran = await apply(workplace.shifan, folder, "--json")
    expect(ran.exit).toBe(0)
    const { dossier, form: recorded } = await recordedIn(workplace)
    for (const [i, item] of dossierItemNames.entries()) {
      const [name = ""] = readdirSync(join(folder, "materials")).filter((file) => file.includes(item))
      const digest = digestOf(join(folder, "materials", name))
      expect(dossier[item].documents).toMatchObject([
        { digest, size: readFileSync(join(folder, "materials", name)).length },
      ])
      expect(ran.err).toContain(`Art. 8(${i + 1}) ${materialName(item, qinhuangdao2020).en}: ${name} (`)
    }
    expect(new Set(Object.values(recorded.reportSections))).toEqual(
      new Set([dossier.applicationReport.documents[0].digest]),
    )
  })

  it("may use the form itself as its report, and files with Chinese names", async () => {
    const workplace = await storeWithCall()
    const { shifan } = workplace
    const folder = folderIn(workplace)
    const names = [
      "营业执照.png",
      "（三）2019年财务报表.xlsx",
      "4、设备.pdf",
      "05人员.pdf",
      "服务协议企业名单.xlsx",
      "2021年运营计划.pdf",
      "质量管理体系认证.pdf",
      "荣誉证书.pdf",
      "政府扶持情况.pdf",
      "其他材料.pdf",
      "材料12-承诺.pdf",
    ]
    rmSync(join(folder, "materials", "01-applicationReport.docx"))
    for (const [i, file] of readdirSync(join(folder, "materials")).entries())
      renameSync(join(folder, "materials", file), join(folder, "materials", names[i] ?? ""))
    rmSync(join(folder, "application.json"))
    const report = join(folder, "申请报告.docx")
    saveFormWithoutDigests(report)
    const ran = await apply(shifan, folder, "--lang", "zh")
    expect(ran).toMatchObject({
      exit: 0,
      err: expect.stringContaining("第八条第（二）项法人证书或营业执照副本复印件：营业执照.png（"),
    })
    const { dossier } = await recordedIn(workplace)
    expect(dossier.applicationReport.documents).toMatchObject([{ title: "申请报告", digest: digestOf(report) }])
  })

  it("is refused with each file whose material is unclear, and nothing is recorded", async () => {
    const workplace = await storeWithCall()
    const folder = folderIn(workplace)
    const move = (from: string, to: string): void =>
      renameSync(join(folder, "materials", from), join(folder, "materials", to))
    move("04-facilityInventory.pdf", "扫描件.pdf")
    move("09-qualificationsAndHonours.pdf", "03-荣誉.pdf")
    const ran = await apply(workplace.shifan, folder, "--lang", "zh")
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain("的材料有2处须核对")
    expect(ran.err).toContain("扫描件.pdf：看不出是哪一项材料")
    expect(ran.err).toContain("03-荣誉.pdf：可能是第八条第（三）项或第八条第（九）项的材料")
    expect((await workplace.shifan("history", unit)).exit).toBe(6)
  })

  it("is refused for a file of a material declared as none, and for a ticked material without a file", async () => {
    const workplace = await storeWithCall()
    const folder = folderIn(workplace, {
      ...withoutDigests,
      dossier: {
        governmentSupport: { status: "declaredNone", reason: "尚无" },
        otherEvidence: { status: "provided" },
      },
    })
    rmSync(join(folder, "materials", "11-otherEvidence.pdf"))
    const { exit, err } = await apply(workplace.shifan, folder)
    expect(exit).toBe(2)
    expect(err).toContain(
      "10-governmentSupport.pdf: looks like Art. 8(10), but the form says something else about that item",
    )
    expect(err).toContain(
      "Art. 8(11) other evidence that the conditions are met: ticked as submitted, but no file was recognised as it",
    )
  })

  it("is refused by rule if a material is missing", async () => {
    const workplace = await storeWithCall()
    const folder = folderIn(workplace)
    rmSync(join(folder, "materials", "12-truthfulnessDeclaration.pdf"))
    const { exit, err } = await apply(workplace.shifan, folder)
    expect(exit).toBe(3)
    expect(err).toContain("Art. 8(12)")
  })
})

/** The example's form, filled in except for the values a program computes. */
const saveFormWithoutDigests = (out: string): void => {
  const values = valuesOf(codecOfAct("Apply", qinhuangdao2020), withoutDigests, qinhuangdao2020)
  writeFileSync(out, writeForm("docx", sheetOf("Apply", values, qinhuangdao2020), values))
}

describe("the name of a file", () => {
  it.each(dossierItemNames.map((item, i) => [item, i + 1] as const))(
    "identifies %s by its title and by number %i",
    (item, number) => {
      const title = materialName(item, qinhuangdao2020).zh
      const numeral = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"][number - 1]
      for (const name of [
        `${number}.pdf`,
        `${String(number).padStart(2, "0")}-扫描.pdf`,
        `（${numeral}）扫描.pdf`,
        `材料${number}.jpg`,
        `${number}、${title}.pdf`,
        `${item}.pdf`,
      ])
        expect({ name, items: materialsNamed(name) }).toEqual({ name, items: [item] })
      expect(materialsNamed(`${title}.pdf`)).toContain(item)
    },
  )

  it("is not numbered if it begins with a year or a number above 12", () => {
    expect(materialsNamed("2019年财务报表.pdf")).toEqual(["priorYearServiceAccounts"])
    expect(materialsNamed("20201201.pdf")).toEqual([])
    expect(materialsNamed("13-附件.pdf")).toEqual([])
  })
})
