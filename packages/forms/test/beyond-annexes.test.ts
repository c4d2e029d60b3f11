import { bilingual, type Regulation, type RegulationDraft } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { right } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { codecOfAct, readForm, sheetOf, valuesOf, writeForm } from "../src/index.js"
import { blanksOf, type Sheet } from "../src/sheet/sheet.js"
import { application } from "./application.js"

const provision = "art_8__para_1"

/** A regulation with a requirement of every kind. */
const regulation: Regulation = {
  ...qinhuangdao2020,
  own: {
    figures: {
      publicWelfare: bilingual("公益性服务占比", "the share of public welfare services"),
      "activities.held": bilingual("活动次数", "activities"),
      fund: bilingual("服务资金", "the fund"),
    },
    dates: { accreditedOn: bilingual("认可日期", "the day of accreditation") },
    words: { level: bilingual("级别", "the level") },
    materials: {
      creditReport: { ...bilingual("信用报告", "credit report"), provision, mayBeNone: false },
      awards: { ...bilingual("获奖证明", "awards"), provision, mayBeNone: true },
    },
  },
  extensions: {
    publicWelfare: { as: "share", required: true },
    "activities.held": { as: "count", required: true },
    fund: { as: "money", required: false },
    accreditedOn: { as: "date", required: true },
    level: {
      as: "word",
      required: true,
      oneOf: { national: bilingual("国家级", "national"), provincial: bilingual("省级", "provincial") },
    },
  },
}

const documents = [
  { title: "信用报告.pdf", mediaType: "application/pdf", size: 9, digest: `sha256:${"0a".repeat(32)}` },
]

const data = {
  ...application,
  form: {
    ...application.form,
    extensions: {
      count: { "activities.held": 8 },
      share: { publicWelfare: "20.5" },
      money: { fund: "100.5" },
      date: { accreditedOn: "2020-03-01" },
      word: { level: "provincial" },
    },
  },
  dossier: {
    ...application.dossier,
    own: { creditReport: { status: "provided", documents }, awards: { status: "declaredNone", reason: "没有" } },
  },
}

const labelsOf = (sheet: Sheet): ReadonlyArray<string> => blanksOf(sheet).map(({ label }) => label)

const read = async (format: "docx" | "xlsx", of: RegulationDraft, filled: unknown) => {
  const values = valuesOf(codecOfAct("Apply", of), filled, of)
  return right(await readForm(writeForm(format, sheetOf("Apply", values, of), values), of, "Apply"))
}

describe("a requirement of a regulation beyond the annexes", () => {
  it.each(["docx", "xlsx"] as const)("is read back as it was filled in: .%s", async (format) => {
    expect(await read(format, regulation, data)).toEqual({ act: "Apply", data, faults: [], doubts: [] })
  })

  it("appears in the blank form under the regulation's name for it", () => {
    const blanks = blanksOf(sheetOf("Apply", new Map(), regulation))
    const own = blanks.flatMap(({ key, label }) => (key.startsWith("form.extensions.") ? [label] : []))
    expect(own).toEqual(
      ["活动次数", "公益性服务占比（％）", "服务资金（万元）", "认可日期", "级别：国家级", "级别：省级"].map(
        (label) => `本办法表格另有的内容·${label}`,
      ),
    )
    const materials = blanks.flatMap(({ key, label }) => (key.startsWith("dossier.own.") ? [label] : [])).join("\n")
    for (const title of ["信用报告·", "获奖证明·"]) expect(materials).toContain(title)
  })

  it("does not appear in the form of another regulation", () => {
    const labels = labelsOf(sheetOf("Apply", new Map(), qinhuangdao2020))
    expect(labels.filter((label) => /公益性|信用报告|另行要求/.test(label))).toEqual([])
  })

  it("is left out of the data if nothing was filled in", async () => {
    expect((await read("docx", regulation, application)).data).toEqual(application)
  })

  it("has a fault with its place if the answer cannot be understood", async () => {
    const wrong = {
      ...data,
      form: { ...data.form, extensions: { ...data.form.extensions, count: { "activities.held": "八" } } },
    }
    expect((await read("xlsx", regulation, wrong)).faults).toMatchObject([
      { path: "form.extensions.count.activities.held", got: '"八"', place: { zh: expect.stringMatching(/^表!/) } },
    ])
  })
})
