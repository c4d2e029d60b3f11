/** Everything that prevents an act: at its field, all at once, in the officer's language, with nothing written. */
import { civilDate as day } from "@shifan/core"
import { describe, expect, it } from "vitest"
import {
  applied,
  certified,
  eventsOf,
  host,
  officeWith,
  recommended,
  signedIn,
  town,
  unit,
  type TestOffice,
} from "./office.js"

const faultAt = (text: string, path: string): string =>
  new RegExp(`id="f-${path}-fault">(.*?)</span></span>`, "s").exec(text)?.[1]?.replace(/<[^>]*>/g, "") ?? ""

const certifyForm = async (office: TestOffice, language = "") =>
  (await signedIn(office)).open(`/acts/Certify?unit=${unit}&as=bureau${language}`)

describe("an act with missing answers", () => {
  it("is returned with the fault at each field, and a link to each", async () => {
    const office = await officeWith(recommended)
    const before = await eventsOf(office)
    const answer = await (await certifyForm(office)).send({ officer: "王小明", on: "" })
    expect(answer.status).toBe(422)
    expect(faultAt(answer.text, "certificateNumber")).toContain("证书编号：未填写")
    expect(faultAt(answer.text, "appraisal-date")).toContain("未填写")
    expect(faultAt(answer.text, "-officer")).toContain("代号")
    expect(faultAt(answer.text, "-on")).not.toBe("")
    expect(answer.text).toContain('<a href="#f-certificateNumber">')
    expect(answer.text).toMatch(
      /id="f-certificateNumber"[^>]*aria-invalid="true" aria-describedby="f-certificateNumber-fault"/,
    )
    expect(await eventsOf(office)).toEqual(before)
  })

  it("has one fault for the missing officer and one for the missing day", async () => {
    const answer = await (await certifyForm(await officeWith(recommended))).send({ officer: "", on: "" })
    expect(faultAt(answer.text, "-officer")).toMatch(/^经办人代号：未填写/)
    expect(faultAt(answer.text, "-on")).toMatch(/^生效日期：未填写/)
    expect(answer.text.match(/<a href="#f--officer">/g)).toHaveLength(1)
  })

  it("has its faults in English for an English reader", async () => {
    const answer = await (await certifyForm(await officeWith(recommended), "&language=en")).send({})
    expect(faultAt(answer.text, "certificateNumber")).toContain("missing; expected a line")
    expect(answer.text).toContain("nothing was written")
  })

  it("keeps what was filled in", async () => {
    const answer = await (await certifyForm(await officeWith(recommended))).send({ "v:appraisal.opinion": '示例"<&' })
    expect(answer.text).toContain("示例&quot;&lt;&amp;</textarea>")
  })
})

describe("an act that is refused", () => {
  const certification = {
    "v:certificateNumber": "QHD-1",
    "v:appraisal.date": "2020-11-01",
    "v:appraisal.members.0": "HG-01",
    "v:appraisal.opinion": "示例",
  }

  it("has each reason at its field, with the first day that would be accepted", async () => {
    const office = await officeWith(recommended)
    const form = await certifyForm(office)
    const answer = await form.send({ on: "2020-12-29", ...certification })
    expect(answer.status).toBe(422)
    expect(faultAt(answer.text, "appraisal-date")).toContain("2020年12月8日")
    expect(answer.text).toContain('<a href="#f-appraisal-members')
    const early = await form.send({ on: "2020-12-01", ...certification })
    expect(faultAt(early.text, "-on")).toContain("2020年12月8日")
  })

  it("has a lack of competence at the field of the officer", async () => {
    const office = await officeWith(recommended)
    const form = await (await signedIn(office)).open(`/acts/AwardPlaque?unit=${unit}&as=bureau`)
    const answer = await form.send({ "v:awardedOn": "2021-01-04", officer: "HG-01" })
    expect(answer.status).toBe(422)
    expect(faultAt(answer.text, "-officer")).toContain("HG-01")
  })
})

