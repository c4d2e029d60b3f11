/** Paper forms in both directions: known data is filled in, and a filled-in file is read into the page. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { civilDate as day } from "@shifan/core"
import { codecOfAct, readForm, sheetOf, valuesOf, writeForm } from "@shifan/forms"
import { survey } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { requestOf } from "@shifan/testkit/service"
import { describe, expect, it } from "vitest"
import { application } from "../../forms/test/application.js"
import { applied, eventsOf, officeWith, recommended, signedIn, sound, town, unit } from "./office.js"

/** The data of the county's recommendation, as JSON. */
const recommendation = {
  ...requestOf(unit, town.recommend(day("2020-12-08")), "0190163d-8694-7000-8000-999999999999").target.command.data,
  satisfaction: { ...survey(9000), result: "90" },
}

const fileOf = (act: string, data: unknown): File => {
  const values = valuesOf(codecOfAct(act, qinhuangdao2020), data, qinhuangdao2020)
  return new File([new Uint8Array(writeForm("docx", sheetOf(act, values, qinhuangdao2020), values))], "推荐表.docx")
}

describe("a paper form", () => {
  it.each(["docx", "xlsx"])("is downloaded as .%s with what is known of the unit", async (format) => {
    const browser = await signedIn(await officeWith(recommended))
    const answer = await browser.request(`/acts/Recommend/form.${format}?unit=${unit}`)
    expect(answer.headers.get("Content-Disposition")).toContain(`.${format}`)
    const read = right(await readForm(new Uint8Array(await answer.arrayBuffer()), qinhuangdao2020))
    expect(read).toMatchObject({ act: "Recommend", data: { form: { countyOrDistrict: "130302" } } })
  })

  it("is read into the fields once it is filled in, and is previewed and recorded from there", async () => {
    const office = await officeWith(applied)
    const browser = await signedIn(office)
    const form = await browser.open(`/acts/Recommend?unit=${unit}&as=county`)
    const file = fileOf("Recommend", recommendation)
    const read = await form.send({ do: "read", form: file, officer: "HG-01", on: "2020-12-08" })
    expect(read.text).toContain("已读入，请核对各栏")
    expect(read.text).toContain('value="90"')
    const preview = await read.send({ do: "preview" })
    expect(preview.text).toContain("预览，未写入")
    await preview.send({ do: "record" })
    expect((await eventsOf(office)).at(-1)?.type).toBe("Recommended")
  })

  it.each([
    [new File(["%PDF-1.7"], "推荐表.docx"), "PDF文件"],
    [new File([], "推荐表.docx"), "请先选择文件"],
  ])("is refused with the reason if the file is not a form", async (file, says) => {
    const browser = await signedIn(await officeWith(applied))
    const form = await browser.open(`/acts/Recommend?unit=${unit}&as=county`)
    const answer = await form.send({ do: "read", form: file })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(says)
  })
})

describe("an application while it is typed", () => {
  it("is assessed once the form is complete, even without materials", async () => {
    const browser = await signedIn(await officeWith([]))
    const form = await browser.open("/acts/Apply?as=unit")
    const values = valuesOf(codecOfAct("Apply", qinhuangdao2020), application, qinhuangdao2020)
    const typed = [...values]
      .filter(([path]) => path.startsWith("form."))
      .map(([path, text]) => [`v:${path}`, text] as const)
    const answer = await form.send({ do: "try" }, typed)
    expect(answer.text).toMatch(/符合\d项，待认定\d\d项/)
    expect(answer.text).not.toContain("<html")
  })
})

describe("an unsound record", () => {
  it("is reported on every page, before the content", async () => {
    const unsound = {
      ...sound,
      verdict: "unsound",
      faults: [{ zh: "第3号叶被改写", en: "leaf 3 was rewritten" }],
    } as const
    const browser = await signedIn(await officeWith(recommended, { audit: () => Promise.resolve(unsound) }))
    for (const path of ["/", `/units/${unit}`, `/acts/Certify?unit=${unit}&as=bureau`, "/nowhere"]) {
      const { text } = await browser.open(path)
      expect(text.indexOf("记录不完好，请停止办理")).toBeGreaterThan(0)
      expect(text.indexOf("第3号叶被改写")).toBeLessThan(text.indexOf("<main"))
    }
  })
})
