import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { byBureau, dossiers, emptyWorkplace, json, published, storeWithApplication, textIn, unit } from "../shifan.js"

const examples = readdirSync(dossiers).filter((name) => /^\d\d-/.test(name))
const first = join(dossiers, "01-exactly-met", "application.json")

describe("form fill and form read", () => {
  it.each(examples)("give back the application of %s in both formats", async (name) => {
    const { shifan, at } = emptyWorkplace()
    const file = join(dossiers, name, "application.json")
    for (const format of ["docx", "xlsx"]) {
      expect((await shifan("form", "fill", "apply", file, "--out", at(`form.${format}`))).exit).toBe(0)
      const read = await shifan("form", "read", at(`form.${format}`))
      expect(JSON.parse(read.out)).toEqual(JSON.parse(textIn(file)))
      expect(read).toMatchObject({ exit: 0, err: "" })
    }
  })

  it("write the same bytes each time, and overwrite no file", async () => {
    const { shifan, at } = emptyWorkplace()
    const fill = (name: string) => shifan("form", "fill", "附件2", first, "--out", at(name), "--json")
    const one = json(await fill("one.docx"))
    const two = json(await fill("two.docx"))
    expect(readFileSync(at("one.docx")).equals(readFileSync(at("two.docx")))).toBe(true)
    expect(one).toMatchObject({ act: "Apply", format: "docx", sha256: Reflect.get(Object(two), "sha256") })
    const before = readFileSync(at("one.docx"))
    expect(await fill("one.docx")).toMatchObject({ exit: 2, err: expect.stringContaining("one.docx already exists") })
    expect(readFileSync(at("one.docx"))).toEqual(before)
  })

  it("write nothing if the JSON is malformed", async () => {
    const { shifan, at, save } = emptyWorkplace()
    const ran = await shifan(
      "form",
      "fill",
      "award-plaque",
      save("a.json", '{"awardedOn": "soon"}'),
      "--out",
      at("a.docx"),
    )
    expect(ran).toMatchObject({
      exit: 2,
      err: expect.stringContaining("day of the award [awardedOn]: expected an existing date"),
    })
    expect(readdirSync(at("."))).toEqual(["a.json"])
  })
})

describe("form blank", () => {
  it.each(["apply", "Apply", "申报", "附件2", "annex-2"])("accepts %s as the name of an act", async (name) => {
    const { shifan, at } = emptyWorkplace()
    expect(json(await shifan("form", "blank", name, "--out", at("a.xlsx"), "--json"))).toMatchObject({
      act: "Apply",
      format: "xlsx",
    })
  })

  it("suggests the nearest name for an unknown act, and names the formats", async () => {
    const { shifan } = emptyWorkplace()
    expect(await shifan("form", "blank", "aply")).toMatchObject({ exit: 6, err: expect.stringContaining("apply") })
    expect(await shifan("form", "blank", "apply", "--out", "a.pdf")).toMatchObject({
      exit: 2,
      err: expect.stringContaining("a form is a docx or an xlsx, not pdf"),
    })
  })

  it("contains what the office knows of a unit, but no personal data", async () => {
    const { shifan, at } = await storeWithApplication()
    const blank = await shifan("form", "blank", "supplement-application", "--unit", unit, "--out", at("a.docx"))
    expect(blank).toMatchObject({ exit: 0, err: expect.stringContaining("personal data are sealed and left blank") })
    const { data, faults } = Object(json(await shifan("--json", "form", "read", at("a.docx"))))
    const applied = JSON.parse(textIn(first))
    const { legalRepresentative, contactPerson, phone, mobile, email, fax, investors, ...basic } = applied.form.basic
    expect(data).toEqual({
      form: {
        ...applied.form,
        basic: {
          ...basic,
          investors: investors.map(({ name: _, ...investor }: { readonly name: string }) => investor),
        },
      },
      dossier: applied.dossier,
    })
    const sealed = { legalRepresentative, contactPerson, phone, mobile, email }
    expect(faults.map(({ path }: { readonly path: string }) => path)).toEqual([
      ...Object.keys(sealed).map((name) => `form.basic.${name}`),
      ...investors.map((_: unknown, i: number) => `form.basic.investors.${i}.name`),
    ])
    expect([sealed, fax].flat().every((value) => value !== "")).toBe(true)
  })

  it("contains the unit's name and county for a recommendation, and leaves the rest blank", async () => {
    const { shifan, at } = await storeWithApplication()
    await shifan("form", "blank", "recommend", "--unit", unit, "--out", at("a.xlsx"))
    const { data } = Object(json(await shifan("--json", "form", "read", at("a.xlsx"))))
    const { applicantUnitName, countyOrDistrict } = JSON.parse(textIn(first)).form
    expect(data.form).toEqual({ operatingUnitName: applicantUnitName, countyOrDistrict })
  })
})