describe("an act after its preview", () => {
  it("is not recorded if the case has changed, and can be previewed again", async () => {
    const office = await officeWith(certified)
    const form = await (await signedIn(office)).open(`/acts/AwardPlaque?unit=${unit}&as=bureau`)
    const preview = await form.send({ "v:awardedOn": "2021-01-04", on: "2021-01-04" })
    await office.carryOut([town.act(town.bureau, day("2021-01-02"), "SpotCheck", check)])
    const before = await eventsOf(office)
    const answer = await preview.send({ do: "record" })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain("错误Conflict")
    expect(await eventsOf(office)).toEqual(before)
    expect((await answer.send({ do: "preview" })).text).toContain("预览，未写入")
  })

  it("is refused if its id belongs to another command", async () => {
    const office = await officeWith(certified)
    const form = await (await signedIn(office)).open(`/acts/AwardPlaque?unit=${unit}&as=bureau`)
    const filled = { "v:awardedOn": "2021-01-04", on: "2021-01-04", do: "record" }
    expect((await form.send(filled)).text).toContain("已办理")
    const answer = await form.send({ ...filled, "v:awardedOn": "2021-01-03" })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain("错误CommandIdReused")
  })
})

describe("the actor and the typist", () => {
  it("are both recorded and shown if they differ", async () => {
    const office = await officeWith(applied)
    const browser = await signedIn(office, "bureau:130300", "SJ-07")
    const form = await browser.open(`/acts/RequestSupplement?unit=${unit}&as=county`)
    expect(form.text).toContain("由SJ-07代录，记录在案")
    const preview = await form.send({
      officer: "HG-01",
      on: "2020-12-03",
      "v:wanting.0.at": "form.basic.staff",
      "v:wanting.0.text": "示例",
    })
    const done = await preview.send({ do: "record" })
    expect(done.text).toContain("县区主管部门 HG-01，由SJ-07录入")
    expect((await eventsOf(office)).at(-1)?.actor).toEqual({ role: "county", code: "130302", officer: "HG-01" })
  })

  it.each([
    ["county:130302", "HG-01", "bureau"],
    ["unit:", "U-01", "county"],
  ])("are refused if %s, officer %s, types for the %s", async (place, officer, as) => {
    const office = await officeWith(recommended)
    const browser = await signedIn(office, place, officer, unit)
    expect((await browser.open(`/acts/Certify?unit=${unit}&as=${as}`)).status).toBe(403)
    const own = await browser.open(`/acts/ChangeParticulars?unit=${unit}&as=unit`)
    expect((await own.send({ as, do: "record" })).status).toBe(403)
  })
})

describe("an officer of another place", () => {
  it.each([
    ["county:130303", "", "RequestSupplement", "county"],
    ["county:130303", "", "ChangeParticulars", "unit"],
    ["unit:", "91130303MA0001026G", "ChangeParticulars", "unit"],
  ])("cannot enter an act of this unit: %s %s %s", async (place, code, act, as) => {
    const office = await officeWith(applied)
    const own = await (await signedIn(office)).open(`/acts/${act}?unit=${unit}&as=${as}`)
    const browser = await signedIn(office, place, "HG-01", code)
    const before = await eventsOf(office)
    expect((await browser.open(`/acts/${act}?unit=${unit}&as=${as}`)).status).toBe(403)
    const { text } = await browser.open(`/units/${unit}`)
    expect(text).not.toContain(`/acts/${act}`)
    const token = / name="token" value="([^"]+)"/.exec(text)?.[1] ?? ""
    for (const path of [`/acts/${act}`, `/batch/${act}`]) {
      const body = new FormData()
      const sent = { ...Object.fromEntries(own.fields), token, as, agreed: unit, [`id:${unit}`]: unit, do: "record" }
      for (const [name, value] of Object.entries(sent)) body.append(name, value)
      const answer = await browser.request(path, { method: "POST", body, headers: { Origin: `http://${host}` } })
      expect([path, answer.status]).toEqual([path, 403])
    }
    expect(await eventsOf(office)).toEqual(before)
  })
})

describe("the same act sent from two pages at once", () => {
  it("is recorded once", async () => {
    const office = await officeWith(certified)
    const browser = await signedIn(office)
    const filled = { "v:awardedOn": "2021-01-04", on: "2021-01-04" }
    const open = async () => (await browser.open(`/acts/AwardPlaque?unit=${unit}&as=bureau`)).send(filled)
    const previews = [await open(), await open()]
    const before = (await eventsOf(office)).length
    const answers = await Promise.all(previews.map((preview) => preview.send({ do: "record" })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(await eventsOf(office)).toHaveLength(before + 1)
  })
})

const check = {
  regular: true,
  findings: "示例",
  falsificationFound: false,
  evidence: [],
  checkedOn: day("2021-01-02"),
}
