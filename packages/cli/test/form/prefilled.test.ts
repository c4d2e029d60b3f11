/** The law forbids asking twice for known data: a form for a known unit is prefilled, but never with sealed values. */
import { readFileSync } from "node:fs"
import { aggregates } from "@shifan/core/registry"
import { strFromU8, unzipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { dossiers, json, storeWithApplication, textIn, unit, type Workplace } from "../shifan.js"
import { certification, recommendation } from "../title-forms.js"

const applied = JSON.parse(textIn(`${dossiers}/01-exactly-met/application.json`)).form

const { legalRepresentative, contactPerson, phone, mobile, email, fax, investors, ...open } = applied.basic
const sealed: ReadonlyArray<string> = [legalRepresentative, contactPerson, phone, mobile, email, fax ?? phone].concat(
  investors.map(({ name }: { readonly name: string }) => name),
)
const basic = { ...open, investors: investors.map(({ name: _, ...investor }: { readonly name: string }) => investor) }

const acts = Object.keys(aggregates.designation.commandCodecs.filled)

const textsOf = (file: string): string =>
  Object.values(unzipSync(readFileSync(file)))
    .map((part) => strFromU8(part))
    .join("\n")

const blank = async ({ shifan, at }: Workplace, act: string, format: string, ...argv: ReadonlyArray<string>) => {
  const file = at(`${act}-${argv.length}.${format}`)
  expect(await shifan(...argv, "form", "blank", act, "--unit", unit, "--out", file)).toMatchObject({ exit: 0 })
  return file
}

/** Decided through the forms themselves. */
const storeWithTitle = async (): Promise<Workplace> => {
  const workplace = await storeWithApplication()
  const { shifan, at, save } = workplace
  const decide = async (verb: string, form: string, data: unknown, by: string, on: string): Promise<void> => {
    const file = save(`${verb}.json`, JSON.stringify(data))
    expect(await shifan("form", "fill", verb, file, "--unit", unit, "--out", at(form))).toMatchObject({ exit: 0 })
    const done = await shifan(verb, unit, "--file", at(form), "--by", by, "--on", on)
    expect(done).toMatchObject({ exit: 0 })
  }
  await decide("recommend", "推荐表.docx", recommendation, "county:130302:HG-01", "2020-12-08")
  await decide("certify", "认定登记表.xlsx", certification, "bureau:130300:SJ-02", "2020-12-29")
  return workplace
}

describe("a form for a unit that the office knows", () => {
  it("contains no sealed value, whatever its act", async () => {
    const workplace = await storeWithApplication()
    for (const act of acts) {
      const texts = textsOf(await blank(workplace, act, "xlsx"))
      expect([act, sealed.filter((value) => texts.includes(value))]).toEqual([act, []])
    }
    expect(sealed.length).toBeGreaterThan(5)
  })

  it("contains at a review what the unit said when it applied, except for what changes each year", async () => {
    const workplace = await storeWithTitle()
    const file = await blank(workplace, "file-review", "docx", "--as-of", "2022-03-01")
    const { data } = Object(json(await workplace.shifan("--json", "form", "read", file)))
    const { filledOn: _, ...report } = data.report
    expect(report).toMatchObject({ operatingUnitName: applied.applicantUnitName, basic })
    // Of the three years reported, only 2019 is among the last three.
    expect(report.lastThreeYears).toEqual(
      applied.operation.filter(({ year }: { readonly year: number }) => year >= 2019),
    )
    expect(data.report.seal).not.toBe(true)
    expect(sealed.filter((value) => textsOf(file).includes(value))).toEqual([])
  })

  it("names the unit if the act has no annex", async () => {
    const workplace = await storeWithTitle()
    const texts = textsOf(await blank(workplace, "award-plaque", "docx"))
    expect(texts).toContain(applied.applicantUnitName)
    expect(texts).toContain(unit)
  })
})