describe("form blank for a review", () => {
  it("contains the unit's name from an imported title", async () => {
    const { shifan, at } = await published()
    await shifan("form", "blank", "annex-3", "--unit", unit, "--out", at("a.docx"))
    const { data } = Object(json(await shifan("--json", "form", "read", at("a.docx"))))
    expect(data.report.operatingUnitName).toBe("=HYPERLINK(1)")
  })
})

describe("a form in place of JSON", () => {
  it("is accepted by an act", async () => {
    const { shifan, at, save } = await storeWithApplication()
    const reason = save("reason.json", '{"reason": "单位另有安排，“撤回”申报。"}')
    await shifan("form", "fill", "withdraw", reason, "--out", at("withdraw.docx"), "--unit", unit)
    const ran = await shifan(
      "withdraw",
      unit,
      "--file",
      at("withdraw.docx"),
      "--by",
      `unit:${unit}:U-01`,
      "--on",
      "2020-12-02",
    )
    expect(ran.exit).toBe(0)
    const stored = ["shifan.db", "shifan.db-wal"].filter((name) => existsSync(at(name))).map((name) => textIn(at(name)))
    expect(stored.join("")).toContain("单位另有安排，“撤回”申报。")
  })

  it("is refused if it is blank or of another act, and nothing is written", async () => {
    const { shifan, at } = await storeWithApplication()
    await shifan("form", "blank", "withdraw", "--out", at("a.docx"))
    const by = ["--by", `unit:${unit}:U-01`, "--on", "2020-12-02"]
    expect(await shifan("withdraw", unit, "--file", at("a.docx"), ...by)).toMatchObject({
      exit: 2,
      err: expect.stringContaining(
        "撤回理由 [reason] in table 2, row 1, cell 2: expected text of 1 to 400 characters, got nothing",
      ),
    })
    expect(await shifan("surrender", unit, "--file", at("a.docx"), ...by)).toMatchObject({
      exit: 2,
      err: expect.stringContaining("the form is for another act (撤回)"),
    })
    expect(await shifan("award-plaque", unit, "--file", at("none.docx"), ...byBureau("2021-01-01"))).toMatchObject({
      exit: 6,
    })
    expect((await shifan("--json", "history", unit)).out).not.toContain("Withdrawn")
  })
})

describe("form check", () => {
  it("finds no fault in a sound form, and counts the contradictions in another", async () => {
    const { shifan, at, save } = emptyWorkplace()
    await shifan("form", "fill", "apply", first, "--out", at("good.docx"))
    expect(await shifan("form", "check", at("good.docx"), "--exit-code")).toMatchObject({ exit: 0 })
    const wrong = textIn(first).replace('"staff": 10', '"staff": 5')
    await shifan("form", "fill", "apply", save("wrong.json", wrong), "--out", at("wrong.docx"))
    const ran = await shifan("form", "check", at("wrong.docx"), "--exit-code")
    expect(ran).toMatchObject({ exit: 10, out: expect.stringContaining("contradicts itself in 1 places") })
  })
})
