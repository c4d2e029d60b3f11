/** Corrects a clerical error and annuls a decision, based on the record. */
import { describe, expect, it } from "vitest"
import { certified, eventsOf, officeWith, signedIn, unit } from "./office.js"

const document = new File(["%PDF-1.7"], "更正审批表.pdf", { type: "application/pdf" })

describe("the forms for correcting the record", () => {
  it("record a correction with its new value and document, and refuse one without a document", async () => {
    const office = await officeWith(certified)
    const browser = await signedIn(office)
    const list = await browser.open(`/units/${unit}/corrections`)
    const [, address = ""] = /href="(\/acts\/CorrectRecord[^"]*certificateNumber[^"]*)"/.exec(list.text) ?? []
    expect(address).not.toContain("QHD")
    const form = await browser.open(address.replaceAll("&amp;", "&"))
    const wrong = await form.send({})
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain("证明文件：未选择文件")
    expect(wrong.text).not.toContain("媒体类型：未填写")
    const preview = await form.send({
      "v:to": "QHD-2020-10",
      "v:reason": "录入有误",
      "d:document": document,
      "v:approver": "SJ-09",
    })
    expect(preview.text).toContain("预览，未写入")
    const done = await preview.send({ do: "record" })
    expect(done.text).toContain("QHD-2020-10")
    expect((await eventsOf(office)).at(-1)).toMatchObject({
      type: "RecordCorrected",
      data: {
        field: "Certified.certificateNumber",
        to: "QHD-2020-10",
        document: { title: "更正审批表.pdf", mediaType: "application/pdf", size: 8 },
      },
    })
  })

  it("offer each annulment to the authority that is competent for it", async () => {
    const annulledBy = async (attempts: typeof certified) => {
      const page = await (await signedIn(await officeWith(attempts))).open(`/units/${unit}/corrections`)
      return [...page.text.matchAll(/\/acts\/AnnulDecision\?[^"]*as=(\w+)/g)].map(([, role]) => role)
    }
    // A county recommended; what a court or the superior decides about that is entered by the bureau.
    expect(await annulledBy(certified.slice(0, 2))).toEqual(["county", "bureau"])
    expect(await annulledBy(certified)).toEqual(["bureau"])
  })

  it("record the annulment of a decision, chosen by its place in the history", async () => {
    const office = await officeWith(certified)
    const browser = await signedIn(office)
    const form = await browser.open(`/acts/AnnulDecision?unit=${unit}&as=bureau&v:revision=2`)
    const preview = await form.send(
      {
        "v:decidedOn": "2021-01-05",
        "v:reasons": "示例",
        "d:document": document,
      },
      [
        ["b:ground", "court"],
        ["b:effect", "fromBeginning"],
      ],
    )
    expect(preview.text).toContain("预览，未写入")
    expect((await preview.send({ do: "record" })).text).toContain("撤销")
  })
})
